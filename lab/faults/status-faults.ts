/** Wrong statuses, and invalid input that passes. */
import type { Fault } from '../fault.ts';
import { brokenRule } from '../../src/backend/refusal.ts';
import { crashWhen } from '../fault-hooks.ts';
import { isObject, listOf, objectOf, streamsOf, textOf } from '../json-access.ts';

export const statusFaults = {
  'unknown-connection-is-500': {
    title: 'Getting an unknown connection answers 500',
    kind: 'status',
    operation: 'webBackendGetConnection',
    caughtBy: ['no-server-error'],
    real: 'RB-44',
    answer: (answer) => {
      if (answer.status === 404) answer.status = 500;
    },
  },
  'unknown-destination-is-500': {
    title: 'Creating with an unknown destination answers 500',
    kind: 'status',
    operation: 'webBackendCreateConnection',
    caughtBy: ['no-server-error'],
    real: 'RB-44',
    answer: (answer, { body }) => {
      if (answer.status === 404 && textOf(objectOf(body)['destinationId']).startsWith('dddddddd')) answer.status = 500;
    },
  },
  'unknown-connection-is-200': {
    title: 'Getting an unknown connection answers 200 with an empty object',
    kind: 'status',
    operation: 'webBackendGetConnection',
    caughtBy: ['unknown-ids', 'response-schema'],
    answer: (answer) => {
      if (answer.status === 404) {
        answer.status = 200;
        answer.body = {};
      }
    },
  },
  'unknown-update-is-200': {
    title: 'Updating an unknown connection is accepted',
    kind: 'status',
    operation: 'webBackendUpdateConnection',
    caughtBy: ['unknown-ids', 'response-schema'],
    answer: (answer) => {
      if (answer.status === 404) {
        answer.status = 200;
        answer.body = {};
      }
    },
  },
  'unknown-workspace-is-500': {
    title: 'The state of an unknown workspace answers 500',
    kind: 'status',
    operation: 'webBackendGetWorkspaceState',
    caughtBy: ['no-server-error'],
    answer: (answer, { body }) => {
      if (textOf(objectOf(body)['workspaceId']).startsWith('dddddddd')) {
        answer.status = 500;
        answer.body = { message: 'Internal Server Error' };
      }
    },
  },
  'unknown-workspace-lists-all': {
    title: "Listing an unknown workspace shows everybody's connections",
    kind: 'status',
    operation: 'webBackendListConnectionsForWorkspace',
    caughtBy: ['unknown-ids'],
    receive: (call, { store }) => {
      const body = objectOf(call.body);
      if (typeof body['workspaceId'] === 'string' && !store.workspaces.has(body['workspaceId'].toLowerCase()))
        body['workspaceId'] = [...store.workspaces.keys()][0];
    },
  },
  'create-answers-201': {
    title: 'Create answers 201',
    kind: 'status',
    operation: 'webBackendCreateConnection',
    caughtBy: ['declared-status'],
    answer: (answer) => {
      if (answer.status === 200) answer.status = 201;
    },
  },
  'invalid-answers-409': {
    title: 'A refused update answers 409',
    kind: 'status',
    operation: 'webBackendUpdateConnection',
    caughtBy: ['declared-status'],
    answer: (answer) => {
      if (answer.status === 422) answer.status = 409;
    },
  },
  'accepts-bad-cron': {
    title: 'Any cron expression is accepted',
    kind: 'status',
    operation: 'any',
    caughtBy: ['invalid-rejected'],
    receive: (call) => {
      const cron = objectOf(objectOf(objectOf(call.body)['scheduleData'])['cron']);
      if (typeof cron['cronExpression'] === 'string') cron['cronExpression'] = '0 0 12 * * ?';
    },
  },
  'accepts-bad-zone': {
    title: 'Any time zone is accepted',
    kind: 'status',
    operation: 'any',
    caughtBy: ['invalid-rejected'],
    receive: (call) => {
      const cron = objectOf(objectOf(objectOf(call.body)['scheduleData'])['cron']);
      if (typeof cron['cronTimeZone'] === 'string' && !/^(UTC|[A-Z][a-z]+\/)/.test(cron['cronTimeZone']))
        cron['cronTimeZone'] = 'UTC';
      if (/^(Mars|Etc)/.test(textOf(cron['cronTimeZone']))) cron['cronTimeZone'] = 'UTC';
    },
  },
  'cursor-may-be-deselected': {
    title: 'Field selection may drop the cursor or the key',
    kind: 'status',
    operation: 'any',
    caughtBy: ['invalid-rejected'],
    real: 'RB-30',
    receive: (call) => {
      for (const { config } of streamsOf(call.body)) {
        const chosen = objectOf(config);
        const names = new Set(listOf(chosen['selectedFields']).map((field) => listOf(objectOf(field)['fieldPath'])[0]));
        if (!names.has(listOf(chosen['cursorField'])[0])) delete chosen['cursorField'];
        if (
          listOf(chosen['primaryKey']).some((path) => !names.has(listOf(path)[0])) &&
          chosen['fieldSelectionEnabled'] === true
        )
          delete chosen['primaryKey'];
      }
    },
  },
  'accepts-unknown-enum': {
    title: 'An unknown geography or status is taken for the default',
    kind: 'status',
    operation: 'any',
    caughtBy: ['invalid-rejected'],
    receive: (call) => {
      const body = objectOf(call.body);
      if (body['geography'] === 'airlock_unknown') body['geography'] = 'auto';
      if (body['status'] === 'airlock_unknown') body['status'] = 'inactive';
      if (body['namespaceDefinition'] === 'airlock_unknown') body['namespaceDefinition'] = 'source';
    },
  },
  'accepts-missing-required': {
    title: 'A create without status is accepted',
    kind: 'status',
    operation: 'webBackendCreateConnection',
    caughtBy: ['invalid-rejected'],
    receive: (call) => {
      objectOf(call.body)['status'] ??= 'inactive';
    },
  },
  'accepts-malformed-uuid': {
    title: 'A malformed UUID is taken for none',
    kind: 'status',
    operation: 'webBackendListConnectionsForWorkspace',
    caughtBy: ['invalid-rejected'],
    receive: (call) => {
      const body = objectOf(call.body);
      for (const key of ['sourceId', 'destinationId'])
        if (Array.isArray(body[key])) body[key] = body[key].filter((id) => id !== 'not-a-uuid');
    },
  },
  'workspaces-may-be-joined': {
    title: 'A source may be joined with a destination of another workspace',
    kind: 'status',
    operation: 'webBackendCreateConnection',
    caughtBy: ['invalid-rejected'],
    real: 'RB-42',
    receive: (call, { store }) => {
      const body = objectOf(call.body);
      const home = store.sources.get(textOf(body['sourceId']))?.workspaceId;
      const destination = store.destinations.get(textOf(body['destinationId']));
      if (home !== undefined && destination !== undefined && destination.workspaceId !== home)
        body['destinationId'] = [...store.destinations.values()].find(({ workspaceId }) => workspaceId === home)?.id;
    },
  },
  'duplicate-streams-accepted': {
    title: 'The same stream may be sent twice',
    kind: 'status',
    operation: 'any',
    caughtBy: ['invalid-rejected'],
    receive: (call) => {
      const catalog = objectOf(objectOf(call.body)['syncCatalog']);
      const seen = new Set<string>();
      if (Array.isArray(catalog['streams']))
        catalog['streams'] = catalog['streams'].filter((entry) => {
          const stream = objectOf(objectOf(entry)['stream']);
          const key = JSON.stringify([stream['namespace'] ?? '', stream['name']]);
          return !seen.has(key) && seen.add(key);
        });
    },
  },
  'overlong-name-is-500': {
    title: 'A name over the limit answers 500',
    kind: 'status',
    operation: 'any',
    caughtBy: ['no-server-error'],
    answer: (answer, { body }) => {
      if (answer.status === 422 && textOf(objectOf(body)['name'] ?? '').length > 256) {
        answer.status = 500;
        answer.body = { message: 'Internal Server Error' };
      }
    },
  },
  'refuses-webhook': {
    title: 'A valid webhook operation is refused',
    kind: 'status',
    operation: 'webBackendCreateConnection',
    caughtBy: ['valid-accepted'],
    handle: (call, next) => {
      if (
        listOf(objectOf(call.body)['operations']).some(
          (operation) => objectOf(objectOf(operation)['operatorConfiguration'])['operatorType'] === 'webhook',
        )
      )
        throw brokenRule('operations', 'webhooks are not supported');
      return next();
    },
  },
  'missing-id-is-500': {
    title: 'A missing connectionId answers 500',
    kind: 'status',
    operation: 'webBackendUpdateConnection',
    caughtBy: ['no-server-error'],
    answer: (answer, { body }) => {
      if (answer.status === 422 && isObject(body) && body['connectionId'] === undefined) {
        answer.status = 500;
        answer.body = { message: 'Internal Server Error: null' };
      }
    },
  },
  'crash-on-custom-format': {
    title: 'An update with a custom namespace format answers 500',
    kind: 'status',
    operation: 'webBackendUpdateConnection',
    caughtBy: ['no-server-error'],
    answer: crashWhen((body) => body['namespaceDefinition'] === 'customformat'),
  },
  'update-fails-after-saving': {
    title: 'An update of a catalog is stored and then answered with 500',
    kind: 'status',
    operation: 'webBackendUpdateConnection',
    caughtBy: ['no-server-error'],
    real: 'RB-52',
    answer: crashWhen((body) => body['syncCatalog'] !== undefined),
  },
} as const satisfies Record<string, Fault>;
