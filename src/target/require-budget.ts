/** Refuses work that a budget of requests is too small for, before it starts. */
import { BudgetSpentError } from './errors.ts';
import type { Pace } from './pace.ts';

/**
 * @param what such as `Cannot find the breakpoint`.
 * @throws {TypeError} for a budget that is too small in any case.
 * @throws {BudgetSpentError} for one of which too little is left by now.
 */
export function requireBudget(
  { left, maxRequests }: Pick<Pace, 'left' | 'maxRequests'>,
  needed: number,
  what: string,
): void {
  if (maxRequests === undefined || needed <= left()) return;
  if (needed > maxRequests)
    throw new TypeError(`${what} with --max-requests ${maxRequests}: it takes at least ${needed} requests`);
  throw new BudgetSpentError(
    `${what}: it takes ${needed} requests, and of --max-requests ${maxRequests} there are ${left()} left`,
  );
}
