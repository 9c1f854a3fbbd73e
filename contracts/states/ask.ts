/** Requests of provider states: whatever is not a success keeps the state from being reached. */
import type { OperationId } from '../../schemas/operations.ts';
import { accessRefused } from '../../src/target/access-refused.ts';
import type { Answer, Failure } from '../../src/target/exchange.ts';
import { listConnections } from '../../src/target/list-connections.ts';
import type { ListedConnection } from '../../src/target/list-connections.ts';
import { completed } from '../../src/validation/completed.ts';
import type { StateTarget } from './state.ts';
import { StateUnreachableError } from './state-unreachable.ts';

/** The body of a success. @throws {StateUnreachableError} */
export async function ask(target: StateTarget, state: string, operation: OperationId, body: unknown): Promise<unknown> {
  return bodyOf(state, operation, await send(target, operation, body));
}

/** The connections of the workspace, all pages of them. @throws {StateUnreachableError} */
export async function listed(target: StateTarget, state: string): Promise<readonly ListedConnection[]> {
  const { connections, outcome } = await listConnections(
    (operation, body) => send(target, operation, body),
    target.fixtures.workspaceId,
  );
  bodyOf(state, 'webBackendListConnectionsForWorkspace', outcome);
  return connections;
}

async function send(target: StateTarget, operation: OperationId, body: unknown): Promise<Answer | Failure> {
  const schema = target.description?.operations[operation]?.request;
  const { outcome } = await target.send({ operation, body: schema === undefined ? body : completed(schema, body) });
  return outcome;
}

function bodyOf(state: string, operation: OperationId, outcome: Answer | Failure): unknown {
  if (outcome.kind === 'failure')
    throw new StateUnreachableError(
      state,
      'refused',
      `${operation} got no answer: ${outcome.reason}, ${outcome.message}`,
    );
  const refused = accessRefused(outcome, operation);
  if (refused !== undefined) throw refused;
  if (outcome.status !== 200 || !outcome.json.ok)
    throw new StateUnreachableError(
      state,
      'refused',
      `${operation} was answered with ${outcome.status}: ${outcome.text.slice(0, 160)}`,
    );
  return outcome.json.value;
}
