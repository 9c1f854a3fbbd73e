/** What the generated client deserialises: every required field with its type, every enum closed, no null anywhere. */
import { ConnectionStatus, NonBreakingChangesPreference, SchemaChange } from '../../schemas/connection.ts';
import { anyList, anyObject, boolean, exampleIds, oneOf, string, uuid } from '../matchers.ts';
import type { Reads } from '../interaction.ts';

type Template = Readonly<Record<string, unknown>>;

/** The client builds a typed model from the whole answer, and raises for a member that is missing, null or unknown. */
export const deserialised: Reads = {
  '/**':
    'deserialised into a typed model: ApiTypeError when missing or null, ApiValueError for another word (api_client.py)',
};

/** 404 and 422 become an ApiException; the body is shown to the user. */
export const raised: Reads = { '/message': 'deserialised into the body of the ApiException (exceptions.py)' };

export function clientListItem(): Template {
  return {
    connectionId: uuid(exampleIds.connectionId),
    name: string('Postgres to Snowflake'),
    source: snippet('source'),
    destination: snippet('destination'),
    status: oneOf(ConnectionStatus.enum, 'inactive'),
    isSyncing: boolean(false),
    schemaChange: oneOf(SchemaChange.enum, 'no_change'),
  };
}

/** With an empty catalog, the only one that this client can read. */
export function clientRead(): Template {
  return {
    ...clientListItem(),
    sourceId: uuid(exampleIds.sourceId),
    destinationId: uuid(exampleIds.destinationId),
    syncCatalog: { streams: anyList() },
    source: { ...snippet('source'), workspaceId: uuid(exampleIds.workspaceId), connectionConfiguration: anyObject() },
    destination: {
      ...snippet('destination'),
      workspaceId: uuid(exampleIds.workspaceId),
      connectionConfiguration: anyObject(),
    },
    notifySchemaChanges: boolean(false),
    nonBreakingChangesPreference: oneOf(NonBreakingChangesPreference.enum, 'ignore'),
  };
}

/** The objects of an answer whose members must not be null. */
export const readObjects = ['$', '$.source', '$.destination'] as const;
export const listObjects = ['$.connections[*]', '$.connections[*].source', '$.connections[*].destination'] as const;

function snippet(kind: 'source' | 'destination'): Template {
  return {
    [`${kind}Id`]: uuid(kind === 'source' ? exampleIds.sourceId : exampleIds.destinationId),
    name: string(kind === 'source' ? 'Orders database' : 'Warehouse'),
    [`${kind}DefinitionId`]: uuid(exampleIds.definitionId),
    [`${kind}Name`]: string(kind === 'source' ? 'Postgres' : 'Snowflake'),
  };
}

export function clientError(): Template {
  return { message: string('Could not find configuration') };
}
