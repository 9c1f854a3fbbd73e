/** What load takes of the bounds of a run, known before anything is begun. */
import { requestsPerArrival, setupRequests } from '../../load/limits.ts';
import type { LoadOperation } from '../../load/settings.ts';
import type { TargetOptions } from '../target/target-options.ts';

/** Looking at a target takes a list and a get; with client credentials a token, and another one is kept back to clean up with. */
export function discoveryRequests({ clientSecret }: Pick<TargetOptions, 'clientSecret'>): number {
  return clientSecret === undefined ? 2 : 4;
}

export interface LoadCost {
  readonly operation: LoadOperation;
  /** With a second target that is asked in turn. */
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
