import type { Check, Violation } from '../checks/check.ts';

/** A broken law, with the check that found it and the step whose answer broke it. */
export interface CaseViolation extends Violation {
  readonly check: Check;
  readonly operation: string;
  readonly status: number;
  /** Position of the step whose answer broke the law. */
  readonly index: number;
}
