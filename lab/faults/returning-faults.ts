/** What was removed or replaced comes back, and what belongs to one operation goes to another. Missed on a server with faults that nobody had looked at. */
import type { StoredOperation } from '../../src/backend/store.ts';
import type { Fault } from '../fault.ts';
import { changeStored, onSuccess, sends, storedFor } from '../fault-hooks.ts';
import { isObject, listOf, objectOf } from '../json-access.ts';

const update = 'webBackendUpdateConnection';

export const returningFaults = {
  'removed-operations-return': {
    title: 'Operations that an update has removed are back after the next change of the name',
    kind: 'state',
    operation: update,
    caughtBy: ['patch-frame'],
    handle(call, next, context) {
      const { memory, store } = context;
      const had = storedFor(call, context)?.operationIds.flatMap((id) => store.operations.get(id) ?? []);
      return changeStored(call, next, context, (after) => {
        const key = `operations ${after.connectionId}`;
        if (sends(call, 'operations')) memory.set(key, after.operationIds.length === 0 ? had : []);
        if (sends(call, 'operations') || !sends(call, 'name')) return after;
        const removed = (memory.get(key) ?? []) as readonly StoredOperation[]; // as set above
        for (const operation of removed) store.operations.set(operation.operationId, operation);
        return { ...after, operationIds: [...after.operationIds, ...removed.map(({ operationId }) => operationId)] };
      });
    },
  },
  'refused-values-come-along': {
    title: 'What a refused update has asked for is stored with the next one',
    kind: 'state',
    operation: update,
    caughtBy: ['rejected-write-changes-nothing'],
    handle: (call, next, context) =>
      changeStored(
        call,
        () => {
          try {
            return next();
          } catch (refusal) {
            context.memory.set('refused', call.body);
            throw refusal;
          }
        },
        context,
        (after) => {
          const { connectionId, prefix } = objectOf(context.memory.get('refused'));
          return connectionId === after.connectionId && typeof prefix === 'string' && !sends(call, 'prefix')
            ? { ...after, prefix }
            : after;
        },
      ),
  },
  'former-name-ignored': {
    title: 'A connection cannot be given the name that it had before the last one',
    kind: 'state',
    operation: update,
    caughtBy: ['patch-frame'],
    handle: (call, next, context) =>
      changeStored(call, next, context, (after, before) => {
        if (before === undefined || after.name === before.name) return after;
        const key = `name ${after.connectionId}`;
        if (context.memory.get(key) === after.name) return { ...after, name: before.name };
        context.memory.set(key, before.name);
        return after;
      }),
  },
  'deleted-listed-after-update': {
    title: 'An update of a deprecated connection that names no status lists it again',
    kind: 'state',
    operation: 'any',
    caughtBy: ['deprecated-hidden'],
    answer: onSuccess((body, call, { memory }) => {
      if (call.operation === update && body['status'] === 'deprecated' && !sends(call, 'status')) {
        const { connectionId, name, status, scheduleType, source, destination, isSyncing, schemaChange } = body;
        memory.set('listed', {
          connectionId,
          name,
          status,
          scheduleType,
          source,
          destination,
          isSyncing,
          schemaChange,
        });
      }
      if (call.operation === 'webBackendListConnectionsForWorkspace' && memory.has('listed'))
        body['connections'] = [...listOf(body['connections']), memory.get('listed')];
    }),
  },
  'operations-by-position': {
    title: 'Known operations that are sent in another order take over each other’s contents',
    kind: 'fidelity',
    operation: update,
    caughtBy: ['operations-as-set'],
    receive(call, { store }) {
      const body = objectOf(call.body);
      const operations = listOf(body['operations']).filter(isObject);
      const stored = store.connections.get(String(body['connectionId']).toLowerCase())?.operationIds ?? [];
      if (operations.length === stored.length)
        call.body = {
          ...body,
          operations: operations.map((operation) => {
            const other = operations[stored.indexOf(String(operation['operationId']))];
            return { ...operation, operatorConfiguration: (other ?? operation)['operatorConfiguration'] };
          }),
        };
    },
  },
  'webhook-of-the-first': {
    title: 'Every webhook has the webhookConfigId that was seen first',
    kind: 'fidelity',
    operation: 'any',
    caughtBy: ['operations-as-set'],
    answer: onSuccess((body, _, { memory }) => {
      for (const operation of listOf(body['operations'])) {
        const webhook = objectOf(objectOf(operation)['operatorConfiguration'])['webhook'];
        if (!isObject(webhook)) continue;
        if (!memory.has('webhook')) memory.set('webhook', webhook['webhookConfigId']);
        webhook['webhookConfigId'] = memory.get('webhook');
      }
    }),
  },
} as const satisfies Record<string, Fault>;
