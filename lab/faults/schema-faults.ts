/** Answers that break their schema. */
import type { Fault } from '../fault.ts';
import { onSuccess } from '../fault-hooks.ts';
import { isObject, listOf, objectOf, streamsOf } from '../json-access.ts';

export const schemaFaults = {
  'read-without-schema-change': {
    title: 'A read lacks the required schemaChange',
    kind: 'schema',
    operation: 'webBackendGetConnection',
    caughtBy: ['response-schema'],
    answer: onSuccess((body) => {
      delete body['schemaChange'];
    }),
  },
  'read-without-name': {
    title: 'A read lacks the required name',
    kind: 'schema',
    operation: 'webBackendGetConnection',
    caughtBy: ['response-schema'],
    answer: onSuccess((body) => {
      delete body['name'];
    }),
  },
  'create-without-notify-flag': {
    title: 'The answer to create lacks the required notifySchemaChanges',
    kind: 'schema',
    operation: 'webBackendCreateConnection',
    caughtBy: ['response-schema'],
    answer: onSuccess((body) => {
      delete body['notifySchemaChanges'];
    }),
  },
  'list-item-without-schema-change': {
    title: 'List items lack the required schemaChange',
    kind: 'schema',
    operation: 'webBackendListConnectionsForWorkspace',
    caughtBy: ['response-schema'],
    answer: onSuccess((body) => {
      for (const item of listOf(body['connections'])) delete objectOf(item)['schemaChange'];
    }),
  },
  'list-item-syncing-as-text': {
    title: 'isSyncing of list items is text',
    kind: 'schema',
    operation: 'webBackendListConnectionsForWorkspace',
    caughtBy: ['response-schema'],
    answer: onSuccess((body) => {
      for (const item of listOf(body['connections'])) objectOf(item)['isSyncing'] = String(objectOf(item)['isSyncing']);
    }),
  },
  'list-items-under-another-id': {
    title: 'List items have id instead of connectionId',
    kind: 'schema',
    operation: 'webBackendListConnectionsForWorkspace',
    caughtBy: ['response-schema'],
    answer: onSuccess((body) => {
      for (const item of listOf(body['connections']).map(objectOf)) {
        item['id'] = item['connectionId'];
        delete item['connectionId'];
      }
    }),
  },
  'job-time-in-milliseconds': {
    title: 'The time of the latest sync job is in milliseconds',
    kind: 'schema',
    operation: 'any',
    caughtBy: ['job-members'],
    answer: onSuccess((body) => {
      for (const shown of [body, ...listOf(body['connections']).map(objectOf)])
        if (typeof shown['latestSyncJobCreatedAt'] === 'number') shown['latestSyncJobCreatedAt'] *= 1000;
    }),
  },
  'nulls-for-unset-members': {
    title: 'Unset optional members are null instead of absent',
    kind: 'schema',
    operation: 'any',
    caughtBy: ['response-schema'],
    real: 'RB-58',
    answer: onSuccess((body, call) => {
      if (call.operation === 'webBackendGetConnection')
        for (const key of ['prefix', 'namespaceFormat', 'resourceRequirements', 'catalogId']) body[key] ??= null;
    }),
  },
  'enum-renamed': {
    title: 'The status inactive is answered as "disabled"',
    kind: 'schema',
    operation: 'any',
    caughtBy: ['response-schema'],
    answer: onSuccess((body) => {
      if (body['status'] === 'inactive') body['status'] = 'disabled';
      for (const item of listOf(body['connections']))
        if (objectOf(item)['status'] === 'inactive') objectOf(item)['status'] = 'disabled';
    }),
  },
  'stream-json-schema-snake-case': {
    title: 'Streams answer json_schema instead of jsonSchema',
    kind: 'schema',
    operation: 'webBackendGetConnection',
    caughtBy: ['response-schema'],
    answer: onSuccess((body) => {
      for (const { stream } of streamsOf(body))
        if (isObject(stream)) {
          stream['json_schema'] = stream['jsonSchema'];
          delete stream['jsonSchema'];
        }
    }),
  },
  'stream-with-extra-member': {
    title: 'The closed stream model gains a member',
    kind: 'schema',
    operation: 'webBackendGetConnection',
    caughtBy: ['response-schema'],
    answer: onSuccess((body) => {
      for (const { stream } of streamsOf(body)) if (isObject(stream)) stream['isResumable'] = true;
    }),
  },
  'state-type-as-object': {
    title: 'state/get_type answers an object instead of a bare string',
    kind: 'schema',
    operation: 'getStateType',
    caughtBy: ['response-schema'],
    answer: (answer) => {
      if (answer.status === 200) answer.body = { stateType: answer.body };
    },
  },
  'state-type-upper-case': {
    title: 'state/get_type answers in upper case',
    kind: 'schema',
    operation: 'getStateType',
    caughtBy: ['response-schema'],
    answer: (answer) => {
      if (answer.status === 200) answer.body = String(answer.body).toUpperCase();
    },
  },
  'counters-as-text': {
    title: 'check_updates answers counters as text',
    kind: 'schema',
    operation: 'webBackendCheckUpdates',
    caughtBy: ['response-schema'],
    answer: onSuccess((body) => {
      body['sourceDefinitions'] = String(body['sourceDefinitions']);
    }),
  },
  'geographies-renamed': {
    title: 'geographies/list answers under another name',
    kind: 'schema',
    operation: 'webBackendListGeographies',
    caughtBy: ['response-schema'],
    answer: onSuccess((body) => {
      body['regions'] = body['geographies'];
      delete body['geographies'];
    }),
  },
  'workspace-state-as-numbers': {
    title: 'workspace/state answers counts instead of flags',
    kind: 'schema',
    operation: 'webBackendGetWorkspaceState',
    caughtBy: ['response-schema'],
    answer: onSuccess((body) => {
      for (const key of Object.keys(body)) body[key] = Number(body[key]);
    }),
  },
  'uuid-without-dashes': {
    title: 'connectionId of list items has no dashes',
    kind: 'schema',
    operation: 'webBackendListConnectionsForWorkspace',
    caughtBy: ['response-schema'],
    answer: onSuccess((body) => {
      for (const item of listOf(body['connections']))
        objectOf(item)['connectionId'] = String(objectOf(item)['connectionId']).replaceAll('-', '');
    }),
  },
  'not-found-without-message': {
    title: 'A 404 lacks the required message',
    kind: 'schema',
    operation: 'webBackendGetConnection',
    caughtBy: ['response-schema'],
    answer: (answer) => {
      if (answer.status === 404) answer.body = { errorId: 'cccccccc-cccc-4ccc-8ccc-cccccccccccc' };
    },
  },
  'refusal-as-list': {
    title: 'A 422 is answered with a bare list of messages',
    kind: 'schema',
    operation: 'webBackendUpdateConnection',
    caughtBy: ['response-schema'],
    answer: (answer) => {
      if (answer.status === 422) answer.body = [answer.body];
    },
  },
  'diff-as-object': {
    title: 'updateStream of a catalog diff is an object instead of a list',
    kind: 'schema',
    operation: 'webBackendGetConnection',
    caughtBy: [],
    answer: onSuccess((body) => {
      for (const transform of listOf(objectOf(body['catalogDiff'])['transforms']))
        if (Array.isArray(objectOf(transform)['updateStream']))
          objectOf(transform)['updateStream'] = { fieldTransforms: objectOf(transform)['updateStream'] };
    }),
  },
  'charset-in-content-type': {
    title: 'The content type of a success has a charset',
    kind: 'schema',
    operation: 'any',
    caughtBy: ['content-type'],
    answer: (answer) => {
      answer.contentType = 'application/json; charset=utf-8';
    },
  },
  'html-refusal': {
    title: 'Refusals are HTML pages',
    kind: 'schema',
    operation: 'webBackendGetConnection',
    caughtBy: ['content-type', 'response-schema'],
    answer: (answer) => {
      if (answer.status < 400) return;
      answer.contentType = 'text/html';
      answer.body = '<html><body>Not found</body></html>';
    },
  },
} as const satisfies Record<string, Fault>;
