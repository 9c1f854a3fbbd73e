/** Who may see which workspace. */
import type { OperationId } from '../../schemas/operations.ts';
import { isObject } from '../json/json.ts';
import { forbidden } from './refusal.ts';
import type { Store } from './store.ts';

export type Secret = { readonly username: string; readonly password: string } | { readonly token: string };

/** A user of the backend; all workspaces unless told otherwise. */
export interface BackendUser {
  readonly signsInWith: Secret;
  readonly workspaceIds?: readonly string[];
}

/** The user behind an `Authorization` header, if it is one. */
export function userOf(users: readonly BackendUser[], header: string | undefined): BackendUser | undefined {
  return users.find(({ signsInWith }) => header === headerOf(signsInWith));
}

function headerOf(secret: Secret): string {
  return 'token' in secret
    ? `Bearer ${secret.token}`
    : `Basic ${Buffer.from(`${secret.username}:${secret.password}`).toString('base64')}`;
}

/** @throws {Refusal} with 403 for a call about a workspace that its user may not see. */
export function refuseStrangers(
  {
    operation,
    body,
    user,
  }: { readonly operation: OperationId; readonly body: unknown; readonly user?: BackendUser | undefined },
  store: Store,
): void {
  if (user?.workspaceIds === undefined || !isObject(body)) return;
  const workspaceId = workspaceOf(operation, body, store);
  if (workspaceId !== undefined && !user.workspaceIds.includes(workspaceId)) throw forbidden();
}

/** The workspace that a body is about; `undefined` for ids that nothing has. */
function workspaceOf(operation: OperationId, body: object, store: Store): string | undefined {
  const idAt = (key: string): string => String(Reflect.get(body, key)).toLowerCase();
  if (operation === 'webBackendListConnectionsForWorkspace' || operation === 'webBackendGetWorkspaceState')
    return idAt('workspaceId');
  const sourceId =
    operation === 'webBackendCreateConnection'
      ? idAt('sourceId')
      : store.connections.get(idAt('connectionId'))?.sourceId;
  return sourceId === undefined ? undefined : store.sources.get(sourceId)?.workspaceId;
}
