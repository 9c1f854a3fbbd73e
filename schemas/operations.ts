/** The eight operations, named once. Everything that needs to know an endpoint reads this table. */
import type { FromSchema, JSONSchema } from 'json-schema-to-ts';
import { WebBackendCheckUpdatesRead } from './check-updates.ts';
import {
  WebBackendConnectionCreate,
  WebBackendConnectionListRequestBody,
  WebBackendConnectionRead,
  WebBackendConnectionReadList,
  WebBackendConnectionRequestBody,
  WebBackendConnectionUpdate,
} from './connection.ts';
import { InvalidInputExceptionInfo, NotFoundKnownExceptionInfo, RefusalBody } from './errors.ts';
import { WebBackendGeographiesListResult } from './geography.ts';
import { ConnectionIdRequestBody, ConnectionStateType } from './state.ts';
import { WebBackendWorkspaceState, WebBackendWorkspaceStateResult } from './workspace.ts';

/**
 * One row. `body` says whether a request body is `required` or `optional`, or there is `none`;
 * `responses` holds the repaired set of declared statuses; `published` the statuses that the description itself lists.
 * In other descriptions these may be ranges (`4XX`) and `default`: `response-for.ts` looks a status up.
 */
export interface Operation {
  readonly id: string;
  readonly label: string;
  readonly method: 'POST';
  /** Path below the base address (which ends in `/api`). */
  readonly path: string;
  readonly body: 'required' | 'optional' | 'none';
  readonly request?: JSONSchema;
  readonly responses: Readonly<Record<string, JSONSchema>>;
  readonly published: readonly (string | number)[];
  readonly writes: boolean;
}

/** Refusals that every real deployment sends and the description leaves out; see `repairs.ts`. */
export const refusals = {
  400: RefusalBody,
  401: RefusalBody,
  403: RefusalBody,
  405: RefusalBody,
  406: RefusalBody,
  413: RefusalBody,
  415: RefusalBody,
} as const;

const lookupErrors = { ...refusals, 404: NotFoundKnownExceptionInfo, 422: InvalidInputExceptionInfo } as const;

export const operations = {
  getStateType: {
    id: 'getStateType',
    label: 'state/get_type',
    method: 'POST',
    path: '/v1/web_backend/state/get_type',
    body: 'required',
    request: ConnectionIdRequestBody,
    responses: { 200: ConnectionStateType, ...lookupErrors },
    published: [200, 404, 422],
    writes: false,
  },
  webBackendCheckUpdates: {
    id: 'webBackendCheckUpdates',
    label: 'check_updates',
    method: 'POST',
    path: '/v1/web_backend/check_updates',
    body: 'none',
    responses: { 200: WebBackendCheckUpdatesRead, ...refusals },
    published: [200],
    writes: false,
  },
  webBackendCreateConnection: {
    id: 'webBackendCreateConnection',
    label: 'connections/create',
    method: 'POST',
    path: '/v1/web_backend/connections/create',
    body: 'required',
    request: WebBackendConnectionCreate,
    responses: { 200: WebBackendConnectionRead, ...lookupErrors },
    published: [200, 422],
    writes: true,
  },
  webBackendGetConnection: {
    id: 'webBackendGetConnection',
    label: 'connections/get',
    method: 'POST',
    path: '/v1/web_backend/connections/get',
    body: 'required',
    request: WebBackendConnectionRequestBody,
    responses: { 200: WebBackendConnectionRead, ...lookupErrors },
    published: [200, 404, 422],
    // Only with `withRefreshedCatalog: true`, which is opt-in and never part of an ordinary read.
    writes: false,
  },
  webBackendUpdateConnection: {
    id: 'webBackendUpdateConnection',
    label: 'connections/update',
    method: 'POST',
    path: '/v1/web_backend/connections/update',
    body: 'required',
    request: WebBackendConnectionUpdate,
    responses: { 200: WebBackendConnectionRead, ...lookupErrors },
    published: [200, 422],
    writes: true,
  },
  webBackendListConnectionsForWorkspace: {
    id: 'webBackendListConnectionsForWorkspace',
    label: 'connections/list',
    method: 'POST',
    path: '/v1/web_backend/connections/list',
    body: 'required',
    request: WebBackendConnectionListRequestBody,
    responses: { 200: WebBackendConnectionReadList, ...lookupErrors },
    published: [200, 404, 422],
    writes: false,
  },
  webBackendGetWorkspaceState: {
    id: 'webBackendGetWorkspaceState',
    label: 'workspace/state',
    method: 'POST',
    path: '/v1/web_backend/workspace/state',
    body: 'optional',
    request: WebBackendWorkspaceState,
    responses: { 200: WebBackendWorkspaceStateResult, ...lookupErrors },
    published: [200, 404, 422],
    writes: false,
  },
  webBackendListGeographies: {
    id: 'webBackendListGeographies',
    label: 'geographies/list',
    method: 'POST',
    path: '/v1/web_backend/geographies/list',
    body: 'none',
    responses: { 200: WebBackendGeographiesListResult, ...refusals },
    published: [200],
    writes: false,
  },
} as const satisfies Record<string, Operation>;

export type OperationId = keyof typeof operations;

/** In the order of the table. */
export const operationIds = Object.keys(operations) as OperationId[]; // the keys are exactly the table's

/** The request body of an operation; `undefined` where it has none. */
export type RequestOf<Id extends OperationId> = (typeof operations)[Id] extends {
  readonly request: infer Schema extends JSONSchema;
}
  ? FromSchema<Schema>
  : undefined;

/** The body of an operation's answer with the given declared status, 200 unless named. */
export type ResponseOf<
  Id extends OperationId,
  Status extends keyof (typeof operations)[Id]['responses'] = 200 & keyof (typeof operations)[Id]['responses'],
> = (typeof operations)[Id]['responses'][Status] extends infer Schema extends JSONSchema ? FromSchema<Schema> : never;

export function isOperationId(value: string): value is OperationId {
  return Object.hasOwn(operations, value);
}
