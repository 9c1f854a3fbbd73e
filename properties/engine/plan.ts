/** What a run would send, by operation: cases are drawn and counted, nothing is sent. */
import type { StepResult } from '../../src/report/report.ts';
import { phaseCasesOf } from '../arbitraries/cases.ts';
import type { FuzzOptions } from './fuzz-options.ts';
import { caseOptionsOf, casesOfWorker, concerns } from './generation.ts';
import type { Scope } from './generation.ts';
import { PlanSamples } from './plan-samples.ts';
import type { Sample } from './plan-samples.ts';
import { shortened } from '../../src/text/shortened.ts';
import { percent } from '../../src/text/percent.ts';

interface PlanOptions extends Omit<FuzzOptions, 'target' | 'emit' | 'signal'>, Scope {}

/** Enough to tell the shares; the number itself depends on how fast the target answers. */
const drawnPerPhase = 100;

export function planOf(options: PlanOptions): StepResult {
  const counts = new Map<string, number>();
  const samples = new PlanSamples();
  const phases: string[] = [];
  const left: string[] = [];
  for (const phase of options.phases) {
    const cases = phaseCasesOf(phase, caseOptionsOf(options, options));
    if (cases === undefined) {
      left.push(phase);
      continue;
    }
    phases.push(phase);
    const shards = options.maxExamples === undefined ? 1 : phase === 'concurrency' ? 1 : options.workers;
    for (let shard = 0; shard < shards; shard += 1) {
      const { next } = casesOfWorker(cases, { seed: options.seed, phase, shard, workers: shards });
      for (let number = 0; number < (options.maxExamples ?? drawnPerPhase); number += 1) {
        const { testCase: drawn } = next(number);
        if (!concerns(drawn, options.operations)) continue;
        for (const step of drawn.steps) {
          counts.set(step.operation, (counts.get(step.operation) ?? 0) + 1);
          samples.add(step);
        }
      }
    }
  }
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const chosen = samples.chosen();
  const exact = options.maxExamples !== undefined;
  return {
    verdicts: total > 0 ? [] : [{ code: 6, reason: nothingToSend(options, left) }],
    seed: options.seed,
    sections: {
      plan: {
        sent: 0,
        phases,
        skippedPhases: left,
        requests: Object.fromEntries(counts),
        total,
        exact,
        samples: chosen,
      },
    },
    summary: [
      `plan      seed ${options.seed}, phases ${phases.join(', ') || 'none'}${left.length === 0 ? '' : `; left out, because the run may not write: ${left.join(', ')}`}`,
      ...[...counts]
        .toSorted(([, one], [, other]) => other - one)
        .flatMap(([operation, count]) => [
          `          ${operation.padEnd(40)} ${exact ? String(count) : percent(count / total)}`,
          ...(chosen[operation] ?? []).map((sample) => `            ${lineOf(sample)}`),
        ]),
      ...(total === 0
        ? []
        : [
            `          ${counts.get('webBackendCreateConnection') ?? 0} of ${total} would create a sandbox connection; all are deprecated at the end`,
          ]),
      exact
        ? '          nothing was sent; shrinking and trying again come on top'
        : `          nothing was sent; shares of ${drawnPerPhase} cases per phase, the run sends as many as fit into its time`,
    ],
  };
}

/** Longer bodies are whole in the report. */
const shownOfBody = 160;

function lineOf({ intent, because, request, body }: Sample): string {
  const sent = typeof body === 'string' && request !== undefined ? body : JSON.stringify(body);
  const parts = [request, sent === undefined ? 'no body' : shortened(sent, shownOfBody)];
  const label = because === undefined ? intent : `${intent} (${because})`;
  return `${label}: ${parts.filter((part) => part !== undefined).join(' ')}`;
}

function nothingToSend({ operations }: PlanOptions, left: readonly string[]): string {
  const reasons = [
    ...(left.length === 0 ? [] : [`${left.join(', ')} write, and the run may not`]),
    ...(operations === undefined ? [] : ['no case is about --operations']),
  ];
  return `Such a run would send nothing: ${reasons.join('; ')}`;
}
