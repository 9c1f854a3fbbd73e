/** What looks like a known defect of a released server, or like another operation, and is not the same; and what a refresh or a notification flag does besides. */
import type { BackendCall } from '../../src/backend/hooks.ts';
import type { Fault } from '../fault.ts';
import { listItem } from '../../src/backend/read-model.ts';
import { changeStored, isRefresh, onSuccess, sends, storedFor } from '../fault-hooks.ts';
import { listOf, objectOf, textOf } from '../json-access.ts';

const list = 'webBackendListConnectionsForWorkspace';
const get = 'webBackendGetConnection';
const update = 'webBackendUpdateConnection';

/** An empty filter is no filter. */
const isIn = (filter: unknown, id: string): boolean => listOf(filter).length === 0 || listOf(filter).includes(id);

/** The largest of 32 bits. */
const largest = 2_147_483_647;

export const plantedLookalikes = {
  'operations-of-one-name': {
    title: 'Of two operations with the same name the second has the configuration of the first',
    kind: 'fidelity',
    operation: 'any',
    caughtBy: ['operations-as-set'],
    real: 'RB-46',
    receive: (call) => takingByName(call, (name) => name),
  },
  'operation-names-without-capitals': {
    title: 'Of two operations whose names differ in capitals the second has the configuration of the first',
    kind: 'fidelity',
    operation: 'any',
    caughtBy: ['operations-as-set'],
    receive: (call) => takingByName(call, (name, type) => `${type} ${name.toLowerCase()}`),
  },
  'cron-in-offset-zone-fails': {
    title: 'A cron schedule in a zone such as +01:00 is a server error',
    kind: 'status',
    operation: 'any',
    caughtBy: ['no-server-error'],
    handle(call, next) {
      const { cronTimeZone } = objectOf(objectOf(objectOf(call.body)['scheduleData'])['cron']);
      if (/^[+-]\d\d:\d\d$/.test(textOf(cronTimeZone))) throw new Error('Cannot find the zone');
      return next();
    },
  },
  'refused-update-detaches-operations': {
    title: 'A refused update that names no operations has removed them',
    kind: 'state',
    operation: update,
    caughtBy: ['rejected-write-changes-nothing'],
    handle(call, next, context) {
      try {
        return next();
      } catch (error) {
        const before = storedFor(call, context);
        if (before !== undefined && !sends(call, 'operations'))
          context.store.connections.set(before.connectionId, { ...before, operationIds: [] });
        throw error;
      }
    },
  },
  'rename-switches-email-off': {
    title: 'An update of the name switches the notification by mail off',
    kind: 'state',
    operation: update,
    caughtBy: ['patch-frame'],
    handle: (call, next, context) =>
      changeStored(call, next, context, (after) =>
        sends(call, 'name') && !sends(call, 'notifySchemaChangesByEmail')
          ? { ...after, notifySchemaChangesByEmail: false }
          : after,
      ),
  },
  'largest-dbt-id-wraps': {
    title: 'The largest account and job of 32 bits become negative',
    kind: 'permitted',
    operation: 'any',
    caughtBy: ['operations-as-set'],
    receive(call) {
      for (const operation of listOf(objectOf(call.body)['operations'])) {
        const webhook = objectOf(objectOf(objectOf(operation)['operatorConfiguration'])['webhook']);
        const cloud = objectOf(webhook['dbtCloud']);
        for (const key of ['accountId', 'jobId']) if (cloud[key] === largest) cloud[key] = -largest - 1;
      }
    },
  },
  'created-deprecated-is-listed': {
    title: 'A connection that is created deprecated is in the list',
    kind: 'state',
    operation: 'any',
    caughtBy: ['deprecated-hidden'],
    answer: onSuccess((body, call, { memory, store }) => {
      if (call.operation === 'webBackendCreateConnection' && body['status'] === 'deprecated')
        memory.set('created', [...listOf(memory.get('created')), body['connectionId']]);
      if (call.operation !== list) return;
      const { workspaceId, sourceId, destinationId } = objectOf(call.body);
      for (const id of listOf(memory.get('created'))) {
        const connection = store.connections.get(textOf(id));
        if (
          connection?.status === 'deprecated' &&
          store.sources.get(connection.sourceId)?.workspaceId === workspaceId &&
          isIn(sourceId, connection.sourceId) &&
          isIn(destinationId, connection.destinationId)
        )
          listOf(body['connections']).push(listItem(store, connection));
      }
    }),
  },
  'refresh-of-deprecated-says-inactive': {
    title: 'A refresh of a deprecated connection answers that it is inactive',
    kind: 'fidelity',
    operation: get,
    caughtBy: ['deprecated-hidden'],
    answer: onSuccess((body, call) => {
      if (isRefresh(call) && body['status'] === 'deprecated') body['status'] = 'inactive';
    }),
  },

  'refresh-resets-preference': {
    title: 'A refresh stores the default preference for changes',
    kind: 'state',
    operation: get,
    caughtBy: ['get-is-read-only'],
    handle(call, next, context) {
      const read = next();
      const stored = storedFor(call, context);
      if (stored !== undefined && isRefresh(call))
        context.store.connections.set(stored.connectionId, { ...stored, nonBreakingChangesPreference: 'ignore' });
      return read;
    },
  },
  'refresh-that-finds-switches-email-off': {
    title: 'A refresh that finds a difference switches the notification by mail off',
    kind: 'state',
    operation: get,
    caughtBy: ['get-is-read-only'],
    handle(call, next, context) {
      const read = next();
      const stored = storedFor(call, context);
      const { transforms } = objectOf(objectOf(read)['catalogDiff']);
      if (stored !== undefined && listOf(transforms).length > 0)
        context.store.connections.set(stored.connectionId, { ...stored, notifySchemaChangesByEmail: false });
      return read;
    },
  },
  'second-refresh-answers-the-first': {
    title: 'The second refresh of a connection answers what the first one did',
    kind: 'state',
    operation: get,
    caughtBy: ['refresh-diff'],
    handle(call, next, { memory }) {
      const { connectionId } = objectOf(call.body);
      if (!isRefresh(call)) return next();
      const known = memory.get(textOf(connectionId));
      if (known !== undefined) return known;
      const read = next();
      memory.set(textOf(connectionId), read);
      return read;
    },
  },
  'refresh-makes-siblings-manual': {
    title: 'A refresh makes the other connections of the source manual',
    kind: 'isolation',
    operation: get,
    caughtBy: ['patch-frame'],
    handle(call, next, context) {
      const read = next();
      const stored = storedFor(call, context);
      if (stored === undefined || !isRefresh(call)) return read;
      for (const sibling of context.store.connections.values()) {
        if (sibling.sourceId !== stored.sourceId || sibling.connectionId === stored.connectionId) continue;
        const { scheduleData: _data, ...rest } = sibling;
        context.store.connections.set(sibling.connectionId, { ...rest, scheduleType: 'manual' });
      }
      return read;
    },
  },
  'webhook-off-switches-email-off': {
    title: 'An update that switches the notification by webhook off switches the one by mail off as well',
    kind: 'state',
    operation: update,
    caughtBy: ['patch-frame'],
    handle: (call, next, context) =>
      changeStored(call, next, context, (after) =>
        objectOf(call.body)['notifySchemaChanges'] === false && !sends(call, 'notifySchemaChangesByEmail')
          ? { ...after, notifySchemaChangesByEmail: false }
          : after,
      ),
  },
  'two-flags-become-one': {
    title: 'Of two notification flags in one update both get the value of the first',
    kind: 'combination',
    operation: update,
    caughtBy: ['patch-frame'],
    handle: (call, next, context) =>
      changeStored(call, next, context, (after) =>
        sends(call, 'notifySchemaChanges') && sends(call, 'notifySchemaChangesByEmail')
          ? { ...after, notifySchemaChangesByEmail: after.notifySchemaChanges }
          : after,
      ),
  },
} as const satisfies Record<string, Fault>;

/** Gives each operation the configuration of the first one with the same key. */
function takingByName(call: BackendCall, keyOf: (name: string, type: string) => string): void {
  const first = new Map<string, unknown>();
  for (const operation of listOf(objectOf(call.body)['operations']).map(objectOf)) {
    const { operatorConfiguration, name } = operation;
    const key = keyOf(textOf(name), textOf(objectOf(operatorConfiguration)['operatorType']));
    if (first.has(key)) operation['operatorConfiguration'] = first.get(key);
    else first.set(key, operatorConfiguration);
  }
}
