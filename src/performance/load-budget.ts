/** Requests that a load test needs, computed before it starts. */
import { requestsPerArrival, setupRequests } from '../../load/limits.ts';
import type { LoadOperation } from '../../load/settings.ts';
import { workspaceLists } from '../target/find-workspace.ts';
import type { TargetOptions } from '../target/target-options.ts';

/**
 * Discovery sends a list and a get; with client credentials also a token, and another token is reserved for cleaning up. A target that is
 * asked for its workspaces is asked in two ways, where the first is not known to it.
 */
export function discoveryRequests(
  { clientSecret }: Pick<TargetOptions, 'clientSecret'>,
  { findsWorkspace = false }: { readonly findsWorkspace?: boolean } = {},
): number {
  return (clientSecret === undefined ? 2 : 4) + (findsWorkspace ? workspaceLists.length : 0);
}

export interface LoadCost {
  readonly operation: LoadOperation;
  /** A second target, loaded in turn with the first. */
  readonly base?: Pick<TargetOptions, 'url' | 'clientId' | 'clientSecret'>;
  readonly target: Pick<TargetOptions, 'clientId' | 'clientSecret'>;
}

/** Requests of one k6 run with so many arrivals, without a warm-up. */
export function loadRequests(arrivals: number, { operation, base, target }: LoadCost): number {
  return (
    setupRequests({
      ...clientOf('client', target),
      ...(base === undefined ? {} : { baseTarget: base.url, ...clientOf('baseClient', base) }),
    }) +
    arrivals * requestsPerArrival({ operation })
  );
}

function clientOf(name: 'client' | 'baseClient', { clientId, clientSecret }: LoadCost['target']): object {
  return clientId === undefined || clientSecret === undefined ? {} : { [name]: { id: clientId, secret: clientSecret } };
}

/** Arrivals of a constant rate: k6 starts one more than rate × duration. */
export function arrivalsOf(rate: number, seconds: number): number {
  return Math.ceil(rate * seconds) + 1;
}
