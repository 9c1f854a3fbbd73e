/** What goes wrong where two things come together, and parts of answers that the rest contradicts. */
import type { StoredConnection } from '../../src/backend/store.ts';
import type { Fault } from '../fault.ts';
import { changeStored, onSuccess, pause, sends, storedFor } from '../fault-hooks.ts';
import { listOf, objectOf, textOf, without } from '../json-access.ts';

const list = 'webBackendListConnectionsForWorkspace';
const get = 'webBackendGetConnection';
const create = 'webBackendCreateConnection';
const update = 'webBackendUpdateConnection';

export const plantedCombinations = {
  'filters-paired': {
    title: 'Of two filters of a list the first ids belong together, the second ones, and so on',
    kind: 'combination',
    operation: list,
    caughtBy: ['list-filters'],
    answer: onSuccess((body, call) => {
      const [sources, destinations] = [objectOf(call.body)['sourceId'], objectOf(call.body)['destinationId']].map(
        listOf,
      );
      if (sources === undefined || destinations === undefined || sources.length * destinations.length === 0) return;
      body['connections'] = listOf(body['connections']).filter((item) => {
        const { sourceId } = objectOf(objectOf(item)['source']);
        const { destinationId } = objectOf(objectOf(item)['destination']);
        return sources.some((id, index) => id === sourceId && destinations[index] === destinationId);
      });
    }),
  },
  'filtered-list-remembered': {
    title: 'A filtered list is remembered until something is created',
    kind: 'combination',
    operation: 'any',
    caughtBy: ['list-get-agree'],
    handle(call, next, { memory }) {
      if (call.operation === create) memory.clear();
      const { sourceId, destinationId } = objectOf(call.body);
      if (call.operation !== list || listOf(sourceId).length + listOf(destinationId).length === 0) return next();
      const key = JSON.stringify(call.body);
      if (!memory.has(key)) memory.set(key, next());
      return memory.get(key);
    },
  },
  'flags-beside-catalog-lost': {
    title: 'An update of the catalog ignores the notification flags beside it',
    kind: 'combination',
    operation: update,
    caughtBy: ['patch-frame'],
    handle: (call, next, context) =>
      changeStored(call, next, context, (after, before) =>
        before !== undefined && sends(call, 'syncCatalog')
          ? {
              ...after,
              notifySchemaChanges: before.notifySchemaChanges,
              notifySchemaChangesByEmail: before.notifySchemaChangesByEmail,
            }
          : after,
      ),
  },
  'catalog-overwrites-prefix': {
    title: 'A prefix is lost that is saved while the catalog is',
    kind: 'concurrency',
    operation: update,
    caughtBy: ['lost-update'],
    async handle(call, next, context) {
      const stale = storedFor(call, context);
      await pause(4);
      return changeStored(call, next, context, (after) =>
        stale === undefined || !sends(call, 'syncCatalog') || sends(call, 'prefix')
          ? after
          : withPrefixOf(stale, after),
      );
    },
  },
  'deprecation-drops-the-rest': {
    title: 'An update that deprecates stores nothing else of what it sends',
    kind: 'combination',
    operation: update,
    caughtBy: ['patch-frame'],
    handle(call, next, context) {
      const { operations } = context.store;
      const before = (storedFor(call, context)?.operationIds ?? []).flatMap((id) => operations.get(id) ?? []);
      return changeStored(call, next, context, (after, stale) => {
        if (stale === undefined || objectOf(call.body)['status'] !== 'deprecated') return after;
        for (const operation of before) operations.set(operation.operationId, operation);
        return { ...stale, status: 'deprecated' };
      });
    },
  },
  'nameless-create-loses-prefix': {
    title: 'A create without a name stores neither its prefix nor its namespace',
    kind: 'combination',
    operation: create,
    caughtBy: ['create-equals-get'],
    handle: (call, next, context) =>
      changeStored(call, next, context, (after) =>
        sends(call, 'name') ? after : { ...without(after, 'prefix', 'namespaceFormat'), namespaceDefinition: 'source' },
      ),
  },
  'second-deprecation-empties-catalog': {
    title: 'A connection that is deprecated again loses its streams',
    kind: 'combination',
    operation: update,
    caughtBy: ['patch-frame'],
    handle: (call, next, context) =>
      changeStored(call, next, context, (after, before) =>
        before?.status === 'deprecated' && objectOf(call.body)['status'] === 'deprecated'
          ? { ...after, streams: [] }
          : after,
      ),
  },

  'stack-of-update-404-is-text': {
    title: 'The 404 of an update has a text for its list of lines',
    kind: 'status',
    operation: update,
    caughtBy: ['response-schema'],
    answer(answer) {
      if (answer.status === 404) objectOf(answer.body)['exceptionStack'] = 'none';
    },
  },
  'nested-violations-lack-path': {
    title: 'A refused create does not say where in the body the violation is, if it is deeper than one level',
    kind: 'status',
    operation: create,
    caughtBy: ['response-schema'],
    answer(answer) {
      if (answer.status !== 422) return;
      for (const violation of listOf(objectOf(answer.body)['validationErrors']).map(objectOf))
        if (textOf(violation['propertyPath']).includes('.')) delete violation['propertyPath'];
    },
  },
  'forbidden-is-text': {
    title: 'A user without rights is refused with a bare text',
    kind: 'status',
    operation: 'any',
    caughtBy: ['response-schema'],
    answer(answer) {
      if (answer.status === 403) answer.body = 'Forbidden';
    },
  },
  'workspace-state-labelled-text': {
    title: 'The state of a workspace is labelled text/json',
    kind: 'schema',
    operation: 'webBackendGetWorkspaceState',
    caughtBy: ['content-type'],
    answer(answer) {
      if (answer.status === 200) answer.contentType = 'text/json';
    },
  },
  'running-is-not-syncing': {
    title: 'A get says of a connection whose latest job is running that it does not sync',
    kind: 'state',
    operation: get,
    caughtBy: ['job-members'],
    answer: onSuccess((body) => {
      if (body['latestSyncJobStatus'] === 'running') body['isSyncing'] = false;
    }),
  },
  'update-answers-no-catalog-id': {
    title: 'The answer to an update lacks the catalogId that a get has',
    kind: 'fidelity',
    operation: update,
    caughtBy: ['update-equals-get'],
    answer: onSuccess((body) => {
      delete body['catalogId'];
    }),
  },
  'list-shows-schedule-of-create': {
    title: 'The list shows the schedule that a connection was created with, as long as its type is the same',
    kind: 'state',
    operation: 'any',
    caughtBy: ['list-get-agree'],
    answer: onSuccess((body, call, { memory }) => {
      if (call.operation === create) memory.set(textOf(body['connectionId']), body['scheduleData']);
      if (call.operation !== list) return;
      for (const item of listOf(body['connections']).map(objectOf)) {
        const first = objectOf(memory.get(textOf(item['connectionId'])));
        const data = objectOf(item['scheduleData']);
        if (['basicSchedule', 'cron'].some((key) => first[key] !== undefined && data[key] !== undefined))
          item['scheduleData'] = first;
      }
    }),
  },
} as const satisfies Record<string, Fault>;

function withPrefixOf({ prefix }: StoredConnection, after: StoredConnection): StoredConnection {
  return prefix === undefined ? without(after, 'prefix') : { ...after, prefix };
}
