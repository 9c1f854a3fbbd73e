import type { Check } from './check.ts';

/** Judged once, at the end of a run, on digests of the connections that were there before it. */
export const existingUntouched: Check = {
  id: 'existing-untouched',
  law: 'The connections that were there before the run are the same after it.',
  exceptions: 'Jobs and schema changes move on their own; others may work on the same server.',
  severity: 'critical',
  concerns: () => false,
  inspect: () => [],
};
