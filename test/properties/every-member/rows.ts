/** What judges every member of every answer, and why a change of it may be none. */
import type { CheckId } from '../../../properties/checks/all-checks.ts';
import type { OperationId } from '../../../schemas/operations.ts';
import type { Change } from './changed-member.ts';
import type { Member } from './members.ts';

export interface Row {
  /** Each change of the member is noticed by one of them, but for those that are free. */
  readonly judges?: readonly CheckId[];
  /** Changes that a conforming server may make, each with the reason. */
  readonly free?: Partial<Readonly<Record<Change, string>>>;
  /** Why some operation that declares the member never shows it. */
  readonly unseen?: string;
}

type Table = Readonly<Record<string, Row>>;

/** The row of a member: one for all operations that answer a connection, and one for all refusals. */
export function rowOf({ operation, status, pointer }: Member): Row | undefined {
  const table: Table = status === '200' ? tables[kindOf(operation)] : tables.refusals;
  return Object.hasOwn(table, pointer) ? table[pointer] : undefined;
}

/** Pointers of all rows, each with its table. */
export function allRows(): readonly string[] {
  return Object.entries(tables).flatMap(([name, table]) => Object.keys(table).map((pointer) => `${name} ${pointer}`));
}

/** Where `rowOf` looks, in the form of `allRows`. */
export function placeOfRow({ operation, status, pointer }: Member): string {
  return `${status === '200' ? kindOf(operation) : 'refusals'} ${pointer}`;
}

function kindOf(operation: OperationId): keyof typeof tables {
  const isRead =
    operation === 'webBackendCreateConnection' ||
    operation === 'webBackendGetConnection' ||
    operation === 'webBackendUpdateConnection';
  return isRead ? 'reads' : operation;
}

const anyAskedFor = 'Any id of the request may be the one that nothing has.';
const anyWords = 'A refusal says what it likes; error-body only wants words.';
const countsMove =
  'Connectors are installed and released at any time; constant-answers judges numbers below zero, and those that grow with every call.';
const derived = 'Aliases and suggestions are the server’s own, or left out.';
const derivedExecution = 'Derived from dbtCloud in the way of the server, or as sent.';
const endsTheRun = 'A 401 or 403 ends a run before any check sees it.';
const extraMembers = 'Open objects may have more members, such as those of a full read.';
const freeErrorMembers = 'What a refusal has beside its message is free; no-leak looks into it.';
const jobsMove = 'Jobs begin and end on their own; job-members judges what contradicts itself.';
const mayBeLeftOut = 'The description does not require it, and the operations themselves say it again.';
const neverShown =
  'Only a get that refreshes has a diff, only a connection that was there before has a job, and no source of the reference changes a field.';
const orderIsFree = 'Selected fields have no order, and where selection is off they may be left out.';
const othersConfiguration = 'Free JSON of others, with its secrets masked; no-leak looks into it.';
const schemasOwnForm = 'A diff may say more or less of a schema than the stream, whose types released servers rewrite.';

const tables = {
  getStateType: {
    '': { judges: ['state-type'] },
  },
  refusals: {
    '': { judges: ['response-schema'], unseen: endsTheRun },
    '/id': { judges: ['error-body'], free: { absent: freeErrorMembers, borrowed: anyAskedFor } },
    '/message': { judges: ['response-schema'], free: { another: anyWords, borrowed: anyWords } },
    '/exceptionClassName': { free: { absent: freeErrorMembers, another: freeErrorMembers } },
    '/exceptionStack': { free: { absent: freeErrorMembers, another: freeErrorMembers } },
    '/rootCauseExceptionClassName': { free: { absent: freeErrorMembers, another: freeErrorMembers } },
    '/rootCauseExceptionStack': { free: { absent: freeErrorMembers, another: freeErrorMembers } },
    '/validationErrors': { free: { absent: freeErrorMembers, another: freeErrorMembers } },
    '/validationErrors/*/propertyPath': { judges: ['response-schema'], free: { another: freeErrorMembers } },
    '/validationErrors/*/invalidValue': { free: { absent: freeErrorMembers, another: freeErrorMembers } },
    '/validationErrors/*/message': {
      free: { absent: freeErrorMembers, another: freeErrorMembers, borrowed: freeErrorMembers },
    },
  },
  webBackendCheckUpdates: {
    '': { judges: ['response-schema'] },
    '/destinationDefinitions': { judges: ['response-schema'], free: { another: countsMove } },
    '/sourceDefinitions': { judges: ['response-schema'], free: { another: countsMove } },
  },
  reads: {
    '': { judges: ['response-schema'] },
    '/connectionId': { judges: ['update-equals-get', 'valid-accepted', 'response-schema'] },
    '/name': { judges: ['update-equals-get', 'create-equals-get'] },
    '/namespaceDefinition': { judges: ['update-equals-get', 'create-equals-get'] },
    '/namespaceFormat': { judges: ['update-equals-get', 'create-equals-get'] },
    '/prefix': { judges: ['update-equals-get', 'create-equals-get'] },
    '/sourceId': { judges: ['update-equals-get', 'create-equals-get'] },
    '/destinationId': { judges: ['update-equals-get', 'create-equals-get'] },
    '/syncCatalog': { judges: ['update-equals-get', 'create-equals-get'] },
    '/syncCatalog/streams': { judges: ['update-equals-get', 'create-equals-get'] },
    '/syncCatalog/streams/*/stream': { judges: ['update-equals-get', 'create-equals-get'] },
    '/syncCatalog/streams/*/stream/name': { judges: ['update-equals-get', 'create-equals-get'] },
    '/syncCatalog/streams/*/stream/jsonSchema': { judges: ['update-equals-get', 'create-equals-get'] },
    '/syncCatalog/streams/*/stream/supportedSyncModes': { judges: ['update-equals-get', 'create-equals-get'] },
    '/syncCatalog/streams/*/stream/sourceDefinedCursor': { judges: ['update-equals-get', 'create-equals-get'] },
    '/syncCatalog/streams/*/stream/defaultCursorField': { judges: ['update-equals-get', 'create-equals-get'] },
    '/syncCatalog/streams/*/stream/sourceDefinedPrimaryKey': { judges: ['update-equals-get', 'create-equals-get'] },
    '/syncCatalog/streams/*/stream/namespace': { judges: ['update-equals-get', 'create-equals-get'] },
    '/syncCatalog/streams/*/config': { judges: ['update-equals-get', 'create-equals-get'] },
    '/syncCatalog/streams/*/config/syncMode': { judges: ['update-equals-get', 'create-equals-get'] },
    '/syncCatalog/streams/*/config/cursorField': { judges: ['update-equals-get', 'create-equals-get'] },
    '/syncCatalog/streams/*/config/destinationSyncMode': { judges: ['update-equals-get', 'create-equals-get'] },
    '/syncCatalog/streams/*/config/primaryKey': { judges: ['update-equals-get', 'create-equals-get'] },
    '/syncCatalog/streams/*/config/aliasName': { free: { absent: derived, another: derived, borrowed: derived } },
    '/syncCatalog/streams/*/config/selected': { judges: ['update-equals-get', 'create-equals-get'] },
    '/syncCatalog/streams/*/config/suggested': { free: { absent: derived, another: derived }, unseen: neverShown },
    '/syncCatalog/streams/*/config/fieldSelectionEnabled': { judges: ['update-equals-get', 'create-equals-get'] },
    '/syncCatalog/streams/*/config/selectedFields': { judges: ['field-selection'], free: { borrowed: orderIsFree } },
    '/syncCatalog/streams/*/config/selectedFields/*/fieldPath': {
      judges: ['field-selection'],
      free: { borrowed: orderIsFree },
    },
    '/schedule': { judges: ['schedule-triple'] },
    '/schedule/units': { judges: ['update-equals-get', 'schedule-triple'] },
    '/schedule/timeUnit': { judges: ['update-equals-get', 'schedule-triple'] },
    '/scheduleType': { judges: ['schedule-triple'] },
    '/scheduleData': { judges: ['schedule-triple'] },
    '/scheduleData/basicSchedule': { judges: ['schedule-triple'] },
    '/scheduleData/basicSchedule/timeUnit': { judges: ['update-equals-get', 'schedule-triple'] },
    '/scheduleData/basicSchedule/units': { judges: ['update-equals-get', 'schedule-triple'] },
    '/scheduleData/cron': { judges: ['schedule-triple', 'update-equals-get'] },
    '/scheduleData/cron/cronExpression': { judges: ['update-equals-get', 'schedule-triple'] },
    '/scheduleData/cron/cronTimeZone': { judges: ['update-equals-get', 'schedule-triple'] },
    '/status': { judges: ['update-equals-get', 'create-equals-get'] },
    '/operationIds': { judges: ['operation-ids'], free: { absent: mayBeLeftOut } },
    '/source': { judges: ['response-schema'] },
    '/source/sourceDefinitionId': { judges: ['update-equals-get', 'create-equals-get'] },
    '/source/sourceId': { judges: ['update-equals-get', 'create-equals-get'] },
    '/source/workspaceId': { judges: ['update-equals-get', 'create-equals-get'] },
    '/source/connectionConfiguration': {
      judges: ['response-schema'],
      free: { another: othersConfiguration, borrowed: othersConfiguration },
    },
    '/source/name': { judges: ['update-equals-get', 'create-equals-get'] },
    '/source/sourceName': { judges: ['update-equals-get', 'create-equals-get'] },
    '/source/icon': { judges: ['actors-agree'] },
    '/destination': { judges: ['response-schema'] },
    '/destination/destinationDefinitionId': { judges: ['update-equals-get', 'create-equals-get'] },
    '/destination/destinationId': { judges: ['update-equals-get', 'create-equals-get'] },
    '/destination/workspaceId': { judges: ['update-equals-get', 'create-equals-get'] },
    '/destination/connectionConfiguration': {
      judges: ['response-schema'],
      free: { another: othersConfiguration, borrowed: othersConfiguration },
    },
    '/destination/name': { judges: ['update-equals-get', 'create-equals-get'] },
    '/destination/destinationName': { judges: ['update-equals-get', 'create-equals-get'] },
    '/destination/icon': { judges: ['actors-agree'] },
    '/operations': { judges: ['update-equals-get', 'create-equals-get'] },
    '/operations/*/workspaceId': { judges: ['operation-ids', 'response-schema'] },
    '/operations/*/operationId': { judges: ['operation-ids'] },
    '/operations/*/name': { judges: ['update-equals-get', 'create-equals-get'] },
    '/operations/*/operatorConfiguration': { judges: ['update-equals-get', 'create-equals-get'] },
    '/operations/*/operatorConfiguration/operatorType': { judges: ['update-equals-get', 'create-equals-get'] },
    '/operations/*/operatorConfiguration/normalization': { judges: ['update-equals-get', 'create-equals-get'] },
    '/operations/*/operatorConfiguration/normalization/option': { judges: ['update-equals-get', 'create-equals-get'] },
    '/operations/*/operatorConfiguration/dbt': { judges: ['update-equals-get', 'create-equals-get'] },
    '/operations/*/operatorConfiguration/dbt/gitRepoUrl': { judges: ['update-equals-get', 'create-equals-get'] },
    '/operations/*/operatorConfiguration/dbt/gitRepoBranch': { judges: ['update-equals-get', 'create-equals-get'] },
    '/operations/*/operatorConfiguration/dbt/dockerImage': { judges: ['update-equals-get', 'create-equals-get'] },
    '/operations/*/operatorConfiguration/dbt/dbtArguments': { judges: ['update-equals-get', 'create-equals-get'] },
    '/operations/*/operatorConfiguration/webhook': { judges: ['update-equals-get', 'create-equals-get'] },
    '/operations/*/operatorConfiguration/webhook/webhookConfigId': {
      judges: ['update-equals-get', 'create-equals-get'],
    },
    '/operations/*/operatorConfiguration/webhook/webhookType': { judges: ['update-equals-get', 'create-equals-get'] },
    '/operations/*/operatorConfiguration/webhook/dbtCloud': { judges: ['update-equals-get', 'create-equals-get'] },
    '/operations/*/operatorConfiguration/webhook/dbtCloud/accountId': {
      judges: ['update-equals-get', 'create-equals-get'],
    },
    '/operations/*/operatorConfiguration/webhook/dbtCloud/jobId': {
      judges: ['update-equals-get', 'create-equals-get'],
    },
    '/operations/*/operatorConfiguration/webhook/executionUrl': {
      free: { absent: derivedExecution, another: derivedExecution, borrowed: derivedExecution },
    },
    '/operations/*/operatorConfiguration/webhook/executionBody': {
      free: { absent: derivedExecution, another: derivedExecution },
    },
    '/latestSyncJobCreatedAt': {
      judges: ['job-members'],
      free: { another: jobsMove, borrowed: jobsMove },
      unseen: neverShown,
    },
    '/latestSyncJobStatus': {
      judges: ['job-members'],
      free: { another: jobsMove, borrowed: jobsMove },
      unseen: neverShown,
    },
    '/isSyncing': { judges: ['no-unasked-sync', 'response-schema'] },
    '/resourceRequirements': { judges: ['update-equals-get', 'create-equals-get'] },
    '/resourceRequirements/cpu_request': { judges: ['update-equals-get', 'create-equals-get'] },
    '/resourceRequirements/cpu_limit': { judges: ['update-equals-get', 'create-equals-get'] },
    '/resourceRequirements/memory_request': { judges: ['update-equals-get', 'create-equals-get'] },
    '/resourceRequirements/memory_limit': { judges: ['update-equals-get', 'create-equals-get'] },
    '/catalogId': { judges: ['update-equals-get', 'create-equals-get'] },
    '/catalogDiff': { judges: ['refresh-diff'], unseen: neverShown },
    '/catalogDiff/transforms': { judges: ['refresh-diff'], unseen: neverShown },
    '/catalogDiff/transforms/*/transformType': { judges: ['refresh-diff'], unseen: neverShown },
    '/catalogDiff/transforms/*/streamDescriptor': { judges: ['refresh-diff'], unseen: neverShown },
    '/catalogDiff/transforms/*/streamDescriptor/name': { judges: ['refresh-diff'], unseen: neverShown },
    '/catalogDiff/transforms/*/streamDescriptor/namespace': { judges: ['refresh-diff'], unseen: neverShown },
    '/catalogDiff/transforms/*/updateStream': {
      judges: ['refresh-diff'],
      free: { borrowed: schemasOwnForm },
      unseen: neverShown,
    },
    '/catalogDiff/transforms/*/updateStream/*/transformType': {
      judges: ['response-schema', 'refresh-diff'],
      unseen: neverShown,
    },
    '/catalogDiff/transforms/*/updateStream/*/fieldName': { judges: ['refresh-diff'], unseen: neverShown },
    '/catalogDiff/transforms/*/updateStream/*/breaking': {
      judges: ['refresh-diff', 'response-schema'],
      unseen: neverShown,
    },
    '/catalogDiff/transforms/*/updateStream/*/addField': {
      judges: ['refresh-diff'],
      free: { borrowed: schemasOwnForm },
      unseen: neverShown,
    },
    '/catalogDiff/transforms/*/updateStream/*/addField/schema': {
      free: { absent: schemasOwnForm, another: schemasOwnForm, borrowed: schemasOwnForm },
      unseen: neverShown,
    },
    '/catalogDiff/transforms/*/updateStream/*/removeField': { judges: ['refresh-diff'], unseen: neverShown },
    '/catalogDiff/transforms/*/updateStream/*/removeField/schema': {
      free: { absent: schemasOwnForm, another: schemasOwnForm, borrowed: schemasOwnForm },
      unseen: neverShown,
    },
    '/catalogDiff/transforms/*/updateStream/*/updateFieldSchema': { unseen: neverShown },
    '/catalogDiff/transforms/*/updateStream/*/updateFieldSchema/oldSchema': { unseen: neverShown },
    '/catalogDiff/transforms/*/updateStream/*/updateFieldSchema/newSchema': { unseen: neverShown },
    '/geography': { judges: ['update-equals-get', 'create-equals-get'] },
    '/schemaChange': { judges: ['update-equals-get', 'create-equals-get'] },
    '/notifySchemaChanges': { judges: ['update-equals-get', 'create-equals-get'] },
    '/notifySchemaChangesByEmail': { judges: ['update-equals-get', 'create-equals-get'] },
    '/nonBreakingChangesPreference': { judges: ['update-equals-get', 'create-equals-get'] },
  },
  webBackendListConnectionsForWorkspace: {
    '': { judges: ['list-membership'] },
    '/connections': { judges: ['list-membership'] },
    '/connections/*/connectionId': { judges: ['list-membership'] },
    '/connections/*/name': { judges: ['list-get-agree'] },
    '/connections/*/scheduleType': { judges: ['list-get-agree'] },
    '/connections/*/scheduleData': { judges: ['list-get-agree'] },
    '/connections/*/scheduleData/basicSchedule': { judges: ['list-get-agree'] },
    '/connections/*/scheduleData/basicSchedule/timeUnit': { judges: ['list-get-agree'] },
    '/connections/*/scheduleData/basicSchedule/units': { judges: ['list-get-agree'] },
    '/connections/*/scheduleData/cron': { judges: ['list-get-agree'] },
    '/connections/*/scheduleData/cron/cronExpression': { judges: ['list-get-agree'] },
    '/connections/*/scheduleData/cron/cronTimeZone': { judges: ['list-get-agree'] },
    '/connections/*/status': { judges: ['list-get-agree'] },
    '/connections/*/source': { judges: ['list-get-agree'], free: { borrowed: extraMembers } },
    '/connections/*/source/sourceId': { judges: ['list-get-agree'] },
    '/connections/*/source/name': { judges: ['list-get-agree'] },
    '/connections/*/source/sourceDefinitionId': { judges: ['list-get-agree'] },
    '/connections/*/source/sourceName': { judges: ['list-get-agree'] },
    '/connections/*/source/icon': { judges: ['list-get-agree'] },
    '/connections/*/destination': { judges: ['list-get-agree'] },
    '/connections/*/destination/destinationId': { judges: ['list-get-agree'] },
    '/connections/*/destination/name': { judges: ['list-get-agree'] },
    '/connections/*/destination/destinationDefinitionId': { judges: ['list-get-agree'] },
    '/connections/*/destination/destinationName': { judges: ['list-get-agree'] },
    '/connections/*/destination/icon': { judges: ['list-get-agree'] },
    '/connections/*/latestSyncJobCreatedAt': {
      judges: ['job-members'],
      free: { another: jobsMove, borrowed: jobsMove },
    },
    '/connections/*/latestSyncJobStatus': { judges: ['job-members'], free: { another: jobsMove } },
    '/connections/*/isSyncing': { judges: ['no-unasked-sync', 'response-schema'] },
    '/connections/*/schemaChange': { judges: ['list-get-agree'] },
  },
  webBackendGetWorkspaceState: {
    '': { judges: ['response-schema'] },
    '/hasConnections': { judges: ['workspace-state', 'response-schema'] },
    '/hasSources': { judges: ['workspace-state', 'response-schema'] },
    '/hasDestinations': { judges: ['workspace-state', 'response-schema'] },
  },
  webBackendListGeographies: {
    '': { judges: ['response-schema'] },
    '/geographies': { judges: ['constant-answers', 'response-schema'] },
  },
} as const satisfies Record<string, Table>;
