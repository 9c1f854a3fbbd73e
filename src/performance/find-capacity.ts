/** The highest rate at which a target meets the thresholds: doubled until it fails, then narrowed down. */
import { defined } from '../json/defined.ts';
import { requestsPerArrival } from '../../load/limits.ts';
import { usualWarmUpSeconds } from '../../load/settings.ts';
import { asPart, loadMs } from './as-part.ts';
import type { CapacityProbe } from '../report/performance-section.ts';
import type { StepResult } from '../report/report.ts';
import type { Pace } from '../target/pace.ts';
import { sayLength } from '../text/say-length.ts';
import { arrivalsOf, loadRequests } from './load-budget.ts';
import type { LoadCost } from './load-budget.ts';
import { LoadCount } from './load-count.ts';
import { measureLoad } from './measure-load.ts';
import type { LoadOptions } from './load-options.ts';
import { crossedOf, isSlowness, outputLines } from './run-load.ts';

/** Seconds at each rate. */
const probeSeconds = 6;
const firstRate = 20;
/** At higher rates k6 measures itself. */
const highestRate = 2000;
/** Doubling from the first rate to the highest takes seven probes, narrowing down four. */
const maxProbes = 11;
/** Of a target that holds some hundred arrivals a second. */
const usualProbes = 9;
const probeMs = loadMs(probeSeconds, usualWarmUpSeconds);

/** Requests of the first probe. @throws {TypeError} for a limit on the rate that does not let it through. */
export function requiredForProbe(
  pace: Pick<Pace, 'ratePerSecond'>,
  { rate = firstRate, ...cost }: LoadCost & { readonly rate?: number },
): number {
  if (rate > highestWithin(pace, cost))
    throw new TypeError(
      `Cannot find the breakpoint with --rate-limit ${pace.ratePerSecond ?? ''}/s: it begins at ${rate} arrivals a second, which takes --rate-limit ${rate * requestsPerArrival(cost)}/s; begin lower with --rate`,
    );
  return probeRequests(rate, cost);
}

function probeRequests(rate: number, cost: LoadCost): number {
  return loadRequests(arrivalsOf(rate, probeSeconds), cost);
}

/** The highest rate that is tried at all. */
function highestWithin(
  { ratePerSecond = Number.POSITIVE_INFINITY }: Pick<Pace, 'ratePerSecond'>,
  cost: LoadCost,
): number {
  return Math.min(highestRate, Math.floor(ratePerSecond / requestsPerArrival(cost)));
}

/** Ends after at most eleven probes, with `durationSeconds` used up, or where the bounds of the run end. */
export async function findCapacity(options: LoadOptions): Promise<StepResult> {
  const phase = 'load breakpoint';
  options.emit({ type: 'phase-started', phase });
  const timeMs = (options.durationSeconds ?? maxProbes * (probeSeconds + 4)) * 1000;
  const deadline = performance.now() + timeMs;
  // The one that is under way when the time is over is ended.
  const affordable = Math.min(maxProbes, Math.ceil(timeMs / probeMs));
  const expectedMs = Math.min(affordable, usualProbes) * probeMs;
  sayLength(
    options.emit,
    expectedMs,
    (time) =>
      `breakpoint takes about ${time}: some ${Math.min(affordable, usualProbes)} probes of ${probeSeconds} s, at most ${affordable}`,
  );
  const count = new LoadCount();
  const probes: CapacityProbe[] = [];
  let low = 0;
  let high = Number.POSITIVE_INFINITY;
  let rate = options.rate ?? firstRate;
  const highest = highestWithin(options.pace ?? {}, options);
  const isAffordable = (): boolean =>
    (options.pace?.left() ?? Number.POSITIVE_INFINITY) >= probeRequests(rate, options);
  while (
    isAffordable() &&
    probes.length < maxProbes &&
    performance.now() < deadline &&
    !options.signal.aborted &&
    high - low > fineEnough(low)
  ) {
    const number = probes.length + 1;
    const expected = Math.min(affordable, Math.max(number, number - 1 + probesLeft({ low, high, probes: number - 1 })));
    const note = `probe ${number} of about ${expected} at ${rate}/s`;
    const laterMs = (expected - number) * probeMs;
    const probe = await probeAt(rate, {
      ...options,
      onMeasured: (latencies) => count.note(latencies),
      emit: asPart(options.emit, { phase: 'breakpoint', note, laterMs }),
    });
    // What was interrupted says nothing about its rate.
    if (options.signal.aborted) break;
    probes.push(probe);
    const ended = `${rate}/s ${probe.held ? 'held' : 'did not hold'}, p95 ${probe.p95.toFixed(0)} ms`;
    options.emit({ type: 'progress', phase: 'breakpoint', note: ended });
    if (probe.held) low = rate;
    else high = rate;
    if (low >= highest) break;
    rate = Math.round(Number.isFinite(high) ? (low + high) / 2 : Math.min(rate * 2, highest));
  }
  const bound =
    low >= highest && highest < highestRate ? '--rate-limit' : isAffordable() ? undefined : '--max-requests';
  const held = low > 0;
  options.emit({
    type: 'phase-finished',
    phase,
    ok: held,
    summary: options.signal.aborted ? 'interrupted' : held ? `${low}/s` : 'no rate held',
  });
  const first = probes[0];
  return {
    sections: {
      load: {
        type: 'breakpoint',
        k6: options.k6.version,
        capacityPerSecond: low,
        firstRateThatFailed: Number.isFinite(high) ? high : undefined,
        probes,
        ...defined({ endedBy: bound }),
      },
    },
    requests: count.requests(),
    summary: [
      `load      breakpoint: ${foundIn(probes, low, high)}`,
      ...(bound === undefined ? [] : [`          the search ended where ${bound} ends: the target may hold more`]),
      ...outputLines(options.outputs),
    ],
    verdicts:
      held || options.signal.aborted
        ? []
        : [
            {
              code: probes.every(({ invalid }) => invalid) ? 6 : 5,
              reason: `The target did not hold ${first?.rate ?? 0} arrivals a second: ${first?.why.join('; ') ?? ''}`,
            },
          ],
  };
}

/** `180 arrivals a second held, 200 did not (p(95)<500)`; a rate that could not be judged is no limit of the target. */
function foundIn(probes: readonly CapacityProbe[], low: number, high: number): string {
  const failed = probes.find(({ rate, held }) => rate === high && !held);
  const why = failed === undefined ? '' : ` (${failed.why[0] ?? ''})`;
  if (probes.length === 0) return 'no rate was measured';
  if (low === 0) return `no rate held${why}`;
  if (failed === undefined) return `${low} arrivals a second held`;
  return failed.invalid
    ? `at least ${low} arrivals a second held; ${high} could not be judged${why}`
    : `${low} arrivals a second held, ${high} did not${why}`;
}

/** By halving what lies between a rate that held and one that did not; before there is one, as many as are usual. */
function probesLeft({
  low,
  high,
  probes,
}: {
  readonly low: number;
  readonly high: number;
  readonly probes: number;
}): number {
  if (!Number.isFinite(high)) return Math.max(usualProbes - probes, 5);
  return Math.max(1, Math.ceil(Math.log2((high - low) / fineEnough(low))));
}

/** Rates that are no further apart need no probe between them. */
function fineEnough(low: number): number {
  return Math.max(2, low * 0.08);
}

async function probeAt(rate: number, options: LoadOptions): Promise<CapacityProbe> {
  // The average test has a constant rate; the ramp of a breakpoint test would blur where it broke.
  const run = await measureLoad({ ...options, type: 'average', rate, durationSeconds: probeSeconds });
  const { measurements, doubts } = run;
  const crossed = crossedOf(run);
  const p95 = Math.max(0, ...measurements.latencies().map((latency) => latency.p95));
  return {
    rate,
    held: doubts.length === 0 && crossed.length === 0,
    p95,
    why: [...doubts, ...crossed],
    invalid: crossed.length === 0 && doubts.length > 0 && !doubts.every(isSlowness),
  };
}
