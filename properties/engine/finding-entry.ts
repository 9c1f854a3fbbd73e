/** A finding while its run goes on: its case, what explains it, and how it came back. */
import type { Finding } from '../../src/report/report.ts';
import type { Found } from './finding-of.ts';
import type { KnownFinding } from './known-findings.ts';
import type { ReproducedFinding } from './reruns.ts';
import { kindOf } from './signature.ts';

export interface FindingEntry extends ReproducedFinding {
  reproduction: Finding['reproduction'];
  readonly accepted?: KnownFinding;
  /** The signature of the whole that it may be a part of, as long as no answer has shown it apart. */
  partOf?: string;
  /** The case without what the title blames was sent, and passed. */
  isBlamed?: boolean;
  /** The smallest case was not reached, for want of time. */
  isUnfinished?: boolean;
  retries?: { readonly reproduced: number; readonly tried: number };
}

/** What tells findings of a run apart. One deviation explains every defect of a kind, whichever message it comes with. */
export function keyOf({ signature, violation, deviation }: Found & Pick<ReproducedFinding, 'deviation'>): string {
  return deviation === undefined ? signature : `${kindOf(violation)} (${deviation})`;
}

export function statusOf({ deviation, accepted }: FindingEntry): Finding['status'] {
  if (accepted !== undefined) return 'known';
  return deviation === undefined ? 'new' : 'deviation';
}
