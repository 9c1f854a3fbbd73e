import type { Call } from '../../src/target/exchange.ts';
import { unwillingness } from '../../src/target/unwilling.ts';
import type { StateTarget } from '../states/state-handlers.ts';

/**
 * Whether the target is unwilling altogether, or said so to this request alone, as the interaction may expect: a read with the run's
 * own credentials tells. A request that brings its own says nothing of the run's.
 */
export async function meansTheRun(target: StateTarget, call: Call, status: number): Promise<boolean> {
  if (status === 401 && Object.keys(call.headers ?? {}).some((name) => name.toLowerCase() === 'authorization'))
    return false;
  const { workspaceId } = target.fixtures;
  const { outcome } = await target.send({ operation: 'webBackendListConnectionsForWorkspace', body: { workspaceId } });
  return unwillingness(outcome, 'a list of connections') !== undefined;
}
