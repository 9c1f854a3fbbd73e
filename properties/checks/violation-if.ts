import type { Violation } from './check.ts';

/** The violation where there is one: most checks look for several in one answer. */
export function violationIf(isBroken: boolean, violation: () => Violation): readonly Violation[] {
  return isBroken ? [violation()] : [];
}

/** What several laws object to in one answer; `undefined` where none of them has anything to say about it. */
export function together(...found: readonly (readonly Violation[] | undefined)[]): readonly Violation[] | undefined {
  return found.every((some) => some === undefined) ? undefined : found.flatMap((some) => some ?? []);
}
