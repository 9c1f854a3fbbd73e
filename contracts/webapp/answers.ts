/** The answers that the web page relies on, with a matcher at every value. */
import { ConnectionScheduleType } from '../../schemas/schedule.ts';
import { ConnectionStatus, SchemaChange } from '../../schemas/connection.ts';
import { DestinationSyncMode, SyncMode } from '../../schemas/stream.ts';
import { anyList, anyObject, boolean, eachLike, exampleIds, oneOf, string, uuid } from '../matchers.ts';

type Template = Readonly<Record<string, unknown>>;

export const status = (example: string): unknown => oneOf(ConnectionStatus.enum, example);

/** A row of the connections table. */
export function listItem(): Template {
  return {
    connectionId: uuid(exampleIds.connectionId),
    name: string('Postgres to Snowflake'),
    status: status('inactive'),
    isSyncing: boolean(false),
    schemaChange: oneOf(SchemaChange.enum, 'no_change'),
    source: {
      sourceId: uuid(exampleIds.sourceId),
      name: string('Orders database'),
      sourceName: string('Postgres'),
      sourceDefinitionId: uuid(exampleIds.definitionId),
    },
    destination: {
      destinationId: uuid(exampleIds.destinationId),
      name: string('Warehouse'),
      destinationName: string('Snowflake'),
      destinationDefinitionId: uuid(exampleIds.definitionId),
    },
  };
}

/** What the answers of get, create and update have in common: a row of the table and more. */
export function connectionRead(more: Template = {}): Template {
  const row = listItem();
  return {
    ...row,
    source: { ...(row['source'] as Template), ...requiredOfActor },
    destination: { ...(row['destination'] as Template), ...requiredOfActor },
    sourceId: uuid(exampleIds.sourceId),
    destinationId: uuid(exampleIds.destinationId),
    scheduleType: oneOf(ConnectionScheduleType.enum, 'manual'),
    notifySchemaChanges: boolean(false),
    nonBreakingChangesPreference: string('ignore'),
    syncCatalog: { streams: anyList() },
    ...more,
  };
}

/** Never read, but an answer without them would not be valid. */
const requiredOfActor: Template = {
  workspaceId: uuid(exampleIds.workspaceId),
  connectionConfiguration: anyObject(),
};

/** A stream as the catalog editor needs it. */
export function stream(config: Template = {}): Template {
  return {
    stream: {
      name: string('users'),
      namespace: string('public'),
      jsonSchema: anyObject(),
      supportedSyncModes: eachLike(oneOf(SyncMode.enum, 'full_refresh')),
    },
    config: {
      selected: boolean(true),
      syncMode: oneOf(SyncMode.enum, 'full_refresh'),
      destinationSyncMode: oneOf(DestinationSyncMode.enum, 'overwrite'),
      ...config,
    },
  };
}

export function operation(operatorConfiguration: Template): Template {
  return {
    operationId: uuid(exampleIds.operationId),
    name: string('Normalize'),
    workspaceId: uuid(exampleIds.workspaceId),
    operatorConfiguration,
  };
}

/** The only part of an error that the page looks at. */
export function errorBody(): Template {
  return { message: string('Could not find configuration') };
}
