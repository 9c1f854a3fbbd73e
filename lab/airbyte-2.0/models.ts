/** The request models of release 2.0.0 as the classes that Jackson binds to: their names show in every message. */

/** A value without parts; `json` is free. */
export interface Scalar {
  readonly kind: 'uuid' | 'string' | 'long' | 'integer' | 'boolean' | 'json';
}

/** Words that a class of its own holds; after a `$`, one inside another class. */
export interface Enumeration {
  readonly kind: 'enum';
  readonly name: string;
  readonly values: readonly string[];
}

/** A list whose items have one type. */
export interface ListType {
  readonly kind: 'list';
  readonly items: JavaType;
}

/** A class with members. */
export interface Model {
  readonly kind: 'model';
  readonly name: string;
  readonly members: Readonly<Record<string, JavaType>>;
  /** Lists that are empty when absent. Null is kept for them, and the server stumbles over it later. */
  readonly filled?: readonly string[];
}

/** What a member may be declared as. */
export type JavaType = Scalar | Enumeration | ListType | Model;

const uuid: Scalar = { kind: 'uuid' };
const text: Scalar = { kind: 'string' };
const long: Scalar = { kind: 'long' };
const integer: Scalar = { kind: 'integer' };
const flag: Scalar = { kind: 'boolean' };
const json: Scalar = { kind: 'json' };

function listOf(items: JavaType): ListType {
  return { kind: 'list', items };
}

function enumeration(name: string, ...values: readonly string[]): Enumeration {
  return { kind: 'enum', name, values };
}

function model(name: string, members: Model['members'], filled?: readonly string[]): Model {
  return { kind: 'model', name, members, ...(filled === undefined ? {} : { filled }) };
}

const timeUnits = ['minutes', 'hours', 'days', 'weeks', 'months'];
const syncMode = enumeration('SyncMode', 'full_refresh', 'incremental');
const fieldPaths = listOf(model('SelectedFieldInfo', { fieldPath: listOf(text) }));

const stream = model('AirbyteStream', {
  name: text,
  jsonSchema: json,
  supportedSyncModes: listOf(syncMode),
  sourceDefinedCursor: flag,
  defaultCursorField: listOf(text),
  sourceDefinedPrimaryKey: listOf(listOf(text)),
  namespace: text,
  isResumable: flag,
  isFileBased: flag,
});

const mapper = model('ConfiguredStreamMapper', {
  id: uuid,
  type: enumeration('StreamMapperType', 'hashing', 'field-renaming', 'row-filtering', 'encryption', 'field-filtering'),
  mapperConfiguration: json,
});

const config = model('AirbyteStreamConfiguration', {
  syncMode,
  cursorField: listOf(text),
  destinationSyncMode: enumeration(
    'DestinationSyncMode',
    'append',
    'overwrite',
    'append_dedup',
    'overwrite_dedup',
    'update',
    'soft_delete',
  ),
  namespace: text,
  primaryKey: listOf(listOf(text)),
  aliasName: text,
  selected: flag,
  suggested: flag,
  destinationObjectName: text,
  includeFiles: flag,
  fieldSelectionEnabled: flag,
  selectedFields: fieldPaths,
  hashedFields: fieldPaths,
  mappers: listOf(mapper),
  minimumGenerationId: long,
  generationId: long,
  syncId: long,
});

const catalog = model(
  'AirbyteCatalog',
  { streams: listOf(model('AirbyteStreamAndConfiguration', { stream, config })) },
  ['streams'],
);

const operatorConfiguration = model('OperatorConfiguration', {
  operatorType: enumeration('OperatorType', 'normalization', 'dbt', 'webhook'),
  webhook: model('OperatorWebhook', {
    webhookConfigId: uuid,
    webhookType: enumeration('OperatorWebhook$WebhookTypeEnum', 'dbtCloud'),
    dbtCloud: model('OperatorWebhookDbtCloud', { accountId: long, jobId: long }),
    executionUrl: text,
    executionBody: text,
  }),
});

const tags = listOf(model('Tag', { tagId: uuid, workspaceId: uuid, name: text, color: text }));

const written = {
  name: text,
  namespaceDefinition: enumeration('NamespaceDefinitionType', 'source', 'destination', 'customformat'),
  namespaceFormat: text,
  prefix: text,
  syncCatalog: catalog,
  schedule: model('ConnectionSchedule', {
    units: long,
    timeUnit: enumeration('ConnectionSchedule$TimeUnitEnum', ...timeUnits),
  }),
  scheduleType: enumeration('ConnectionScheduleType', 'manual', 'basic', 'cron'),
  scheduleData: model('ConnectionScheduleData', {
    basicSchedule: model('ConnectionScheduleDataBasicSchedule', {
      timeUnit: enumeration('ConnectionScheduleDataBasicSchedule$TimeUnitEnum', ...timeUnits),
      units: long,
    }),
    cron: model('ConnectionScheduleDataCron', { cronExpression: text, cronTimeZone: text }),
  }),
  status: enumeration('ConnectionStatus', 'active', 'inactive', 'deprecated'),
  resourceRequirements: model('ResourceRequirements', {
    cpu_request: text,
    cpu_limit: text,
    memory_request: text,
    memory_limit: text,
    ephemeral_storage_request: text,
    ephemeral_storage_limit: text,
  }),
  sourceCatalogId: uuid,
  destinationCatalogId: uuid,
  dataplaneGroupId: uuid,
  notifySchemaChanges: flag,
  nonBreakingChangesPreference: enumeration(
    'NonBreakingChangesPreference',
    'ignore',
    'disable',
    'propagate_columns',
    'propagate_fully',
  ),
  backfillPreference: enumeration('SchemaChangeBackfillPreference', 'enabled', 'disabled'),
  tags,
} as const;

/** The body of each operation that reads one. */
export const models = {
  connectionIdRequestBody: model('ConnectionIdRequestBody', { connectionId: uuid }),
  applicationTokenRequest: model('ApplicationTokenRequest', { client_id: text, client_secret: text }),
  sourceIdRequestBody: model('SourceIdRequestBody', { sourceId: uuid }),
  operationIdRequestBody: model('OperationIdRequestBody', { operationId: uuid }),
  actorListCursorPaginatedRequestBody: model('ActorListCursorPaginatedRequestBody', { workspaceId: uuid }),
  workspaceIdRequestBody: model('WorkspaceIdRequestBody', { workspaceId: uuid }),
  listWorkspacesInOrganizationRequestBody: model('ListWorkspacesInOrganizationRequestBody', {
    organizationId: uuid,
    nameContains: text,
    pagination: model('Pagination', { pageSize: integer, rowOffset: integer }),
  }),
  webBackendWorkspaceState: model('WebBackendWorkspaceState', { workspaceId: uuid }),
  webBackendConnectionRequestBody: model('WebBackendConnectionRequestBody', {
    connectionId: uuid,
    withRefreshedCatalog: flag,
  }),
  webBackendConnectionListRequestBody: model('WebBackendConnectionListRequestBody', {
    workspaceId: uuid,
    sourceId: listOf(uuid),
    destinationId: listOf(uuid),
    cursor: uuid,
    sortKey: enumeration(
      'WebBackendConnectionListSortKey',
      ...['connectionName', 'sourceName', 'destinationName', 'lastSync'].flatMap((key) => [
        `${key}_asc`,
        `${key}_desc`,
      ]),
    ),
    filters: model('WebBackendConnectionListFilters', {
      sourceDefinitionIds: listOf(uuid),
      destinationDefinitionIds: listOf(uuid),
      statuses: listOf(
        enumeration('WebBackendConnectionListFilters$StatusesEnum', 'healthy', 'failed', 'running', 'paused'),
      ),
      states: listOf(enumeration('ActorStatus', 'active', 'inactive')),
      tagIds: listOf(uuid),
      searchTerm: text,
    }),
    pageSize: integer,
  }),
  webBackendConnectionCreate: model(
    'WebBackendConnectionCreate',
    {
      ...written,
      sourceId: uuid,
      destinationId: uuid,
      operationIds: listOf(uuid),
      operations: listOf(model('OperationCreate', { workspaceId: uuid, name: text, operatorConfiguration })),
    },
    ['tags'],
  ),
  webBackendConnectionUpdate: model('WebBackendConnectionUpdate', {
    ...written,
    connectionId: uuid,
    skipReset: flag,
    operations: listOf(
      model('WebBackendOperationCreateOrUpdate', {
        operationId: uuid,
        workspaceId: uuid,
        name: text,
        operatorConfiguration,
      }),
    ),
    notifySchemaChangesByEmail: flag,
  }),
} as const;

/** Names of the parameters in the code, which errors repeat. */
export type Parameter = keyof typeof models;
