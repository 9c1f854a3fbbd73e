/** What the server answers below `/v1`, by path. */
import { objectOf, textOf } from '../json-access.ts';
import type { JsonObject } from '../json-access.ts';
import { connectionPage, statusCounts } from './connection-list.ts';
import { hidden } from './errors.ts';
import type { Parameter } from './models.ts';
import { connectionRead } from './reads.ts';
import { refreshedRead } from './refresh.ts';
import { removeOperations } from './stored-operations.ts';
import type { ActorRow, Tables } from './tables.ts';
import { createConnection, known, updateConnection } from './write-connection.ts';

/** What is behind a path. */
export interface Handler {
  /** The parameter that the body is bound to; without one the body is not read. */
  readonly parameter?: Parameter;
  /** Answers at once or with a promise; `undefined` is an answer without a body: 204. @throws {Failure} */
  readonly perform: (tables: Tables, body: JsonObject) => unknown;
}

/** Served with POST. */
export const handlers: Readonly<Record<string, Handler>> = {
  '/v1/web_backend/check_updates': { perform: () => ({ destinationDefinitions: 0, sourceDefinitions: 0 }) },
  '/v1/web_backend/state/get_type': {
    parameter: 'connectionIdRequestBody',
    perform: ({ states }, { connectionId }) => states.get(needed(connectionId)) ?? 'not_set',
  },
  '/v1/web_backend/workspace/state': {
    parameter: 'webBackendWorkspaceState',
    perform: (tables, { workspaceId }) => workspaceState(tables, needed(workspaceId)),
  },
  '/v1/web_backend/connections/list': { parameter: 'webBackendConnectionListRequestBody', perform: connectionPage },
  '/v1/web_backend/connections/status_counts': { parameter: 'workspaceIdRequestBody', perform: statusCounts },
  '/v1/web_backend/connections/get': {
    parameter: 'webBackendConnectionRequestBody',
    perform: (tables, { connectionId, withRefreshedCatalog }) => {
      const connection = known(tables.connections, connectionId);
      return withRefreshedCatalog === true ? refreshedRead(tables, connection) : connectionRead(tables, connection);
    },
  },
  '/v1/web_backend/connections/create': { parameter: 'webBackendConnectionCreate', perform: createConnection },
  '/v1/web_backend/connections/update': { parameter: 'webBackendConnectionUpdate', perform: updateConnection },
  '/v1/connections/delete': { parameter: 'connectionIdRequestBody', perform: deleteConnection },
  '/v1/operations/delete': { parameter: 'operationIdRequestBody', perform: deleteOperation },
  '/v1/sources/delete': { parameter: 'sourceIdRequestBody', perform: deleteSource },
  '/v1/workspaces/list_by_organization_id': {
    parameter: 'listWorkspacesInOrganizationRequestBody',
    perform: listWorkspaces,
  },
  '/v1/sources/list': {
    parameter: 'actorListCursorPaginatedRequestBody',
    perform: ({ sources }, { workspaceId }) => actorList('source', sources, needed(workspaceId)),
  },
  '/v1/destinations/list': {
    parameter: 'actorListCursorPaginatedRequestBody',
    perform: ({ destinations }, { workspaceId }) => actorList('destination', destinations, needed(workspaceId)),
  },
};

/** The one organization of a community edition. */
export const organizationId = '00000000-0000-0000-0000-000000000000';

function needed(id: unknown): string {
  if (typeof id !== 'string') throw hidden(500);
  return id;
}

function workspaceState({ connections, sources, destinations }: Tables, workspaceId: string): JsonObject {
  const lives = (actor: { readonly workspaceId: string; readonly tombstoned: boolean } | undefined): boolean =>
    actor?.workspaceId === workspaceId && !actor.tombstoned;
  return {
    hasConnections: [...connections.values()].some(
      ({ sourceId, status }) => status !== undefined && status !== 'deprecated' && lives(sources.get(sourceId)),
    ),
    hasSources: [...sources.values()].some(lives),
    hasDestinations: [...destinations.values()].some(lives),
  };
}

/** Operations go first: where one cannot be read, the connection stays. */
function deleteConnection(tables: Tables, { connectionId }: JsonObject): undefined {
  const connection = known(tables.connections, connectionId);
  removeOperations(tables, connection, connection.operationIds);
  tables.connections.set(connection.connectionId, { ...connection, operationIds: [], status: 'deprecated' });
}

function deleteOperation({ operations, connections }: Tables, { operationId }: JsonObject): undefined {
  const { operationId: id } = known(operations, operationId);
  operations.delete(id);
  for (const connection of connections.values())
    if (connection.operationIds.includes(id))
      connections.set(connection.connectionId, {
        ...connection,
        operationIds: connection.operationIds.filter((other) => other !== id),
      });
}

/** Deprecates the connections it has; new ones can be made on it all the same. */
function deleteSource({ sources, connections }: Tables, { sourceId }: JsonObject): undefined {
  const source = known(sources, sourceId);
  sources.set(source.id, { ...source, tombstoned: true });
  for (const connection of connections.values())
    if (connection.sourceId === source.id)
      connections.set(connection.connectionId, { ...connection, status: 'deprecated' });
}

/** One page holds all that this server was seeded with. */
function actorList(
  kind: 'source' | 'destination',
  actors: ReadonlyMap<string, ActorRow>,
  workspaceId: string,
): JsonObject {
  const found = [...actors.values()].filter((actor) => actor.workspaceId === workspaceId && !actor.tombstoned);
  return {
    [`${kind}s`]: found.map(({ id, name, connector, configuration, createdAt }) => ({
      [`${kind}DefinitionId`]: connector.definitionId,
      [`${kind}Id`]: id,
      workspaceId,
      connectionConfiguration: configuration,
      name,
      [`${kind}Name`]: connector.name,
      createdAt,
    })),
  };
}

function listWorkspaces({ workspaces }: Tables, body: JsonObject): JsonObject {
  if (needed(body['organizationId']) !== organizationId) return { workspaces: [] };
  const { pageSize = workspaces.size, rowOffset = 0 } = objectOf(body['pagination']);
  const all = [...workspaces].map(([workspaceId, name]) => ({
    workspaceId,
    customerId: workspaceId,
    name,
    slug: name.toLowerCase(),
    initialSetupComplete: true,
    displaySetupWizard: false,
    anonymousDataCollection: false,
    news: false,
    securityUpdates: false,
    notifications: [],
    organizationId,
    tombstone: false,
  }));
  const wanted = textOf(body['nameContains']).toLowerCase();
  const found = all.filter(({ name }) => name.toLowerCase().includes(wanted));
  return { workspaces: found.slice(Number(rowOffset), Number(rowOffset) + Number(pageSize)) };
}
