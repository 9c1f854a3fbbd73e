/** What cases run on. */
import type { Sandbox, Target } from '../../src/target/target.ts';
import type { Check } from '../checks/check.ts';
import type { Ground } from './run-case.ts';

export function groundOf(
  target: Target & { readonly sandbox: Sandbox },
  checks: readonly Check[],
  signal: AbortSignal,
): Ground {
  const { foreign } = target.fixtures;
  return {
    target,
    sandbox: target.sandbox,
    checks,
    signal,
    foreignSources: new Set(foreign === undefined ? [] : [foreign.sourceId.toLowerCase()]),
  };
}
