import type { Check } from './check.ts';

/** Judged once, at the end of a run, on digests of the connections that were there before it. */
export const existingUntouched = {
  id: 'existing-untouched',
  law: 'The connections that existed before the run are the same after it.',
  meaning: 'A connection that existed before the run is different after it.',
  exceptions: 'Jobs and schema changes move on their own. Others may be working on the same server.',
  severity: 'critical',
  inspect: () => undefined,
} as const satisfies Check;
