import { listAt } from '../json/json.ts';
import type { Report } from './report.ts';

/** One step of a run: `check` has several, every other command is one. */
export interface RunStep {
  /** The command whose work it is: `contract`, `verify`, `fuzz`, `load`. */
  readonly step: string;
  readonly ok: boolean;
  /** What the command alone would have ended with. */
  readonly exitCode: number;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly durationMs: number;
  /** Why it is not ok. */
  readonly reason?: string;
}

/** The steps in their order; the run itself where it has none. */
export function stepsOf(report: Report): readonly RunStep[] {
  const steps = listAt(report['check'], 'steps') as readonly RunStep[]; // our own section, written by check
  if (steps.length > 0) return steps;
  const { command, exitCode, startedAt, durationMs, reason } = report;
  return [
    { step: command, ok: exitCode === 0, exitCode, startedAt, durationMs, ...(reason === undefined ? {} : { reason }) },
  ];
}
