import { listAt } from '../json/json.ts';
import type { Report } from './report.ts';

/** One interaction of a pact and whether the target held it. */
export interface VerifiedInteraction {
  readonly consumer: string;
  readonly description: string;
  readonly states: readonly string[];
  /** `verified`, `broken`, `pending`, or why it was not judged: `skipped`, `not-permitted`, `unreachable`, `no-handler`. */
  readonly verdict: string;
  /** Of its exchange; absent where nothing was sent. */
  readonly durationMs?: number;
}

/** What `verify` judged; empty for commands that verify nothing. */
export function verifiedInteractions(report: Readonly<Record<string, unknown>>): readonly VerifiedInteraction[] {
  return listAt(report['verify'], 'results') as readonly VerifiedInteraction[]; // our own section, written by verify
}

/** Something in the pacts that was not replayed. */
export interface PartLeftOut {
  readonly place: string;
  readonly reason: string;
  /** Without it the contract is not proved. */
  readonly isFault: boolean;
}

/** What `verify` found in the pacts and did not replay. */
export function partsLeftOut(report: Report): readonly PartLeftOut[] {
  return listAt(report['verify'], 'leftOut') as readonly PartLeftOut[]; // our own section, written by verify
}
