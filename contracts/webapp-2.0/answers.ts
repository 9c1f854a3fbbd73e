/**
 * The answers that the web page of 2.0.0 relies on. The page validates nothing: what has a fallback is left out, except where the
 * state makes sure that it is there and the page would show something else without it.
 */
import { DestinationSyncMode } from '../../schemas/airbyte-2.0/stream.ts';
import { SyncMode } from '../../schemas/stream.ts';
import { anyList, boolean, equal, exampleIds, integer, oneOf, string } from '../matchers.ts';

export type Template = Readonly<Record<string, unknown>>;

/** A row of a connections table. */
export function row(more: Template = {}): Template {
  return {
    connectionId: string(exampleIds.connectionId),
    name: string('Postgres to Snowflake'),
    status: string('inactive'),
    schemaChange: string('no_change'),
    source: {
      sourceId: string(exampleIds.sourceId),
      name: string('Orders database'),
      sourceName: string('Postgres'),
    },
    destination: {
      destinationId: string(exampleIds.destinationId),
      name: string('Warehouse'),
      destinationName: string('Snowflake'),
    },
    tags: anyList(),
    ...more,
  };
}

/** What every page of one connection needs. */
export function connectionRead(more: Template = {}): Template {
  return {
    connectionId: string(exampleIds.connectionId),
    name: string('Postgres to Snowflake'),
    status: string('inactive'),
    sourceId: string(exampleIds.sourceId),
    destinationId: string(exampleIds.destinationId),
    source: {
      sourceId: string(exampleIds.sourceId),
      sourceDefinitionId: string(exampleIds.definitionId),
      name: string('Orders database'),
      sourceName: string('Postgres'),
    },
    destination: {
      destinationId: string(exampleIds.destinationId),
      destinationDefinitionId: string(exampleIds.definitionId),
      name: string('Warehouse'),
      destinationName: string('Snowflake'),
    },
    destinationActorDefinitionVersion: { supportsDataActivation: boolean(false) },
    schemaChange: string('no_change'),
    syncCatalog: { streams: anyList() },
    ...more,
  };
}

/** The answer of update replaces the cached detail and is merged over the cached row: it needs the musts of both. */
export function updatedRead(more: Template = {}): Template {
  return connectionRead({ tags: anyList(), ...more });
}

/** The objects whose members the forms check: they may be absent, and not null. */
export const nullFree = [
  { paths: ['$', '$.scheduleData'] },
  { what: 'its streams', paths: ['$.syncCatalog.streams[*].stream', '$.syncCatalog.streams[*].config'] },
] as const;

/** A stream of which the modes are among those that the form can save. */
export function stream(config: Template = {}): Template {
  return {
    stream: { name: string('users') },
    config: {
      syncMode: oneOf(SyncMode.enum, 'full_refresh'),
      destinationSyncMode: oneOf(DestinationSyncMode.enum, 'overwrite'),
      ...config,
    },
  };
}

export const tag: Template = {
  tagId: string(exampleIds.tagId),
  name: string('nightly'),
  color: string('75DCFF'),
  workspaceId: string(exampleIds.workspaceId),
};

/** The mapping of a stream that the state, or the save, puts there. */
export function hashingMapper(): Template {
  return {
    id: string(exampleIds.mapperId),
    type: equal('hashing'),
    mapperConfiguration: { targetField: equal('email'), method: equal('SHA-256'), fieldNameSuffix: equal('_hashed') },
  };
}

/** An operation of dbt Cloud; whatever the page does not change is sent back whole. */
export const dbtCloudJob: Template = {
  operationId: string(exampleIds.operationId),
  name: string('1234/5678'),
  workspaceId: string(exampleIds.workspaceId),
  operatorConfiguration: {
    operatorType: equal('webhook'),
    webhook: { webhookType: equal('dbtCloud'), dbtCloud: { accountId: integer(1234), jobId: integer(5678) } },
  },
};

/** The schedule field shows every problem of this kind; one below it, such as `/invalid-expression`, has a text of its own. */
export const cronProblem: Template = {
  type: oneOf(['error:cron-validation(/.*)?'], 'error:cron-validation/invalid-expression'),
  title: string('The cron expression is invalid'),
};
