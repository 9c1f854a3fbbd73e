/** Records how a target compares with the reference server, and later whether that has changed: the machine's drift cancels. */
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { mean, sampleStandardDeviation } from 'simple-statistics';
import type { Baseline, Conditions, RecordedRun } from './baseline-file.ts';
import { incomparable } from './baseline-file.ts';
import { bundleScript } from './bundle.ts';
import { gatedOperations, gatedQuantiles, measureSlice } from './compare-duet.ts';
import type { Comparison, DuetOptions } from './compare-duet.ts';
import { startReference } from './reference-server.ts';
import { shiftInterval } from './statistics/shift.ts';
import { describe, minimumDetectable } from './statistics/verdict.ts';
import type { Rule } from './statistics/verdict.ts';

/** Fewer runs do not show how much runs differ among themselves: then nothing is gated. */
export const leastRuns = 5;
/** 95th percentile of Student's t with 4 degrees of freedom and more, the first index is 4. */
const studentT = [2.132, 2.015, 1.943, 1.895, 1.86, 1.833] as const;

export type RecordOptions = Omit<DuetOptions, 'base' | 'rule' | 'maxSeconds'> & { readonly secondsPerRun: number };

export async function recordRuns(
  options: RecordOptions,
  runs: number,
): Promise<{ readonly runs: readonly RecordedRun[]; readonly doubts: readonly string[] }> {
  const reference = await startReference();
  const recorded: RecordedRun[] = [];
  const doubts: string[] = [];
  try {
    for (let number = 1; number <= runs && !options.signal.aborted; number += 1) {
      const blocks: Record<string, readonly number[]> = {};
      for (const operation of gatedOperations) {
        const slice = await measureSlice(
          operation,
          options.secondsPerRun,
          { ...options, base: reference.target },
          number,
        );
        doubts.push(...slice.doubts);
        for (const [index, p] of gatedQuantiles.entries())
          blocks[`${operation} p${p * 100}`] = (slice.logRatios[index] ?? []).map(
            (value) => Math.round(value * 1e4) / 1e4,
          );
      }
      recorded.push({ recordedAt: new Date().toISOString(), blocks });
      options.emit({ type: 'progress', phase: 'baseline record', note: `run ${number} of ${runs}` });
    }
  } finally {
    reference.close();
  }
  return { runs: recorded, doubts };
}

/** What must be the same when the baseline is compared with. */
export async function conditionsOf({ k6, rate, secondsPerRun }: RecordOptions, reference: string): Promise<Conditions> {
  const folder = mkdtempSync(join(tmpdir(), 'airlock-conditions-'));
  try {
    const script = createHash('sha256')
      .update(readFileSync(await bundleScript('average', folder), 'utf8').replaceAll(folder, ''))
      .digest('hex')
      .slice(0, 16);
    return { rate, secondsPerRun, script, k6Major: k6.version.split('.')[0] ?? k6.version, reference };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function machine(): Baseline['machine'] {
  return { cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length };
}

/** @throws {TypeError} for a baseline that was recorded under other conditions: refused, not warned about. */
export function compareRuns(
  baseline: Baseline,
  now: RecordedRun,
  conditions: Conditions,
  rule: Rule,
): readonly Comparison[] {
  const difference = incomparable(baseline.conditions, conditions);
  if (difference !== undefined)
    throw new TypeError(
      `Cannot compare with baseline "${baseline.name}": ${difference}; record it again with --reason`,
    );
  const family = gatedOperations.length * gatedQuantiles.length;
  return gatedOperations.flatMap((operation) =>
    gatedQuantiles.map((p): Comparison => {
      const quantile = `p${p * 100}`;
      const key = `${operation} ${quantile}`;
      const before = baseline.runs.flatMap(({ blocks }) => blocks[key] ?? []);
      const after = now.blocks[key] ?? [];
      const judged = describe(shiftInterval(before, after, rule.alpha / family), rule);
      const shown = {
        ...judged,
        operation,
        quantile,
        blocks: after.length,
        minimumDetectable: minimumDetectable(after, rule.alpha / family),
        seconds: conditions.secondsPerRun,
      };
      if (baseline.runs.length < leastRuns)
        return {
          ...shown,
          verdict: 'inconclusive',
          why: `recorded, not gated: ${baseline.runs.length} runs, ${leastRuns} are needed`,
        };
      // Runs differ among themselves more than their blocks tell.
      if (
        judged.verdict === 'regression' &&
        !beyondRuns(
          baseline.runs.map(({ blocks }) => mean([...(blocks[key] ?? [0])])),
          mean([...after]),
        )
      )
        return {
          ...shown,
          verdict: 'inconclusive',
          why: 'slower, but not more than recorded runs differ from each other',
        };
      return shown;
    }),
  );
}

function beyondRuns(before: readonly number[], after: number): boolean {
  const t = studentT[Math.min(before.length - 1 - 4, studentT.length - 1)] ?? 2.132;
  return after > mean([...before]) + t * sampleStandardDeviation([...before]) * Math.sqrt(1 + 1 / before.length);
}
