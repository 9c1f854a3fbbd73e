import { listAt } from '../json/json.ts';

/** One planted fault, the checks that claim it and those that caught it. */
export interface MatrixRow {
  readonly fault: string;
  readonly title: string;
  readonly claimedBy: readonly string[];
  readonly caughtBy: readonly string[];
  readonly seconds?: number;
}

/** What the selftest tried; empty for other commands. */
export function matrixOf(report: Readonly<Record<string, unknown>>): readonly MatrixRow[] {
  return listAt(report['selftest'], 'matrix') as readonly MatrixRow[]; // our own section, written by the selftest
}
