/** Breaks one rule that no schema expresses. The body stays valid by its schema. */
import { defined } from '../../src/json/defined.ts';
import { isObject } from '../../src/json/json.ts';
import type { JsonObject } from '../../src/json/json.ts';
import { placeholders } from '../arbitraries/generation-context.ts';
import type { Mend } from '../model/case.ts';
import type { Mutation } from './schema-mutations.ts';

const hourly = { basicSchedule: { timeUnit: 'hours', units: 24 } };
const cron = (cronExpression: string, cronTimeZone = 'UTC'): JsonObject => ({ cron: { cronExpression, cronTimeZone } });

/** A stream to break rules with. */
const stream = {
  name: 'airlock_stream',
  jsonSchema: { type: 'object', properties: { id: { type: 'integer' }, at: { type: 'string' } } },
  supportedSyncModes: ['full_refresh', 'incremental'],
};
const basicUnits = (units: number): JsonObject => ({
  scheduleType: 'basic',
  scheduleData: { basicSchedule: { timeUnit: 'hours', units } },
});
const plain = { syncMode: 'full_refresh', destinationSyncMode: 'overwrite', selected: true };
const selecting = (selectedFields: unknown, more: JsonObject = {}): JsonObject => ({
  streams: [
    {
      stream,
      config: {
        ...plain,
        ...more,
        fieldSelectionEnabled: true,
        ...defined({ selectedFields }),
      },
    },
  ],
});
const configured = (config: JsonObject, more: JsonObject = {}): JsonObject => ({
  streams: [{ stream: { ...stream, ...more }, config: { ...plain, ...config } }],
});

type Rule = readonly [
  keyword: string,
  pointer: string,
  description: string,
  members: JsonObject,
  flags?: { readonly lenient?: boolean; readonly harmful?: boolean },
];

const shared: readonly Rule[] = [
  [
    'schedule',
    '/scheduleData/basicSchedule',
    'a basic schedule without its data',
    { scheduleType: 'basic', scheduleData: cron('0 0 12 * * ?') },
  ],
  [
    'schedule',
    '/scheduleData/cron',
    'a cron schedule without its data',
    { scheduleType: 'cron', scheduleData: hourly },
  ],
  [
    'cron',
    '/scheduleData/cron/cronExpression',
    'a cron expression of five fields',
    { scheduleType: 'cron', scheduleData: cron('0 12 * * *') },
  ],
  [
    'cron',
    '/scheduleData/cron/cronExpression',
    'a cron expression out of range',
    { scheduleType: 'cron', scheduleData: cron('0 0 25 * * ?') },
  ],
  [
    'cron',
    '/scheduleData/cron/cronExpression',
    'a cron expression of words',
    { scheduleType: 'cron', scheduleData: cron('every day at noon') },
  ],
  [
    'time-zone',
    '/scheduleData/cron/cronTimeZone',
    'an unknown time zone',
    { scheduleType: 'cron', scheduleData: cron('0 0 12 * * ?', 'Mars/Olympus_Mons') },
  ],
  [
    'time-zone',
    '/scheduleData/cron/cronTimeZone',
    'a zone that starts with etc',
    { scheduleType: 'cron', scheduleData: cron('0 0 12 * * ?', 'Etc/GMT+3') },
  ],
  [
    'field-selection',
    '/syncCatalog/streams/0/config/selectedFields',
    'field selection without fields',
    { syncCatalog: selecting(undefined) },
  ],
  [
    'field-selection',
    '/syncCatalog/streams/0/config/selectedFields',
    'a selected field that the stream lacks',
    { syncCatalog: selecting([{ fieldPath: ['id'] }, { fieldPath: ['missing'] }]) },
  ],
  [
    'field-selection',
    '/syncCatalog/streams/0/config/selectedFields',
    'a selected field path of two elements',
    { syncCatalog: selecting([{ fieldPath: ['id', 'nested'] }]) },
  ],
  [
    'field-selection',
    '/syncCatalog/streams/0/config/selectedFields',
    'a selection without the cursor',
    {
      syncCatalog: selecting([{ fieldPath: ['id'] }], {
        syncMode: 'incremental',
        destinationSyncMode: 'append',
        cursorField: ['at'],
      }),
    },
  ],
  [
    'field-selection',
    '/syncCatalog/streams/0/config/selectedFields',
    'a selection without the primary key',
    { syncCatalog: selecting([{ fieldPath: ['at'] }], { destinationSyncMode: 'append_dedup', primaryKey: [['id']] }) },
  ],
  [
    'duplicate-stream',
    '/syncCatalog/streams/1',
    'the same stream twice',
    {
      syncCatalog: {
        streams: [
          { stream, config: plain },
          { stream, config: plain },
        ],
      },
    },
    { harmful: true },
  ],
  ['length', '/name', 'a name of 257 characters', { name: 'n'.repeat(257) }],
  ['length', '/prefix', 'a prefix of 300 characters', { prefix: 'p'.repeat(300) }],
  [
    'length',
    '/namespaceFormat',
    'a namespace format of 300 characters',
    { namespaceDefinition: 'customformat', namespaceFormat: 'f'.repeat(300) },
  ],
  ['nul', '/prefix', 'NUL in a prefix', { prefix: 'a\u0000b' }],
  // What conforming servers accept or refuse as they like; neither may end in a server error.
  ['units', '/scheduleData/basicSchedule/units', 'no units', basicUnits(0), { lenient: true }],
  ['units', '/scheduleData/basicSchedule/units', 'negative units', basicUnits(-1), { lenient: true }],
  ['units', '/scheduleData/basicSchedule/units', 'units beyond 64 bits', basicUnits(1e30), { lenient: true }],
  [
    'cron',
    '/scheduleData/cron/cronExpression',
    'a cron expression that fires every second',
    { scheduleType: 'cron', scheduleData: cron('* * * * * ?') },
    { lenient: true },
  ],
  [
    'namespace',
    '/namespaceFormat',
    'a custom namespace without its format',
    { namespaceDefinition: 'customformat', namespaceFormat: undefined },
    { lenient: true },
  ],
  ['empty', '/name', 'an empty name', { name: '' }, { lenient: true }],
  [
    'reference',
    '/syncCatalog/streams/0/config/cursorField',
    'an incremental stream without a cursor',
    { syncCatalog: configured({ syncMode: 'incremental', destinationSyncMode: 'append' }) },
    { lenient: true },
  ],
  [
    'reference',
    '/syncCatalog/streams/0/config/primaryKey',
    'deduplication without a key',
    { syncCatalog: configured({ destinationSyncMode: 'append_dedup' }) },
    { lenient: true },
  ],
  [
    'reference',
    '/syncCatalog/streams/0/config/cursorField',
    'a cursor that the stream lacks',
    { syncCatalog: configured({ syncMode: 'incremental', destinationSyncMode: 'append', cursorField: ['missing'] }) },
    { lenient: true },
  ],
  [
    'sync-mode',
    '/syncCatalog/streams/0/config/syncMode',
    'a sync mode that the stream does not support',
    {
      syncCatalog: configured(
        { syncMode: 'incremental', destinationSyncMode: 'append', cursorField: ['at'] },
        { supportedSyncModes: ['full_refresh'] },
      ),
    },
    { lenient: true },
  ],
  [
    'field-selection',
    '/syncCatalog/streams/0/config/selectedFields',
    'a field that is selected twice',
    { syncCatalog: selecting([{ fieldPath: ['id'] }, { fieldPath: ['id'] }]) },
    { lenient: true },
  ],
  [
    'json-schema',
    '/syncCatalog/streams/0/stream/jsonSchema',
    'a field whose schema is true',
    { syncCatalog: configured({}, { jsonSchema: { type: 'object', properties: { id: true } } }) },
    { lenient: true, harmful: true },
  ],
  [
    'json-schema',
    '/syncCatalog/streams/0/stream/jsonSchema',
    'a jsonSchema without properties',
    { syncCatalog: configured({}, { jsonSchema: {} }) },
    { lenient: true },
  ],
  [
    'operation',
    '/operations/0/operatorConfiguration/webhook/executionUrl',
    'a webhook that is no run of dbt Cloud',
    {
      operations: [
        {
          workspaceId: placeholders.workspace,
          name: 'Airlock',
          operatorConfiguration: {
            operatorType: 'webhook',
            webhook: { executionUrl: 'https://example.com/', executionBody: '{}' },
          },
        },
      ],
    },
    { lenient: true, harmful: true },
  ],
  [
    'operation',
    '/operations/0/operatorConfiguration/dbt',
    'an operation without the block that its type names',
    {
      operations: [
        { workspaceId: placeholders.workspace, name: 'Airlock', operatorConfiguration: { operatorType: 'dbt' } },
      ],
    },
    { harmful: true },
  ],
];

const onCreate: readonly Rule[] = [
  [
    'schedule',
    '/scheduleType',
    'schedule together with scheduleType',
    { schedule: { units: 24, timeUnit: 'hours' }, scheduleType: 'basic', scheduleData: hourly },
  ],
  [
    'schedule',
    '/scheduleData',
    'a basic schedule without scheduleData',
    { scheduleType: 'basic', scheduleData: undefined },
  ],
  [
    'schedule',
    '/scheduleData',
    'scheduleData with the manual type',
    { scheduleType: 'manual', scheduleData: hourly },
    { lenient: true },
  ],
  ['unknown-id', '/sourceId', 'an unknown source', { sourceId: placeholders.unknown }],
  ['unknown-id', '/destinationId', 'an unknown destination', { destinationId: placeholders.unknown }],
  ['unknown-id', '/sourceId', 'a destination as source', { sourceId: placeholders.destination }],
  ['unknown-id', '/sourceCatalogId', 'an unknown catalog', { sourceCatalogId: placeholders.unknown }],
];

const onUpdate: readonly Rule[] = [
  ['schedule', '/schedule', 'the legacy schedule on update', { schedule: { units: 24, timeUnit: 'hours' } }],
  ['schedule', '/scheduleData', 'scheduleData without scheduleType', { scheduleType: undefined, scheduleData: hourly }],
  ['schedule', '/scheduleData', 'scheduleData with the manual type', { scheduleType: 'manual', scheduleData: hourly }],
  [
    'schedule',
    '/scheduleData',
    'a cron schedule without scheduleData',
    { scheduleType: 'cron', scheduleData: undefined },
  ],
  [
    'partial-effect',
    '/scheduleData',
    'new operations together with a schedule that is refused',
    { operations: [], scheduleType: 'basic', scheduleData: undefined },
    { harmful: true },
  ],
  ['unknown-id', '/sourceCatalogId', 'an unknown catalog', { sourceCatalogId: placeholders.unknown }],
];

const acrossWorkspaces: readonly Rule[] = [
  [
    'foreign-workspace',
    '/destinationId',
    'a destination of another workspace',
    { destinationId: placeholders.foreignDestination },
  ],
  [
    'foreign-workspace',
    '/operations/0/workspaceId',
    'an operation of another workspace',
    {
      operations: [
        {
          workspaceId: placeholders.foreignWorkspace,
          name: 'Airlock',
          operatorConfiguration: { operatorType: 'normalization', normalization: { option: 'basic' } },
        },
      ],
    },
    { harmful: true },
  ],
];

/** Every rule broken once, on top of a valid create or update body. */
export function semanticMutations(
  operation: string,
  body: unknown,
  options: { readonly foreign: boolean },
): readonly Mutation[] {
  if (!isObject(body)) return [];
  const isCreate = operation === 'webBackendCreateConnection';
  const rules = [
    ...shared,
    ...(isCreate ? onCreate : onUpdate),
    ...(options.foreign ? acrossWorkspaces.filter(([, pointer]) => isCreate || pointer !== '/destinationId') : []),
  ];
  return rules.map(([keyword, pointer, description, members, { lenient = false, harmful = false } = {}]) => ({
    get body() {
      return withMembers(body, isCreate || !('syncCatalog' in members) ? members : { ...members, skipReset: true });
    },
    label: { kind: 'semantic', keyword, pointer, description },
    get mend() {
      return mendOf(body, members);
    },
    lenient,
    harmful,
  }));
}

/** The members that the rule is about, as they were; the connection stays inactive all the same. */
function mendOf(body: JsonObject, members: JsonObject): Mend {
  const changed = new Set([...Object.keys(members), ...(touchesSchedule(members) ? scheduleMembers : [])]);
  return [...changed].map((key) => ({ pointer: `/${key}`, value: body[key] }));
}

const scheduleMembers = ['schedule', 'scheduleType', 'scheduleData'] as const;

function touchesSchedule(members: JsonObject): boolean {
  return scheduleMembers.some((key) => key in members);
}

/** A rule about the schedule or the catalog replaces those parts of the body whole, so that nothing else is broken. */
function withMembers(body: JsonObject, members: JsonObject): JsonObject {
  const cleared = touchesSchedule(members)
    ? { schedule: undefined, scheduleType: undefined, scheduleData: undefined }
    : {};
  const name =
    typeof members['name'] === 'string' && members['name'] !== ''
      ? { name: `${placeholders.name}${members['name']}` }
      : {};
  // Whatever the schedule becomes, nothing may start to sync.
  const merged = { ...body, status: 'inactive', ...cleared, ...members, ...name };
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== undefined));
}
