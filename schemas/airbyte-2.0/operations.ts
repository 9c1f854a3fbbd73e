/**
 * The operations of release 2.0 (October 2025), in the form of the table of 2023. geographies/list is gone; the statuses of
 * refusals are repaired as for 2023 (`repairs.ts`), because the description lists as few as it did then.
 */
import { WebBackendCheckUpdatesRead } from '../check-updates.ts';
import { WebBackendConnectionRequestBody } from '../connection.ts';
import { InvalidInputExceptionInfo, RefusalBody } from '../errors.ts';
import { operations } from '../operations.ts';
import type { Operation, OperationId } from '../operations.ts';
import { ConnectionIdRequestBody, ConnectionStateType } from '../state.ts';
import { WebBackendWorkspaceState, WebBackendWorkspaceStateResult } from '../workspace.ts';
import {
  WebBackendConnectionCreate,
  WebBackendConnectionListRequestBody,
  WebBackendConnectionRead,
  WebBackendConnectionReadList,
  WebBackendConnectionUpdate,
} from './connection.ts';
import { NotFoundKnownExceptionInfo } from './errors.ts';

const refusals = {
  400: RefusalBody,
  401: RefusalBody,
  403: RefusalBody,
  405: RefusalBody,
  406: RefusalBody,
  413: RefusalBody,
  415: RefusalBody,
} as const;

const lookupErrors = { ...refusals, 404: NotFoundKnownExceptionInfo, 422: InvalidInputExceptionInfo } as const;

export const operations20 = {
  getStateType: {
    ...operations.getStateType,
    request: ConnectionIdRequestBody,
    responses: { 200: ConnectionStateType, ...lookupErrors },
  },
  webBackendCheckUpdates: {
    ...operations.webBackendCheckUpdates,
    responses: { 200: WebBackendCheckUpdatesRead, ...refusals },
  },
  webBackendCreateConnection: {
    ...operations.webBackendCreateConnection,
    request: WebBackendConnectionCreate,
    responses: { 200: WebBackendConnectionRead, ...lookupErrors },
  },
  webBackendGetConnection: {
    ...operations.webBackendGetConnection,
    request: WebBackendConnectionRequestBody,
    responses: { 200: WebBackendConnectionRead, ...lookupErrors },
  },
  webBackendUpdateConnection: {
    ...operations.webBackendUpdateConnection,
    request: WebBackendConnectionUpdate,
    responses: { 200: WebBackendConnectionRead, ...lookupErrors },
  },
  webBackendListConnectionsForWorkspace: {
    ...operations.webBackendListConnectionsForWorkspace,
    request: WebBackendConnectionListRequestBody,
    responses: { 200: WebBackendConnectionReadList, ...lookupErrors },
  },
  webBackendGetWorkspaceState: {
    ...operations.webBackendGetWorkspaceState,
    request: WebBackendWorkspaceState,
    responses: { 200: WebBackendWorkspaceStateResult, ...lookupErrors },
  },
} as const satisfies Partial<Record<OperationId, Operation>>;
