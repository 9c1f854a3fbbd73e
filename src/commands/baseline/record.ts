/** `airlock baseline record`. */
import { baselineFile, baselineNames, writeBaseline } from '../../performance/baseline-file.ts';
import { conditionsOf, machine } from '../../performance/conditions.ts';
import { detectableBy, disagreeing, leastRuns } from '../../performance/compare-runs.ts';
import { recordRequests, recordRuns, runMs } from '../../performance/record-runs.ts';
import { LoadCount } from '../../performance/load-count.ts';
import type { Latency } from '../../performance/measurements.ts';
import { matchingMs, matchingWork } from '../../performance/matching-work.ts';
import { finiteMembers } from '../../json/finite-members.ts';
import type { StepResult } from '../../report/report.ts';
import { optionTable } from '../options/option-table.ts';
import { targetOptionsOf } from '../options/target-options-of.ts';
import { text, wholeNumber } from '../options/option-values.ts';
import { detectedByKey } from '../../text/detected-text.ts';
import { counted } from '../../text/counted.ts';
import { sayLength } from '../../text/say-length.ts';
import type { CommandContext } from '../run-command.ts';
import { UsageError } from '../usage-error.ts';
import { openForLoad, readNumbers } from './load-options.ts';

const shortestRunSeconds = 6;
const usualRule = { minEffect: 0.05, tolerance: 0.1, alpha: 0.05 };

export async function recordBody(context: CommandContext): Promise<StepResult> {
  const { options } = context;
  const name = text(options, 'name') ?? optionTable.name.default;
  const runs = wholeNumber(options, 'runs', 1) ?? Number(optionTable.runs.default);
  const reason = text(options, 'reason');
  baselineFile(name); // complains about a name before minutes are spent
  if (baselineNames().includes(name) && (reason === undefined || reason.trim() === ''))
    throw new UsageError(`Cannot replace baseline "${name}": it exists; say why with --reason`);
  const given = targetOptionsOf(options);
  const count = new LoadCount({ withoutBase: true });
  const opened = await openForLoad(context, {
    wanted: Math.max(shortestRunSeconds, Math.round(readNumbers(options).maxSeconds / runs)),
    least: shortestRunSeconds,
    requests: (rate, seconds) => recordRequests({ rate, secondsPerRun: seconds, runs, isMatched: false }, given),
  });
  const load = { ...opened, onMeasured: (latencies: readonly Latency[]): void => count.note(latencies) };
  const { secondsPerRun } = load;
  const runsMs = runs * runMs(secondsPerRun);
  sayLength(
    context.emit,
    matchingMs + runsMs,
    (time) => `record takes about ${time}: ${counted(runs, 'run')} of ${secondsPerRun} s for each of two operations`,
  );
  const work = await matchingWork(load, runsMs);
  if (context.signal.aborted) return { requests: count.requests() };
  const yardstick = `beside a reference with ${work} units of work in each answer, matched to the target`;
  const recorded = await recordRuns({ ...load, work }, runs);
  const [doubt] = recorded.doubts;
  const requests = count.requests();
  if (context.signal.aborted) return { requests };
  if (doubt !== undefined)
    return {
      requests,
      sections: { baseline: { mode: 'record', name, doubts: recorded.doubts } },
      verdicts: [{ code: 6, reason: `The recording is invalid: ${doubt}; nothing was written` }],
    };
  const conditions = await conditionsOf(load, work);
  const file = writeBaseline(
    { schemaVersion: 1, name, conditions, machine: machine(), runs: recorded.runs },
    baselineNames().includes(name) ? reason : undefined,
  );
  const detectable = detectableBy(recorded.runs, usualRule);
  const odd = disagreeing(recorded.runs, usualRule);
  return {
    requests,
    sections: {
      baseline: { mode: 'record', name, file, runs, work, detectable: finiteMembers(detectable), disagreeing: odd },
    },
    summary: [
      `baseline  recorded "${name}" in ${file}: ${runs} runs of ${secondsPerRun} s per operation`,
      `          ${yardstick}`,
      ...(runs < leastRuns
        ? [`          not gated yet: ${leastRuns} runs are needed to know how much runs differ`]
        : [
            `          one run against another: ${odd.length === 0 ? 'none looks like a regression' : `${odd.join(', ')} looks like a regression; record again on a quieter machine`}`,
            `          in a later run ${detectedByKey(detectable)}`,
          ]),
    ],
  };
}
