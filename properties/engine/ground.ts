/** What cases run on. */
import type { Sandbox, Target } from '../../src/target/target.ts';
import type { Check } from '../checks/check.ts';
import type { Ground } from './run-case.ts';

/**
 * More connections than this are not left behind while the run goes on: every list of the workspace shows them all, to its users as
 * well. Counted, not timed, so that the same seed still sends the same requests.
 */
const crowd = 40;

export function groundOf(
  target: Target & { readonly sandbox: Sandbox },
  checks: readonly Check[],
  signal: AbortSignal,
): Ground {
  const { foreign } = target.fixtures;
  const done: string[] = [];
  return {
    target,
    sandbox: target.sandbox,
    checks,
    signal,
    async finished(created) {
      done.push(...created);
      if (done.length >= crowd) await target.sandbox.retire?.(done.splice(0));
    },
    spoilt: new Set(),
    reachingOthers: new Map(),
    foreignSources: new Set(foreign === undefined ? [] : [foreign.sourceId.toLowerCase()]),
  };
}
