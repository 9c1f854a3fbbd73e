/** The two operations under load, as requests. */
import http from 'k6/http';
import type { RefinedResponse, ResponseType } from 'k6/http';
import { operations } from '../schemas/operations.ts';
import type { Token } from './authorization.ts';

export interface Arm {
  readonly name: string;
  readonly target: string;
  readonly workspaceId: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The first token, where the run has client credentials for this arm. */
  readonly token?: Token;
  /** Ids to get, discovered in setup. */
  readonly connectionIds: readonly string[];
}

export type Response = RefinedResponse<ResponseType | undefined>;

export function list(arm: Arm, timeoutSeconds: number, sampled: boolean): Response {
  return post(
    arm,
    'list',
    operations.webBackendListConnectionsForWorkspace.path,
    { workspaceId: arm.workspaceId },
    timeoutSeconds,
    sampled,
  );
}

/** `turn` chooses one of the discovered connections, the same one for both arms. */
export function get(arm: Arm, turn: number, timeoutSeconds: number, sampled: boolean): Response {
  const connectionId = arm.connectionIds[turn % arm.connectionIds.length] ?? '';
  return post(arm, 'get', operations.webBackendGetConnection.path, { connectionId }, timeoutSeconds, sampled);
}

/** Bodies are kept only where they are checked: parsing costs more than the request itself. */
function post(
  arm: Arm,
  operation: string,
  path: string,
  body: object,
  timeoutSeconds: number,
  sampled: boolean,
): Response {
  return http.post(`${arm.target}${path}`, JSON.stringify(body), {
    headers: { 'Content-Type': 'application/json', Accept: 'application/json', ...arm.headers },
    tags: { name: operation, operation, arm: arm.name },
    timeout: `${timeoutSeconds}s`,
    responseType: sampled ? 'text' : 'none',
    responseCallback: http.expectedStatuses(200),
  });
}
