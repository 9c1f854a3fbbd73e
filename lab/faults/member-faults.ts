/** Members that contradict each other in one answer, or change from one answer to the next. */
import { randomUUID } from 'node:crypto';
import type { Fault } from '../fault.ts';
import { changeStored, isRefresh, onSuccess, sends, storedFor } from '../fault-hooks.ts';
import { listOf, objectOf, streamsOf, textOf } from '../json-access.ts';
import type { JsonObject } from '../json-access.ts';

const create = 'webBackendCreateConnection';
const get = 'webBackendGetConnection';
const update = 'webBackendUpdateConnection';
const list = 'webBackendListConnectionsForWorkspace';

const eachItem = (change: (item: JsonObject) => void): Pick<Fault, 'answer'> => ({
  answer: onSuccess((body) => {
    for (const item of listOf(body['connections'])) change(objectOf(item));
  }),
});

const jobFaults = {
  'job-without-status': {
    title: 'The list shows the time of the latest sync job and not its status',
    kind: 'schema',
    operation: list,
    caughtBy: ['job-members'],
    ...eachItem((item) => {
      delete item['latestSyncJobStatus'];
    }),
  },
  'job-in-minutes': {
    title: 'The list shows the time of the latest sync job in minutes',
    kind: 'schema',
    operation: list,
    caughtBy: ['job-members'],
    ...eachItem((item) => {
      const at = item['latestSyncJobCreatedAt'];
      if (typeof at === 'number') item['latestSyncJobCreatedAt'] = Math.floor(at / 60);
    }),
  },
  'running-job-does-not-sync': {
    title: 'The list calls no connection syncing, those with a running job included',
    kind: 'fidelity',
    operation: list,
    caughtBy: ['job-members'],
    ...eachItem((item) => {
      item['isSyncing'] = false;
    }),
  },
  'create-starts-a-sync': {
    title: 'A connection that is created inactive is syncing at once',
    kind: 'state',
    operation: create,
    caughtBy: ['no-unasked-sync'],
    answer: onSuccess((body) => {
      if (body['status'] === 'inactive') body['isSyncing'] = true;
    }),
  },
  'list-shows-job-of-another': {
    title: 'Items of the list show the job of the item before them, where they have none',
    kind: 'fidelity',
    operation: list,
    caughtBy: ['no-unasked-sync'],
    answer: onSuccess((body) => {
      let before: JsonObject = {};
      for (const item of listOf(body['connections']).map(objectOf)) {
        const { latestSyncJobCreatedAt, latestSyncJobStatus } = before;
        if (item['latestSyncJobCreatedAt'] === undefined && latestSyncJobCreatedAt !== undefined)
          Object.assign(item, { latestSyncJobCreatedAt, latestSyncJobStatus });
        before = item;
      }
    }),
  },
  'schedule-taken-for-a-sync': {
    title: 'A get calls every connection with a schedule syncing',
    kind: 'state',
    operation: get,
    caughtBy: ['no-unasked-sync'],
    answer: onSuccess((body) => {
      if (body['scheduleType'] !== 'manual') body['isSyncing'] = true;
    }),
  },
} as const satisfies Record<string, Fault>;

const operationFaults = {
  'create-answers-other-operation-ids': {
    title: 'Create answers ids of operations that it has not stored',
    kind: 'fidelity',
    operation: create,
    caughtBy: ['operation-ids'],
    answer: onSuccess((body) => {
      const operations = listOf(body['operations']).map((operation) => ({
        ...objectOf(operation),
        operationId: randomUUID(),
      }));
      body['operations'] = operations;
      body['operationIds'] = operations.map(({ operationId }) => operationId);
    }),
  },
  'operation-ids-lack-one': {
    title: 'operationIds lacks the last operation',
    kind: 'fidelity',
    operation: 'any',
    caughtBy: ['operation-ids'],
    answer: onSuccess((body) => {
      if (Array.isArray(body['operationIds'])) body['operationIds'] = body['operationIds'].slice(0, -1);
    }),
  },
  'operation-of-another-workspace': {
    title: 'A get shows the operations as those of another workspace',
    kind: 'fidelity',
    operation: get,
    caughtBy: ['operation-ids'],
    answer: onSuccess((body, _call, { store }) => {
      const home = objectOf(body['source'])['workspaceId'];
      const other = [...store.workspaces.keys()].find((id) => id !== home);
      for (const operation of listOf(body['operations'])) objectOf(operation)['workspaceId'] = other;
    }),
  },
  'update-renews-operations': {
    title: 'An update that names no operations stores those that are there under fresh ids',
    kind: 'state',
    operation: update,
    caughtBy: ['operation-ids'],
    handle: (call, next, context) =>
      changeStored(call, next, context, (after) => {
        if (sends(call, 'operations')) return after;
        const fresh = after.operationIds.flatMap((id) => {
          const operation = context.store.operations.get(id);
          return operation === undefined ? [] : [{ ...operation, operationId: randomUUID() }];
        });
        for (const operation of fresh) context.store.operations.set(operation.operationId, operation);
        return { ...after, operationIds: fresh.map(({ operationId }) => operationId) };
      }),
  },
} as const satisfies Record<string, Fault>;

const actorFaults = {
  'create-lacks-icons': {
    title: 'Create answers without the icons that a get shows',
    kind: 'fidelity',
    operation: create,
    caughtBy: ['actors-agree'],
    answer: onSuccess((body) => {
      delete objectOf(body['source'])['icon'];
      delete objectOf(body['destination'])['icon'];
    }),
  },
  'list-numbers-sources': {
    title: 'The list shows a source under another name in every item',
    kind: 'fidelity',
    operation: list,
    caughtBy: ['actors-agree'],
    answer: onSuccess((body) => {
      for (const [index, item] of listOf(body['connections']).entries()) {
        const source = objectOf(objectOf(item)['source']);
        source['name'] = `${textOf(source['name'])} (${index + 1})`;
      }
    }),
  },
  'get-shows-destination-elsewhere': {
    title: 'A get shows the destination as one of another workspace',
    kind: 'fidelity',
    operation: get,
    caughtBy: ['actors-agree'],
    answer: onSuccess((body, _call, { store }) => {
      const destination = objectOf(body['destination']);
      destination['workspaceId'] = [...store.workspaces.keys()].find((id) => id !== destination['workspaceId']);
    }),
  },
  'existing-shown-with-other-source': {
    title: 'A get of a connection with jobs shows a source other than the one it names',
    kind: 'fidelity',
    operation: get,
    caughtBy: ['actors-agree'],
    answer: onSuccess((body, _call, { store }) => {
      if (body['latestSyncJobStatus'] === undefined) return;
      const other = [...store.sources.keys()].find((id) => id !== body['sourceId']);
      objectOf(body['source'])['sourceId'] = other;
    }),
  },
} as const satisfies Record<string, Fault>;

const keptFaults = {
  'source-defined-cursor-dropped': {
    title: 'sourceDefinedCursor comes back as false',
    kind: 'fidelity',
    operation: 'any',
    caughtBy: ['create-equals-get', 'catalog-replaced'],
    answer: onSuccess((body) => {
      for (const { stream } of streamsOf(body)) objectOf(stream)['sourceDefinedCursor'] = false;
    }),
  },
  'get-switches-notifications': {
    title: 'A get switches the notification by mail on',
    kind: 'state',
    operation: get,
    caughtBy: ['create-equals-get'],
    handle: (call, next, context) => {
      const stored = storedFor(call, context);
      if (stored !== undefined)
        context.store.connections.set(stored.connectionId, { ...stored, notifySchemaChangesByEmail: true });
      return next();
    },
  },
  'catalog-update-switches-notifications': {
    title: 'An update of the catalog switches the notifications on',
    kind: 'state',
    operation: update,
    caughtBy: ['patch-frame'],
    handle: (call, next, context) =>
      changeStored(call, next, context, (after) =>
        sends(call, 'syncCatalog') ? { ...after, notifySchemaChanges: true } : after,
      ),
  },
} as const satisfies Record<string, Fault>;

/** Every refresh finds a field that no earlier discovery had. */
const growing: Pick<Fault, 'handle'> = {
  handle: (call, next, { store }) => {
    if (isRefresh(call))
      for (const source of store.sources.values())
        source.discoverable = source.discoverable.map((stream) => ({
          ...stream,
          jsonSchema: {
            ...stream.jsonSchema,
            properties: { ...objectOf(stream.jsonSchema['properties']), airlock_new: { type: 'string' } },
          },
        }));
    return next();
  },
};

/** Changes every transform of a field that a refresh answers. */
const eachField = (change: (field: JsonObject) => void): Pick<Fault, 'answer' | 'handle'> => ({
  ...growing,
  answer: onSuccess((body) => {
    for (const transform of listOf(objectOf(body['catalogDiff'])['transforms']))
      for (const field of listOf(objectOf(transform)['updateStream'])) change(objectOf(field));
  }),
});

const refreshFaults = {
  'diff-without-schemas': {
    title: 'A refresh says which fields are new, and not what they are',
    kind: 'schema',
    operation: get,
    caughtBy: ['refresh-diff'],
    ...eachField((field) => {
      delete field['addField'];
    }),
  },
  'diff-calls-new-fields-breaking': {
    title: 'A refresh calls every change of a field breaking, new fields included',
    kind: 'fidelity',
    operation: get,
    caughtBy: ['refresh-diff'],
    ...eachField((field) => {
      field['breaking'] = true;
    }),
  },
  'diff-confuses-new-and-gone': {
    title: 'A refresh calls new fields removed',
    kind: 'fidelity',
    operation: get,
    caughtBy: ['refresh-diff'],
    ...eachField((field) => {
      if (field['transformType'] !== 'add_field') return;
      field['transformType'] = 'remove_field';
      field['removeField'] = field['addField'];
      delete field['addField'];
    }),
  },
  'diff-leaves-updates-out': {
    title: 'A refresh names new and removed streams, and none whose fields are different',
    kind: 'fidelity',
    operation: get,
    caughtBy: ['refresh-diff'],
    ...growing,
    answer: onSuccess((body) => {
      const diff = objectOf(body['catalogDiff']);
      if (Array.isArray(diff['transforms']))
        diff['transforms'] = diff['transforms'].filter(
          (transform) => objectOf(transform)['transformType'] !== 'update_stream',
        );
    }),
  },
} as const satisfies Record<string, Fault>;

const refusalFaults = {
  'refusal-without-words': {
    title: 'A refused update has an empty message',
    kind: 'status',
    operation: update,
    caughtBy: ['error-body'],
    answer: (answer) => {
      if (answer.status === 422) objectOf(answer.body)['message'] = '';
    },
  },
  'not-found-says-null': {
    title: 'A 404 has the word null for a message',
    kind: 'status',
    operation: 'any',
    caughtBy: ['error-body'],
    answer: (answer) => {
      if (answer.status === 404) objectOf(answer.body)['message'] = 'null';
    },
  },
  'not-found-names-another': {
    title: 'A 404 names the first connection of the store in place of the one that was asked for',
    kind: 'status',
    operation: get,
    caughtBy: ['error-body'],
    answer: (answer, _call, { store }) => {
      if (answer.status === 404) objectOf(answer.body)['id'] = [...store.connections.keys()][0];
    },
  },
  'refusal-is-a-code': {
    title: 'A refused create is answered with a number in place of words',
    kind: 'status',
    operation: create,
    caughtBy: ['error-body'],
    answer: (answer) => {
      if (answer.status !== 422) return;
      answer.status = 400;
      answer.body = { code: 1042 };
    },
  },
  'path-in-message': {
    title: 'A refusal shows where the program lies',
    kind: 'leak',
    operation: update,
    caughtBy: ['no-leak'],
    answer: (answer) => {
      if (answer.status === 422)
        objectOf(answer.body)['message'] = 'Cannot bind /app/airbyte-server/lib/io.airbyte-api.jar';
    },
  },
} as const satisfies Record<string, Fault>;

export const memberFaults = {
  ...jobFaults,
  ...operationFaults,
  ...actorFaults,
  ...keptFaults,
  ...refreshFaults,
  ...refusalFaults,
} as const satisfies Record<string, Fault>;
