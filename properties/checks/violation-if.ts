import type { Violation } from './check.ts';

/** The violation where there is one: most checks look for several in one answer. */
export function violationIf(isBroken: boolean, violation: () => Violation): readonly Violation[] {
  return isBroken ? [violation()] : [];
}
