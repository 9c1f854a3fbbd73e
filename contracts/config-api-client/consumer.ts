/** The generated Python client, amarnus/airbyte-config-api-python-client c0b58f3: strict about every answer. */
import { ConnectionStateType } from '../../schemas/state.ts';
import { Geography } from '../../schemas/geography.ts';
import { noneNull } from '../interaction.ts';
import type { Consumer, Interaction } from '../interaction.ts';
import { boolean, eachLike, equal, fromState, idFromState, integer, oneOf } from '../matchers.ts';
import { emptyCatalog } from '../sample-catalog.ts';
import { clientError, clientListItem, clientRead, deserialised, listObjects, raised, readObjects } from './answers.ts';

const base = { consumer: 'airbyte-config-api-client', status: 200, reads: deserialised } as const;
const emptyConnection = [{ name: 'a connection exists', params: { catalog: 'empty' } }] as const;
const missing = { status: 404, response: clientError(), reads: raised } as const;
const refused = { status: 422, statuses: [400, 422], response: clientError(), reads: raised } as const;

const create = {
  sourceId: idFromState('sourceId'),
  destinationId: idFromState('destinationId'),
  name: fromState('name', 'airlock-contract-1'),
  status: 'inactive',
  scheduleType: 'manual',
  syncCatalog: emptyCatalog,
} as const;

const interactions: readonly Interaction[] = [
  ...noneNull(
    {
      ...base,
      operation: 'webBackendListConnectionsForWorkspace',
      description: 'web_backend_list_connections_for_workspace',
      states: emptyConnection,
      request: { workspaceId: idFromState('workspaceId') },
      response: { connections: eachLike(clientListItem()) },
    },
    { paths: listObjects },
  ),
  {
    ...base,
    ...refused,
    operation: 'webBackendListConnectionsForWorkspace',
    description: 'web_backend_list_connections_for_workspace with an id that is no UUID',
    states: [{ name: 'a workspace' }],
    request: { workspaceId: 'not-a-uuid' },
    breaksSchema: true,
  },
  ...noneNull(
    {
      ...base,
      operation: 'webBackendGetConnection',
      description: 'web_backend_get_connection',
      states: emptyConnection,
      request: { connectionId: idFromState('connectionId') },
      response: clientRead(),
    },
    { paths: readObjects },
  ),
  {
    ...base,
    ...missing,
    operation: 'webBackendGetConnection',
    description: 'web_backend_get_connection for an unknown id',
    states: [{ name: 'there is no such connection' }],
    request: { connectionId: idFromState('connectionId') },
  },
  {
    ...base,
    ...refused,
    operation: 'webBackendGetConnection',
    description: 'web_backend_get_connection with an id that is no UUID',
    states: [{ name: 'a workspace' }],
    request: { connectionId: 'not-a-uuid' },
    breaksSchema: true,
  },
  ...noneNull(
    {
      ...base,
      operation: 'webBackendCreateConnection',
      description: 'web_backend_create_connection',
      states: [{ name: 'a workspace' }],
      request: create,
      response: clientRead(),
    },
    { paths: readObjects },
  ),
  {
    ...base,
    ...missing,
    operation: 'webBackendCreateConnection',
    description: 'web_backend_create_connection for an unknown source',
    states: [{ name: 'there is no such source' }],
    request: create,
  },
  {
    ...base,
    ...refused,
    operation: 'webBackendCreateConnection',
    description: 'web_backend_create_connection with a cron expression that cannot be read',
    states: [{ name: 'a workspace' }],
    request: {
      ...create,
      scheduleType: 'cron',
      scheduleData: { cron: { cronExpression: 'never', cronTimeZone: 'UTC' } },
    },
  },
  ...noneNull(
    {
      ...base,
      operation: 'webBackendUpdateConnection',
      description: 'web_backend_update_connection',
      states: emptyConnection,
      request: { connectionId: idFromState('connectionId'), status: 'inactive', skipReset: true },
      response: { ...clientRead(), status: equal('inactive') },
    },
    { paths: readObjects },
  ),
  {
    ...base,
    operation: 'webBackendUpdateConnection',
    description: 'web_backend_update_connection to delete the connection',
    states: emptyConnection,
    request: { connectionId: idFromState('connectionId'), status: 'deprecated', skipReset: true },
    response: { ...clientRead(), status: equal('deprecated') },
  },
  {
    ...base,
    ...missing,
    operation: 'webBackendUpdateConnection',
    description: 'web_backend_update_connection for an unknown id',
    states: [{ name: 'there is no such connection' }],
    request: { connectionId: idFromState('connectionId'), status: 'inactive', skipReset: true },
  },
  {
    ...base,
    ...refused,
    operation: 'webBackendUpdateConnection',
    description: 'web_backend_update_connection with a cron expression that cannot be read',
    states: emptyConnection,
    request: {
      connectionId: idFromState('connectionId'),
      scheduleType: 'cron',
      scheduleData: { cron: { cronExpression: 'never', cronTimeZone: 'UTC' } },
    },
  },
  {
    ...base,
    operation: 'getStateType',
    description: 'get_state_type',
    states: emptyConnection,
    request: { connectionId: idFromState('connectionId') },
    response: oneOf(ConnectionStateType.enum, 'not_set'),
  },
  {
    ...base,
    ...refused,
    operation: 'getStateType',
    description: 'get_state_type with an id that is no UUID',
    states: [{ name: 'a workspace' }],
    request: { connectionId: 'not-a-uuid' },
    breaksSchema: true,
  },
  {
    ...base,
    operation: 'webBackendGetWorkspaceState',
    description: 'web_backend_get_workspace_state',
    states: emptyConnection,
    request: { workspaceId: idFromState('workspaceId') },
    response: { hasConnections: boolean(true), hasSources: boolean(true), hasDestinations: boolean(true) },
  },
  {
    ...base,
    ...refused,
    operation: 'webBackendGetWorkspaceState',
    description: 'web_backend_get_workspace_state with an id that is no UUID',
    states: [{ name: 'a workspace' }],
    request: { workspaceId: 'not-a-uuid' },
    breaksSchema: true,
  },
  {
    ...base,
    operation: 'webBackendCheckUpdates',
    description: 'web_backend_check_updates',
    states: [{ name: 'a workspace' }],
    response: { destinationDefinitions: integer(1), sourceDefinitions: integer(2) },
  },
  {
    ...base,
    operation: 'webBackendListGeographies',
    description: 'web_backend_list_geographies',
    states: [{ name: 'a workspace' }],
    response: { geographies: eachLike(oneOf(Geography.enum, 'auto')) },
  },
];

export const configApiClient: Consumer = {
  name: 'airbyte-config-api-client',
  generation: '2023',
  headers: {},
  interactions,
  unreadBudget: 0,
};
