/** Answers that differ from what was written, or from each other. */
import { defined } from '../../src/json/defined.ts';
import { withDoubles } from '../../src/json/parse-json.ts';
import type { Fault } from '../fault.ts';
import { changeStored, onSuccess } from '../fault-hooks.ts';
import { isObject, listOf, objectOf, streamsOf, textOf, without } from '../json-access.ts';

const eachWebhook = (
  body: Record<string, unknown>,
  change: (webhook: Record<string, unknown>, configuration: Record<string, unknown>) => void,
): void => {
  for (const operation of listOf(body['operations'])) {
    const configuration = objectOf(objectOf(operation)['operatorConfiguration']);
    if (isObject(configuration['webhook'])) change(configuration['webhook'], configuration);
  }
};

export const fidelityFaults = {
  'webhook-without-configuration': {
    title: 'A webhook operation comes back without its configuration',
    kind: 'fidelity',
    operation: 'any',
    caughtBy: ['create-equals-get', 'operations-as-set'],
    real: 'RB-06',
    answer: onSuccess((body) =>
      eachWebhook(body, (_webhook, configuration) => {
        delete configuration['webhook'];
      }),
    ),
  },
  'schedule-mirror-missing': {
    title: 'The legacy schedule is missing for a basic schedule',
    kind: 'fidelity',
    operation: 'any',
    caughtBy: ['schedule-triple'],
    real: 'RB-08',
    answer: onSuccess((body) => {
      if (body['scheduleType'] === 'basic') delete body['schedule'];
    }),
  },
  'prefix-not-readable': {
    title: 'The prefix is stored and never shown',
    kind: 'fidelity',
    operation: 'any',
    caughtBy: ['create-equals-get', 'patch-frame'],
    real: 'RB-10',
    answer: onSuccess((body) => {
      delete body['prefix'];
    }),
  },
  'update-answers-old-state': {
    title: 'Update answers the state before it',
    kind: 'fidelity',
    operation: 'webBackendUpdateConnection',
    caughtBy: ['patch-frame', 'update-equals-get', 'schedule-triple'],
    handle: (call, next, { store }) => {
      const id = textOf(objectOf(call.body)['connectionId']).toLowerCase();
      const before = store.connections.get(id);
      const read = next();
      return before === undefined
        ? read
        : {
            ...objectOf(read),
            name: before.name,
            geography: before.geography,
            scheduleType: before.scheduleType,
            ...defined({ prefix: before.prefix }),
          };
    },
  },
  'get-shows-other-geography': {
    title: 'Get shows the default geography whatever is stored',
    kind: 'fidelity',
    operation: 'webBackendGetConnection',
    caughtBy: ['create-equals-get', 'update-equals-get'],
    answer: onSuccess((body) => {
      body['geography'] = 'auto';
    }),
  },
  'cursor-dropped': {
    title: 'The cursor is lost between create and get',
    kind: 'fidelity',
    operation: 'webBackendGetConnection',
    caughtBy: ['create-equals-get'],
    real: 'RB-16',
    answer: onSuccess((body) => {
      for (const { config } of streamsOf(body)) objectOf(config)['cursorField'] = [];
    }),
  },
  'key-flattened': {
    title: 'A composite key loses all but its first part',
    kind: 'fidelity',
    operation: 'any',
    caughtBy: ['create-equals-get', 'catalog-replaced'],
    answer: onSuccess((body) => {
      for (const { config } of streamsOf(body))
        objectOf(config)['primaryKey'] = listOf(objectOf(config)['primaryKey']).slice(0, 1);
    }),
  },
  'dedup-becomes-append': {
    title: 'append_dedup is stored as append',
    kind: 'fidelity',
    operation: 'any',
    caughtBy: ['create-equals-get', 'catalog-replaced'],
    receive: (call) => {
      for (const { config } of streamsOf(call.body))
        if (objectOf(config)['destinationSyncMode'] === 'append_dedup')
          objectOf(config)['destinationSyncMode'] = 'append';
    },
  },
  'namespaces-mixed': {
    title: 'The namespace of a stream is dropped',
    kind: 'fidelity',
    operation: 'any',
    caughtBy: ['create-equals-get', 'catalog-replaced'],
    real: 'RB-26',
    answer: onSuccess((body) => {
      for (const { stream } of streamsOf(body)) if (isObject(stream)) delete stream['namespace'];
    }),
  },
  'nested-schema-cut': {
    title: 'Schemas of nested fields are cut off',
    kind: 'fidelity',
    operation: 'any',
    caughtBy: ['create-equals-get', 'catalog-replaced'],
    answer: onSuccess((body) => {
      for (const { stream } of streamsOf(body))
        for (const field of Object.values(objectOf(objectOf(objectOf(stream)['jsonSchema'])['properties'])))
          if (isObject(field)) delete field['properties'];
    }),
  },
  'integers-rounded': {
    title: 'Integers are read as doubles, so that those beyond 2^53 are rounded',
    kind: 'fidelity',
    operation: 'any',
    caughtBy: ['create-equals-get', 'catalog-replaced'],
    receive: (call) => {
      call.body = withDoubles(call.body);
    },
  },
  'selection-widened': {
    title: 'Field selection comes back switched off',
    kind: 'fidelity',
    operation: 'any',
    caughtBy: ['create-equals-get', 'catalog-replaced'],
    answer: onSuccess((body) => {
      for (const { config } of streamsOf(body)) {
        const chosen = objectOf(config);
        if (chosen['fieldSelectionEnabled'] === true) {
          chosen['fieldSelectionEnabled'] = false;
          delete chosen['selectedFields'];
        }
      }
    }),
  },
  'selection-with-unknown-field': {
    title: 'Field selection names a field that the stream lacks',
    kind: 'fidelity',
    operation: 'any',
    caughtBy: ['field-selection'],
    answer: onSuccess((body) => {
      for (const { config } of streamsOf(body))
        if (objectOf(config)['fieldSelectionEnabled'] === true)
          listOf(objectOf(config)['selectedFields']).push({ fieldPath: ['airlock_ghost'] });
    }),
  },
  'resources-not-stored': {
    title: 'Resource requirements of a create are not stored',
    kind: 'fidelity',
    operation: 'webBackendCreateConnection',
    caughtBy: ['create-equals-get'],
    handle: (call, next, context) =>
      changeStored(call, next, context, (after) => without(after, 'resourceRequirements')),
  },
  'preference-default': {
    title: 'Create ignores nonBreakingChangesPreference',
    kind: 'fidelity',
    operation: 'webBackendCreateConnection',
    caughtBy: ['create-equals-get'],
    handle: (call, next, context) =>
      changeStored(call, next, context, (after) => ({ ...after, nonBreakingChangesPreference: 'ignore' })),
  },
  'list-shows-other-status': {
    title: 'The list shows inactive connections as active',
    kind: 'fidelity',
    operation: 'webBackendListConnectionsForWorkspace',
    caughtBy: ['list-get-agree'],
    answer: onSuccess((body) => {
      for (const item of listOf(body['connections'])) objectOf(item)['status'] = 'active';
    }),
  },
  'list-lacks-schedule': {
    title: 'The list lacks the data of cron schedules',
    kind: 'fidelity',
    operation: 'webBackendListConnectionsForWorkspace',
    caughtBy: ['list-get-agree'],
    answer: onSuccess((body) => {
      for (const item of listOf(body['connections']))
        if (objectOf(item)['scheduleType'] === 'cron') delete objectOf(item)['scheduleData'];
    }),
  },
  'list-swaps-names': {
    title: 'The list shows the name of the destination as that of the source',
    kind: 'fidelity',
    operation: 'webBackendListConnectionsForWorkspace',
    caughtBy: ['list-get-agree'],
    answer: onSuccess((body) => {
      for (const item of listOf(body['connections']))
        objectOf(objectOf(item)['source'])['name'] = objectOf(objectOf(item)['destination'])['name'];
    }),
  },
  'operation-of-another': {
    title: 'Operations are looked up without their id',
    kind: 'fidelity',
    operation: 'any',
    caughtBy: ['create-equals-get', 'operations-as-set'],
    real: 'RB-46',
    answer: onSuccess((body, _call, { store }) => {
      const [first] = store.operations.values();
      if (first !== undefined)
        for (const operation of listOf(body['operations'])) {
          objectOf(operation)['name'] = first.name;
          objectOf(operation)['operatorConfiguration'] = first.operatorConfiguration;
        }
    }),
  },
  'large-job-id-clipped': {
    title: 'dbt job ids beyond 32 bits are clipped',
    kind: 'fidelity',
    operation: 'any',
    caughtBy: ['create-equals-get', 'operations-as-set'],
    real: 'RB-32',
    answer: onSuccess((body) =>
      eachWebhook(body, (webhook) => {
        const cloud = objectOf(webhook['dbtCloud']);
        for (const key of ['accountId', 'jobId']) if (Number(cloud[key]) > 2_147_483_647) cloud[key] = 2_147_483_647;
      }),
    ),
  },
  'cron-zone-normalised': {
    title: 'The zone of a cron schedule becomes UTC',
    kind: 'fidelity',
    operation: 'any',
    caughtBy: ['schedule-triple'],
    receive: (call) => {
      const cron = objectOf(objectOf(objectOf(call.body)['scheduleData'])['cron']);
      if (
        cron['cronTimeZone'] !== undefined &&
        /^[A-Z][a-z]+\/[A-Z]/.test(textOf(cron['cronTimeZone'])) &&
        !textOf(cron['cronTimeZone']).startsWith('Mars')
      )
        cron['cronTimeZone'] = 'UTC';
    },
  },
} as const satisfies Record<string, Fault>;
