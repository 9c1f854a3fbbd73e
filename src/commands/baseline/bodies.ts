/** What the three subcommands of `airlock baseline` do. */
import { baselineNames, readBaseline, writeBaseline } from '../../performance/baseline-file.ts';
import { compareDuet } from '../../performance/compare-duet.ts';
import type { Comparison } from '../../performance/compare-duet.ts';
import { findK6 } from '../../performance/find-k6.ts';
import { compareRuns, conditionsOf, leastRuns, machine, recordRuns } from '../../performance/recorded-baseline.ts';
import type { RecordOptions } from '../../performance/recorded-baseline.ts';
import type { Rule } from '../../performance/statistics/verdict.ts';
import type { StepResult, Verdict } from '../../report/report.ts';
import { parseDuration } from '../duration.ts';
import { text, wholeNumber } from '../options.ts';
import type { Options } from '../options.ts';
import type { CommandContext } from '../run-command.ts';
import { UsageError } from '../usage-error.ts';
import { packageVersion } from '../version.ts';

export async function recordBody(context: CommandContext): Promise<StepResult> {
  const { options } = context;
  const name = text(options, 'name') ?? 'default';
  const runs = wholeNumber(options, 'runs', 1) ?? leastRuns;
  const reason = text(options, 'reason');
  if (baselineNames().includes(name) && reason === undefined)
    throw new UsageError(`Cannot replace baseline "${name}": it exists; say why with --reason`);
  const load = await loadOptions(context, runs);
  const recorded = await recordRuns(load, runs);
  const [doubt] = recorded.doubts;
  if (doubt !== undefined)
    return {
      sections: { baseline: { mode: 'record', name, doubts: recorded.doubts } },
      verdicts: [{ code: 6, reason: `The recording is invalid: ${doubt}; nothing was written` }],
    };
  if (context.signal.aborted) return {};
  const file = writeBaseline(
    {
      schemaVersion: 1,
      name,
      conditions: await conditionsOf(load, packageVersion()),
      machine: machine(),
      runs: recorded.runs,
    },
    reason,
  );
  const few = runs < leastRuns ? `; ${leastRuns} runs are needed before anything is gated` : '';
  return {
    sections: { baseline: { mode: 'record', name, file, runs } },
    summary: [`baseline  recorded "${name}" in ${file}: ${runs} runs of ${load.secondsPerRun} s per operation${few}`],
  };
}

export async function compareBody(context: CommandContext): Promise<StepResult> {
  const { options } = context;
  const rule = ruleOf(options);
  const baseUrl = text(options, 'baseTarget');
  const comparisons =
    baseUrl === undefined ? await compareRecorded(context, rule) : await compareTargets(context, rule, baseUrl);
  return resultOf(comparisons, {
    mode: baseUrl === undefined ? 'recorded' : 'duet',
    failOnInconclusive: options['failOnInconclusive'] === true,
    rule,
    aborted: context.signal.aborted,
  });
}

export function listBody(): Promise<StepResult> {
  const names = baselineNames();
  const lines = names.map((name) => {
    const { runs, conditions } = readBaseline(name);
    return `${name.padEnd(20)} ${runs.length} runs, last ${runs.at(-1)?.recordedAt ?? 'never'}, ${conditions.rate}/s`;
  });
  return Promise.resolve({
    sections: { baseline: { mode: 'list', names } },
    summary: names.length === 0 ? ['baseline  none recorded in baselines/'] : lines,
  });
}

async function compareRecorded(context: CommandContext, rule: Rule): Promise<readonly Comparison[]> {
  const baseline = readBaseline(text(context.options, 'name') ?? 'default');
  // The same length of a run as in the recording, unless the command line says otherwise: then it is refused.
  const load = {
    ...(await loadOptions(context, baseline.runs.length)),
    secondsPerRun: baseline.conditions.secondsPerRun,
  };
  const conditions = await conditionsOf(load, packageVersion());
  const empty = { recordedAt: '', blocks: {} };
  compareRuns({ ...baseline, runs: [] }, empty, conditions, rule);
  const { runs, doubts } = await recordRuns(load, 1);
  const comparisons = compareRuns(baseline, runs[0] ?? empty, conditions, rule);
  const [doubt] = doubts;
  return doubt === undefined
    ? comparisons
    : comparisons.map((comparison) => ({ ...comparison, verdict: 'invalid', why: doubt }));
}

async function compareTargets(context: CommandContext, rule: Rule, baseUrl: string): Promise<readonly Comparison[]> {
  const { secondsPerRun: _unused, ...load } = await loadOptions(context, 1);
  const base = {
    ...load.target,
    url: baseUrl,
    workspaceId: text(context.options, 'baseWorkspace') ?? load.target.workspaceId ?? '',
  };
  return compareDuet({ ...load, base, rule, maxSeconds: maxSeconds(context.options) });
}

async function loadOptions(context: CommandContext, runs: number): Promise<RecordOptions> {
  const { options, emit, signal } = context;
  const named = text(options, 'k6');
  const k6 = await findK6({ emit, signal, ...(named === undefined ? {} : { named }) });
  const { fixtures } = await context.openTarget();
  const target = { ...(await context.targetOptions()), workspaceId: fixtures.workspaceId };
  return {
    k6,
    emit,
    signal,
    target,
    rate: wholeNumber(options, 'rate', 2) ?? 100,
    secondsPerRun: Math.max(6, Math.round(maxSeconds(options) / runs)),
  };
}

function maxSeconds(options: Options): number {
  return Math.round(parseDuration(text(options, 'maxDuration') ?? '120s', '--max-duration') / 1000);
}

function ruleOf(options: Options): Rule {
  const alpha = Number(text(options, 'alpha') ?? '0.05');
  if (!(alpha > 0 && alpha < 0.5))
    throw new UsageError(`Cannot use --alpha "${text(options, 'alpha') ?? ''}": expected a number between 0 and 0.5`);
  return {
    minEffect: share(options, 'minEffect', 'min-effect', '5%'),
    tolerance: share(options, 'tolerance', 'tolerance', '10%'),
    alpha,
  };
}

function share(options: Options, key: string, option: string, usual: string): number {
  const value = text(options, key) ?? usual;
  const match = /^(\d+(?:\.\d+)?)%$/.exec(value);
  if (match === null) throw new UsageError(`Cannot use --${option} "${value}": expected a percentage such as ${usual}`);
  return Number(match[1]) / 100;
}

interface Reading {
  readonly mode: string;
  readonly failOnInconclusive: boolean;
  readonly rule: Rule;
  readonly aborted: boolean;
}

function resultOf(
  comparisons: readonly Comparison[],
  { mode, failOnInconclusive, rule, aborted }: Reading,
): StepResult {
  const having = (verdict: Comparison['verdict']): readonly Comparison[] =>
    comparisons.filter((comparison) => comparison.verdict === verdict);
  const verdicts: Verdict[] = [];
  if (having('regression').length > 0)
    verdicts.push({ code: 5, reason: `Slower than the baseline: ${named(having('regression'))}` });
  if (having('invalid').length > 0)
    verdicts.push({ code: 6, reason: `The comparison is invalid: ${named(having('invalid'))}` });
  if (failOnInconclusive && having('inconclusive').length > 0)
    verdicts.push({
      code: 6,
      reason: `Nothing is certain about ${named(having('inconclusive'))}; give it more time with --max-duration`,
    });
  const overall =
    (['regression', 'invalid', 'inconclusive', 'pass', 'improvement'] as const).find(
      (verdict) => having(verdict).length > 0,
    ) ?? 'inconclusive';
  return {
    verdicts: aborted ? [] : verdicts,
    sections: { baseline: { mode, verdict: overall, rule, comparisons } },
    summary: [
      ...comparisons.map(
        ({ operation, quantile, verdict, ratio, low, high, blocks, minimumDetectable, why }, index) =>
          `${(index === 0 ? 'baseline' : '').padEnd(10)}${operation.padEnd(5)}${quantile.padEnd(4)} ${verdict.padEnd(12)} ×${ratio.toFixed(3)} (${low.toFixed(3)} to ${high.toFixed(3)}), ${blocks} blocks, detects ${percent(minimumDetectable)}${why === undefined ? '' : `; ${why}`}`,
      ),
      `          ${mode}: ${overall}`,
    ],
  };
}

function percent(share: number): string {
  return Number.isFinite(share) ? `+${(share * 100).toFixed(1)} %` : 'nothing yet';
}

function named(some: readonly Comparison[]): string {
  return some
    .map(({ operation, quantile, ratio, why }) => `${operation} ${quantile} ${why ?? `×${ratio.toFixed(3)}`}`)
    .join('; ');
}
