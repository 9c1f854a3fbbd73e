/** A finding while its run goes on: its case, what explains it, and how it came back. */
import type { Finding } from '../../src/report/report.ts';
import type { Case } from '../model/case.ts';
import type { CaseViolation } from './case-violation.ts';
import type { Found } from './finding-of.ts';
import type { KnownFinding } from './known-findings.ts';
import type { CaseRun } from './run-case.ts';
import { kindOf, signatureOf } from './signature.ts';

export interface FindingEntry extends Found {
  testCase: Case;
  run: CaseRun;
  violation: CaseViolation;
  /** That explains it. */
  readonly deviation?: string;
  readonly accepted?: KnownFinding;
  /** The signature of the whole that it may be a part of, as long as no answer has shown it apart. */
  partOf?: string;
  /** The case without what the title blames was sent, and passed. */
  isBlamed?: boolean;
  /** The smallest case was not reached, for want of time. */
  isUnfinished?: boolean;
  retries?: NonNullable<Finding['retries']>;
}

/** What tells findings of a run apart. One deviation explains every defect of a kind, whichever message it comes with. */
export function keyOf({ violation, deviation }: FindingEntry): string {
  return deviation === undefined ? signatureOf(violation) : `${kindOf(violation)} (${deviation})`;
}

export function statusOf({ deviation, accepted }: FindingEntry): Finding['status'] {
  if (accepted !== undefined) return 'known';
  return deviation === undefined ? 'new' : 'deviation';
}

/** What came of sending its case again. */
export function reproductionOf({ reproduced, tried } = { reproduced: 0, tried: 0 }): Finding['reproduction'] {
  if (tried === 0) return 'not-retried';
  return reproduced === tried ? 'confirmed' : reproduced === 0 ? 'gone' : 'flaky';
}
