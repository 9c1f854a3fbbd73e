import type { Call } from '../../src/target/exchange.ts';
import { accessRefused } from '../../src/target/access-refused.ts';
import type { StateTarget } from '../states/state.ts';

/**
 * Whether the target refuses the whole run, or only this request, as the interaction may expect: a read with the run's
 * own credentials tells. A request that brings its own says nothing of the run's.
 */
export async function meansTheRun(target: StateTarget, call: Call, status: number): Promise<boolean> {
  if (status === 401 && Object.keys(call.headers ?? {}).some((name) => name.toLowerCase() === 'authorization'))
    return false;
  const { workspaceId } = target.fixtures;
  const { outcome } = await target.send({ operation: 'webBackendListConnectionsForWorkspace', body: { workspaceId } });
  return accessRefused(outcome, 'a list of connections') !== undefined;
}
