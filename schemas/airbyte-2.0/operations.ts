/**
 * The operations of release 2.0 (October 2025), in the form of the table of 2023. geographies/list is gone; the statuses of
 * refusals are repaired as for 2023 (`repairs.ts`), because the description lists as few as it did then.
 */
import { InvalidInputExceptionInfo } from '../errors.ts';
import { operations, refusals } from '../operations.ts';
import type { Operation, OperationId } from '../operations.ts';
import { ConnectionStateType } from '../state.ts';
import { WebBackendWorkspaceStateResult } from '../workspace.ts';
import {
  WebBackendConnectionCreate,
  WebBackendConnectionListRequestBody,
  WebBackendConnectionRead,
  WebBackendConnectionReadList,
  WebBackendConnectionUpdate,
} from './connection.ts';
import { NotFoundKnownExceptionInfo } from './errors.ts';

const lookupErrors = { ...refusals, 404: NotFoundKnownExceptionInfo, 422: InvalidInputExceptionInfo } as const;

export const operations20 = {
  getStateType: {
    ...operations.getStateType,
    responses: { 200: ConnectionStateType, ...lookupErrors },
  },
  webBackendCheckUpdates: operations.webBackendCheckUpdates,
  webBackendCreateConnection: {
    ...operations.webBackendCreateConnection,
    request: WebBackendConnectionCreate,
    responses: { 200: WebBackendConnectionRead, ...lookupErrors },
  },
  webBackendGetConnection: {
    ...operations.webBackendGetConnection,
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
    responses: { 200: WebBackendWorkspaceStateResult, ...lookupErrors },
  },
} as const satisfies Partial<Record<OperationId, Operation>>;
