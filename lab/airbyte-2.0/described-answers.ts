/** Models of answers as the description of release 2.0.0 declares them. */
import type { JsonObject } from '../json-access.ts';

const text = { type: 'string' };
const uuid = { type: 'string', format: 'uuid' };
const flag = { type: 'boolean' };
const whole = { type: 'integer' };
const long = { type: 'integer', format: 'int64' };
const texts = list(text);

function model(name: string): JsonObject {
  return { $ref: `#/components/schemas/${name}` };
}

function list(items: JsonObject): JsonObject {
  return { type: 'array', items };
}

function words(...values: readonly string[]): JsonObject {
  return { type: 'string', enum: values };
}

function object(properties: JsonObject, required: readonly string[] = Object.keys(properties)): JsonObject {
  return { type: 'object', ...(required.length === 0 ? {} : { required }), properties };
}

const versionsAndTags = {
  sourceActorDefinitionVersion: model('ActorDefinitionVersionRead'),
  destinationActorDefinitionVersion: model('ActorDefinitionVersionRead'),
  tags: list(model('Tag')),
};

const jobMembers = { latestSyncJobCreatedAt: long, latestSyncJobStatus: model('JobStatus'), isSyncing: flag };

const scheduleMembers = {
  scheduleType: model('ConnectionScheduleType'),
  scheduleData: model('ConnectionScheduleData'),
};

function actorRead(kind: 'source' | 'destination'): JsonObject {
  const needed = {
    [`${kind}DefinitionId`]: uuid,
    [`${kind}Id`]: uuid,
    workspaceId: uuid,
    connectionConfiguration: {},
    name: text,
    [`${kind}Name`]: text,
    createdAt: long,
  };
  return object(
    {
      ...needed,
      icon: text,
      isVersionOverrideApplied: flag,
      isEntitled: flag,
      supportState: model('SupportState'),
      status: model('ActorStatus'),
      numConnections: whole,
      lastSync: long,
      connectionJobStatuses: { type: 'object', additionalProperties: whole },
    },
    Object.keys(needed),
  );
}

function snippet(kind: 'source' | 'destination'): JsonObject {
  const needed = { [`${kind}Id`]: uuid, name: text, [`${kind}DefinitionId`]: uuid, [`${kind}Name`]: text };
  return object({ ...needed, icon: text }, Object.keys(needed));
}

const exception = {
  message: text,
  exceptionClassName: text,
  exceptionStack: texts,
  rootCauseExceptionClassName: text,
  rootCauseExceptionStack: texts,
  errorId: uuid,
};

/** By name; models of requests are referred to and stand elsewhere. */
export const answers: JsonObject = {
  ActorStatus: words('active', 'inactive'),
  SupportState: words('supported', 'deprecated', 'unsupported'),
  SupportLevel: words('community', 'certified', 'archived', 'none'),
  JobStatus: words('pending', 'running', 'incomplete', 'failed', 'succeeded', 'cancelled'),
  SchemaChange: words('no_change', 'non_breaking', 'breaking'),
  ConnectionStateType: words('global', 'stream', 'legacy', 'not_set'),
  WebBackendCheckUpdatesRead: object({ destinationDefinitions: whole, sourceDefinitions: whole }),
  WebBackendWorkspaceStateResult: object({ hasConnections: flag, hasSources: flag, hasDestinations: flag }),
  WebBackendConnectionStatusCounts: object({
    running: whole,
    healthy: whole,
    failed: whole,
    paused: whole,
    notSynced: whole,
  }),
  WebBackendConnectionReadList: object(
    { connections: list(model('WebBackendConnectionListItem')), page_size: whole, num_connections: whole },
    ['connections'],
  ),
  WebBackendConnectionListItem: object(
    {
      connectionId: uuid,
      name: text,
      ...scheduleMembers,
      status: model('ConnectionStatus'),
      source: model('SourceSnippetRead'),
      destination: model('DestinationSnippetRead'),
      ...jobMembers,
      schemaChange: model('SchemaChange'),
      ...versionsAndTags,
    },
    [
      'connectionId',
      'name',
      'source',
      'destination',
      'status',
      'isSyncing',
      'schemaChange',
      ...Object.keys(versionsAndTags),
    ],
  ),
  WebBackendConnectionRead: object(
    {
      connectionId: uuid,
      name: text,
      namespaceDefinition: model('NamespaceDefinitionType'),
      namespaceFormat: { ...text, default: null },
      prefix: text,
      sourceId: uuid,
      destinationId: uuid,
      syncCatalog: model('AirbyteCatalog'),
      schedule: model('ConnectionSchedule'),
      ...scheduleMembers,
      status: model('ConnectionStatus'),
      operationIds: list(uuid),
      source: model('SourceRead'),
      destination: model('DestinationRead'),
      operations: list(model('OperationRead')),
      ...jobMembers,
      resourceRequirements: model('ResourceRequirements'),
      catalogId: uuid,
      destinationCatalogId: uuid,
      catalogDiff: model('CatalogDiff'),
      dataplaneGroupId: uuid,
      schemaChange: model('SchemaChange'),
      notifySchemaChanges: flag,
      notifySchemaChangesByEmail: flag,
      nonBreakingChangesPreference: model('NonBreakingChangesPreference'),
      createdAt: long,
      backfillPreference: model('SchemaChangeBackfillPreference'),
      ...versionsAndTags,
    },
    [
      'connectionId',
      'name',
      'sourceId',
      'destinationId',
      'syncCatalog',
      'status',
      'source',
      'destination',
      'isSyncing',
      'schemaChange',
      'notifySchemaChanges',
      'notifySchemaChangesByEmail',
      'nonBreakingChangesPreference',
      ...Object.keys(versionsAndTags),
    ],
  ),
  SourceRead: actorRead('source'),
  DestinationRead: actorRead('destination'),
  SourceSnippetRead: snippet('source'),
  DestinationSnippetRead: snippet('destination'),
  OperationRead: object({
    workspaceId: uuid,
    operationId: uuid,
    name: text,
    operatorConfiguration: model('OperatorConfiguration'),
  }),
  ActorDefinitionVersionRead: object(
    {
      dockerRepository: text,
      dockerImageTag: text,
      supportsRefreshes: flag,
      isVersionOverrideApplied: flag,
      supportLevel: model('SupportLevel'),
      supportState: model('SupportState'),
      lastPublished: { type: 'string', format: 'date-time' },
      cdkVersion: text,
      supportsFileTransfer: flag,
      supportsDataActivation: flag,
    },
    [
      'dockerRepository',
      'dockerImageTag',
      'supportsRefreshes',
      'supportState',
      'isVersionOverrideApplied',
      'supportsFileTransfer',
      'supportsDataActivation',
    ],
  ),
  CatalogDiff: object({ transforms: list(model('StreamTransform')) }),
  StreamTransform: object(
    {
      transformType: words('add_stream', 'remove_stream', 'update_stream'),
      streamDescriptor: object({ name: text, namespace: text }, ['name']),
      updateStream: object({
        fieldTransforms: list(model('FieldTransform')),
        streamAttributeTransforms: list(model('StreamAttributeTransform')),
      }),
    },
    ['transformType', 'streamDescriptor'],
  ),
  FieldTransform: object(
    {
      transformType: words('add_field', 'remove_field', 'update_field_schema'),
      fieldName: texts,
      breaking: flag,
      addField: object({ schema: {} }, []),
      removeField: object({ schema: {} }, []),
      updateFieldSchema: object({ oldSchema: {}, newSchema: {} }),
    },
    ['transformType', 'fieldName', 'breaking'],
  ),
  StreamAttributeTransform: object(
    {
      transformType: words('update_primary_key'),
      breaking: flag,
      updatePrimaryKey: object({ oldPrimaryKey: list(texts), newPrimaryKey: list(texts) }, []),
    },
    ['transformType', 'breaking'],
  ),
  NotFoundKnownExceptionInfo: object({ id: text, ...exception }, ['message']),
  InvalidInputExceptionInfo: object(
    {
      message: text,
      exceptionClassName: text,
      exceptionStack: texts,
      validationErrors: list(object({ propertyPath: text, invalidValue: text, message: text }, ['propertyPath'])),
    },
    ['message', 'validationErrors'],
  ),
};
