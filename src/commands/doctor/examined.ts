import type { Verdict } from '../../report/report.ts';

/** One line of the examination. */
export interface Examined {
  readonly name: string;
  readonly ok: boolean;
  /** What was found, and for a failure what to do about it. */
  readonly detail: string;
  /** What the failure means for a run; without it the line is advice. */
  readonly code?: Verdict['code'];
}
