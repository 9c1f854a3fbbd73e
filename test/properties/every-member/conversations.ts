/** Conversations with the reference backend in whose answers every member shows, most of them with two different values. */
import { operationIds, operations } from '../../../schemas/operations.ts';
import type { OperationId } from '../../../schemas/operations.ts';
import type { Case, OperationStep } from '../../../properties/model/case.ts';
import type { Fixtures } from '../../../src/target/target.ts';
import type { Corruption } from '../engine/fake-target.ts';
import { ask, caseOf, create, get, invalid, list, stream, update } from '../engine/case-steps.ts';

export interface Conversation {
  readonly name: string;
  readonly testCase: Case;
  readonly fixtures?: Partial<Fixtures>;
  /** What is answered instead of what the backend answers. */
  readonly answers?: Corruption;
}

const selection = { fieldSelectionEnabled: true, selectedFields: [{ fieldPath: ['id'] }, { fieldPath: ['at'] }] };
const dedup = {
  syncMode: 'incremental',
  cursorField: ['at'],
  destinationSyncMode: 'append_dedup',
  primaryKey: [['id']],
};
const sourceDefined = {
  namespace: 'public',
  sourceDefinedCursor: true,
  defaultCursorField: ['at'],
  sourceDefinedPrimaryKey: [['id']],
};
const catalog = {
  streams: [stream('users', { ...dedup, ...selection, aliasName: 'people' }, sourceDefined), stream('orders')],
};
const hourly = { scheduleType: 'basic', scheduleData: { basicSchedule: { timeUnit: 'hours', units: 6 } } };
const daily = { scheduleType: 'basic', scheduleData: { basicSchedule: { timeUnit: 'days', units: 1 } } };
const nightly = {
  scheduleType: 'cron',
  scheduleData: { cron: { cronExpression: '0 0 3 * * ?', cronTimeZone: 'Europe/Berlin' } },
};
const everyNoon = {
  scheduleType: 'cron',
  scheduleData: { cron: { cronExpression: '0 0 12 * * ?', cronTimeZone: 'UTC' } },
};
const resources = (size: number): object => ({
  cpu_request: `${size}`,
  cpu_limit: `${size + 1}`,
  memory_request: `${size}Gi`,
  memory_limit: `${size + 1}Gi`,
});
const operation = (name: string, operatorConfiguration: object): object => ({
  workspaceId: '{{workspace}}',
  name,
  operatorConfiguration,
});
const normalization = operation('normalize', { operatorType: 'normalization', normalization: { option: 'basic' } });
const dbt = (branch: string): object =>
  operation('transform', {
    operatorType: 'dbt',
    dbt: {
      gitRepoUrl: 'https://git.example/models.git',
      gitRepoBranch: branch,
      dockerImage: 'dbt:1.4',
      dbtArguments: 'run',
    },
  });
const webhook = (jobId: number): object =>
  operation('notify', {
    operatorType: 'webhook',
    webhook: {
      webhookConfigId: '11111111-1111-4111-8111-111111111111',
      webhookType: 'dbtCloud',
      dbtCloud: { accountId: 7, jobId },
      executionUrl: `https://cloud.getdbt.com/api/v2/accounts/7/jobs/${jobId}/run/`,
      executionBody: '{"cause": "airbyte"}',
    },
  });
const texts = { namespaceDefinition: 'customformat', namespaceFormat: 'raw_${SOURCE_NAMESPACE}' };
const framed = { sourceCatalogId: '{{catalog}}', syncCatalog: undefined };
const refresh = (handle: number): OperationStep => ({
  ...get(handle),
  body: { connectionId: `{{connection:${handle}}}`, withRefreshedCatalog: true },
});
const existing = (number: number): OperationStep =>
  ask('webBackendGetConnection', { connectionId: `{{existing:${number}}}` });

const existingConnectionIds = [1, 2, 3].map((number) => `000000f1-0000-4000-8000-00000000000${number}`);
/** Found in an earlier discovery than the newest. */
const olderCatalog = { sourceCatalogId: '000000d1-0000-4000-8000-000000000001' };

const told: readonly Conversation[] = [
  {
    name: 'a life',
    testCase: caseOf(
      ask('webBackendListGeographies'),
      ask('webBackendCheckUpdates'),
      create(1, {
        ...hourly,
        ...texts,
        operations: [normalization, dbt('main'), webhook(3_000_000_000)],
        resourceRequirements: resources(1),
        syncCatalog: catalog,
        geography: 'us',
      }),
      get(1),
      get(1),
      create(2, { ...nightly, nonBreakingChangesPreference: 'disable' }),
      get(2),
      list(),
      ask('getStateType', { connectionId: '{{connection:1}}' }, 1),
      ask('webBackendGetWorkspaceState', { workspaceId: '{{workspace}}' }),
      ask('webBackendListGeographies'),
      ask('webBackendCheckUpdates'),
      update(1, {
        ...everyNoon,
        ...texts,
        namespaceFormat: 'other',
        resourceRequirements: resources(2),
        notifySchemaChanges: true,
        notifySchemaChangesByEmail: true,
        geography: 'eu',
        nonBreakingChangesPreference: 'disable',
        name: '{{name}}',
      }),
      get(1),
      list(),
      update(1, {
        operations: [{ ...dbt('next'), operationId: '{{operation:1:1}}' }, webhook(4)],
        ...daily,
        skipReset: true,
      }),
      update(1, { syncCatalog: { streams: [stream('users', dedup, sourceDefined)] }, skipReset: true }),
      update(1, {
        syncCatalog: { streams: [stream('users', { ...dedup, ...selection }, sourceDefined)] },
        skipReset: true,
      }),
      get(1),
      update(2, { name: '{{name}}' }),
      get(1),
      update(1, {}),
      get(1),
      update(2, { status: 'deprecated' }),
      get(2),
      list(),
    ),
  },
  {
    name: 'a discovered catalog',
    testCase: caseOf(
      create(1, framed),
      create(2, { ...framed, ...daily }),
      get(1),
      get(2),
      update(1, { syncCatalog: '{{selected-catalog:1}}', skipReset: true }),
      get(1),
      get(1),
      list(),
      refresh(1),
      list(),
      get(1),
      get(2),
      list(),
    ),
  },
  {
    name: 'another discovery',
    testCase: caseOf(
      create(1, { syncCatalog: { streams: [stream('users', {}, { namespace: 'public' }), stream('visits')] } }),
      get(1),
      refresh(1),
      get(1),
    ),
  },
  {
    name: 'what was there',
    testCase: caseOf(
      existing(0),
      list(),
      existing(0),
      existing(1),
      list(),
      existing(1),
      existing(2),
      list(),
      existing(2),
    ),
    fixtures: { existingConnectionIds },
  },
  {
    name: 'a discovery that found a field',
    testCase: caseOf(
      create(1, framed),
      get(1),
      update(1, { syncCatalog: '{{selected-catalog:1}}', skipReset: true }),
      get(1),
      refresh(1),
      list(),
    ),
    fixtures: olderCatalog,
  },
];

/** Statuses of refusals that checks see; 401 and 403 end a run before. */
const refusedWith = ['400', '404', '405', '406', '413', '415', '422'];

/** Every member that a refusal may have. */
const refusal = (asked: { readonly body: Readonly<Record<string, unknown>> }): object => ({
  id: asked.body['connectionId'] ?? asked.body['workspaceId'] ?? asked.body['sourceId'],
  message: 'This is refused',
  exceptionClassName: 'KnownException',
  exceptionStack: ['KnownException'],
  rootCauseExceptionClassName: 'Cause',
  rootCauseExceptionStack: ['Cause'],
  validationErrors: [{ propertyPath: 'status', invalidValue: 'airlock', message: 'is none of the words' }],
});

/** A request that may be refused, with its answer replaced by a refusal of that status. */
function refusalOf(operation: OperationId, status: string): Conversation {
  const hasHandle = operation === 'webBackendUpdateConnection' || operation === 'webBackendGetConnection';
  const step: OperationStep = {
    ...invalid(ask(operation), bodyOf(operation), '/status', true),
    ...(hasHandle ? { handle: 1 } : {}),
    ...(status === '404' ? { intent: { kind: 'unknown' } } : {}),
  };
  return {
    name: `${operation} refused with ${status}`,
    testCase: caseOf(create(1), get(1), step, get(1)),
    answers: (reply, asked) =>
      asked.count === 2 ? { ...reply, status: Number(status), json: refusal(asked) } : undefined,
  };
}

function bodyOf(operation: OperationId): object {
  const { body } =
    operation === 'webBackendCreateConnection'
      ? create(2)
      : { body: { connectionId: '{{connection:1}}', workspaceId: '{{workspace}}' } };
  return { ...(body as object), status: 'airlock' };
}

export const conversations: readonly Conversation[] = [
  ...told,
  ...operationIds.flatMap((operation) =>
    refusedWith
      .filter((status) => status in operations[operation].responses)
      .map((status) => refusalOf(operation, status)),
  ),
];
