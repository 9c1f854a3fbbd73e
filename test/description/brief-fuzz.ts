import { checksAgainst } from '../../properties/checks/all-checks.ts';
import { fuzz } from '../../properties/engine/fuzz.ts';
import type { FuzzOptions } from '../../properties/engine/fuzz-options.ts';
import { phases } from '../../properties/model/case.ts';
import type { LoadedDescription } from '../../src/description/load-description.ts';
import type { StepResult } from '../../src/report/report.ts';

/** A few cases of every phase, judged by a description; `settings` say what a test wants otherwise. */
export function briefFuzz(
  target: FuzzOptions['target'],
  description: LoadedDescription,
  settings: Partial<FuzzOptions> = {},
): Promise<StepResult> {
  return fuzz({
    target,
    signal: new AbortController().signal,
    description,
    checks: checksAgainst(description.operations).filter(({ optional }) => optional !== true),
    phases,
    seed: 12,
    maxTimeMs: 60_000,
    maxExamples: 4,
    workers: 2,
    minAcceptance: 0.9,
    shrink: false,
    strict: true,
    known: [],
    emit: () => undefined,
    ...settings,
  });
}
