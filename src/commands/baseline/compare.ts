/** `airlock baseline compare`: with a recording, or with a second target at the same time. */
import { withoutUser } from '../../client/address.ts';
import { readBaseline } from '../../performance/baseline-file.ts';
import { compareDuet, duetMs, duetRequests, shortestDuetSeconds } from '../../performance/compare-duet.ts';
import type { Comparison } from '../../performance/comparison.ts';
import { conditionsOf, machineWarning } from '../../performance/conditions.ts';
import { discoveryRequests } from '../../performance/load-budget.ts';
import { LoadCount } from '../../performance/load-count.ts';
import { compareRuns, detectableBy, refuseOtherConditions } from '../../performance/compare-runs.ts';
import { recordRequests, recordRuns, runMs } from '../../performance/record-runs.ts';
import type { Rule } from '../../performance/statistics/verdict.ts';
import { finiteMembers } from '../../json/finite-members.ts';
import type { ComparedArms } from '../../report/performance-section.ts';
import type { StepResult } from '../../report/report.ts';
import { baseAccess, ofBase, withAccess } from '../options/base-access.ts';
import { sayLength } from '../../text/say-length.ts';
import { counted } from '../../text/counted.ts';
import { detectedByKey, detectedText } from '../../text/detected-text.ts';
import { optionTable } from '../options/option-table.ts';
import { targetOptionsOf } from '../options/target-options-of.ts';
import { text, uuidIn } from '../options/option-values.ts';
import type { Options } from '../options/option-values.ts';
import type { CommandContext } from '../run-command.ts';
import { UsageError } from '../usage-error.ts';
import { openForLoad, readNumbers, readRule } from './load-options.ts';
import { percent } from '../../text/percent.ts';
import { ratioText } from '../../text/ratio-text.ts';
import { resultOf } from './show-comparison.ts';

interface Compared {
  readonly comparisons: readonly Comparison[];
  readonly arms: ComparedArms;
  /** For the report. */
  readonly section: object;
  readonly notes: readonly string[];
}

export async function compareBody(context: CommandContext): Promise<StepResult> {
  const { options, signal } = context;
  const rule = readRule(options);
  const { maxSeconds } = readNumbers(options);
  const baseUrl = baseTargetOf(options);
  const count = new LoadCount({ withoutBase: baseUrl === undefined });
  const { comparisons, arms, section, notes } =
    baseUrl === undefined
      ? await compareRecorded(context, rule, count)
      : await compareTargets(context, { rule, count }, { baseUrl, maxSeconds });
  const requests = count.requests();
  if (signal.aborted) return { requests };
  const result = resultOf(comparisons, {
    arms,
    mode: baseUrl === undefined ? 'recorded' : 'duet',
    failOnInconclusive: options['failOnInconclusive'] === true,
    section: { rule, ...section },
    notes,
  });
  return { ...result, requests };
}

async function compareRecorded(context: CommandContext, rule: Rule, count: LoadCount): Promise<Compared> {
  const baseline = readBaseline(text(context.options, 'name') ?? optionTable.name.default);
  // A run is as long as a recorded one.
  const { work, rate: recordedRate, secondsPerRun } = baseline.conditions;
  const { ratePerSecond } = context.pace;
  if (ratePerSecond !== undefined && recordedRate > ratePerSecond)
    throw new UsageError(
      `Cannot compare with baseline "${baseline.name}" with --rate-limit ${ratePerSecond}/s: it was recorded at ${recordedRate}/s`,
    );
  const given = targetOptionsOf(context.options);
  const load = await openForLoad(context, {
    wanted: secondsPerRun,
    least: secondsPerRun,
    requests: (rate) => recordRequests({ rate, secondsPerRun, runs: 1, isMatched: true }, given),
  });
  const conditions = await conditionsOf(load, work);
  refuseOtherConditions(baseline, conditions);
  const detectable = detectableBy(baseline.runs, rule);
  const beforehand = detectedByKey(detectable);
  sayLength(context.emit, runMs(secondsPerRun), (time) => `compare takes about ${time}; ${beforehand}`);
  const { runs, doubts } = await recordRuns(
    { ...load, work, phase: 'compare', onMeasured: (latencies) => count.note(latencies) },
    1,
  );
  const comparisons = compareRuns(baseline, runs[0] ?? { recordedAt: '', blocks: {}, errors: {} }, conditions, rule);
  const [doubt] = doubts;
  const warning = machineWarning(baseline.machine);
  return {
    comparisons:
      doubt === undefined
        ? comparisons
        : comparisons.map((comparison) => ({ ...comparison, verdict: 'invalid', why: doubt })),
    arms: { base: `baseline "${baseline.name}" (${counted(baseline.runs.length, 'run')})`, candidate: load.target.url },
    section: { name: baseline.name, detectable: finiteMembers(detectable) },
    notes: [`known beforehand: ${beforehand}`, ...(warning === undefined ? [] : [warning])],
  };
}

/** Checked before k6 is looked for. @throws {UsageError} */
function baseTargetOf(options: Options): string | undefined {
  uuidIn(options, 'baseWorkspace');
  baseAccess(options);
  return text(options, 'baseTarget');
}

async function compareTargets(
  context: CommandContext,
  { rule, count }: { readonly rule: Rule; readonly count: LoadCount },
  { baseUrl, maxSeconds }: { readonly baseUrl: string; readonly maxSeconds: number },
): Promise<Compared> {
  const given = targetOptionsOf(context.options);
  const own = baseAccess(context.options);
  const cost = { target: given, base: { ...withAccess(given, own), url: baseUrl } };
  const load = await openForLoad(context, {
    wanted: maxSeconds,
    least: Math.min(maxSeconds, shortestDuetSeconds),
    // The base is opened and discovered, too.
    requests: (rate, seconds) => discoveryRequests(cost.base) + duetRequests(rate, seconds, cost),
  });
  const workspaceId = text(context.options, 'baseWorkspace') ?? load.target.workspaceId ?? '';
  const base = { ...withAccess(load.target, own), url: baseUrl, workspaceId };
  // Refuses a base that cannot be tested before it is loaded.
  await context.openTarget({ ...base, withoutCatalog: true }).catch((error: unknown) => {
    throw error instanceof Error ? Object.assign(error, { message: ofBase(error.message) }) : error;
  });
  sayLength(
    context.emit,
    duetMs(load.secondsPerRun),
    (time) => `compare takes at most ${time}, and ends as soon as everything is certain`,
  );
  const { comparisons, expectations } = await compareDuet({
    ...load,
    base,
    rule,
    maxSeconds: load.secondsPerRun,
    onMeasured: (latencies) => count.note(latencies),
  });
  return {
    comparisons,
    arms: { base: withoutUser(baseUrl), candidate: load.target.url },
    section: { expectations: expectations.map(finiteMembers) },
    notes: expectations.map(({ operation, quantile, detectable, neededSeconds, ...ratio }) => {
      const more =
        Number.isFinite(neededSeconds) && detectable > rule.tolerance
          ? `; ${percent(rule.tolerance)} would take ${neededSeconds} s`
          : '';
      return `base against itself: ${operation} ${quantile} ${ratioText(ratio)}; ${detectedText(detectable)}${more}`;
    }),
  };
}
