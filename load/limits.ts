/** Fits a schedule into the bounds of a run: requests per second and in all, for everything that k6 sends. */
import { scheduledIterations } from './schedule.ts';
import type { Schedule } from './schedule.ts';
import type { Settings } from './settings.ts';

type Bounds = Pick<
  Settings,
  'operation' | 'rateLimit' | 'maxRequests' | 'warmUpSeconds' | 'baseTarget' | 'client' | 'baseClient'
>;

export interface Fitted extends Schedule {
  /** Length of the warm-up; 0 for none. */
  readonly warmUpSeconds: number;
  /** Arrivals of the warm-up in a run with bounds; without bounds it sends as fast as it can. */
  readonly warmUpArrivals?: number;
  /** The most arrivals that are sent: k6 starts one more than the schedule holds. */
  readonly maxArrivals?: number;
  /** What the bounds changed. */
  readonly cuts: {
    readonly rate?: { readonly from: number; readonly to: number };
    readonly arrivals?: { readonly from: number; readonly to: number };
  };
}

/** An arrival of `mixed` is a list and a get. */
export function requestsPerArrival({ operation }: Pick<Settings, 'operation'>): number {
  return operation === 'mixed' ? 2 : 1;
}

/** Requests of setup: a list of each target, and a token for client credentials. */
export function setupRequests({ baseTarget, client, baseClient }: Partial<Bounds>): number {
  const tokens = (client === undefined ? 0 : 1) + (baseTarget === undefined || baseClient === undefined ? 0 : 1);
  return (baseTarget === undefined ? 1 : 2) + tokens;
}

/** Pause between two requests of setup, or of one arrival. */
export function spacingSeconds({ rateLimit }: Pick<Settings, 'rateLimit'>): number {
  return rateLimit === undefined ? 0 : 1 / rateLimit;
}

/** The most that a fitted schedule sends. */
export function plannedRequests(plan: Fitted, bounds: Bounds): number {
  const whole = wholeArrivals(plan);
  const arrivals = Math.min(whole, plan.maxArrivals ?? whole) + (plan.warmUpArrivals ?? 0);
  return setupRequests(bounds) + arrivals * requestsPerArrival(bounds);
}

/** @throws {Error} when the budget does not reach for one arrival. */
export function fitted(wanted: Schedule, bounds: Bounds): Fitted {
  const { rateLimit, maxRequests, warmUpSeconds } = bounds;
  if (rateLimit === undefined && maxRequests === undefined) return { ...wanted, warmUpSeconds, cuts: {} };
  const perArrival = requestsPerArrival(bounds);
  const slowed = rateLimit === undefined ? wanted : slowedTo(wanted, rateLimit / perArrival);
  const rateCut = slowed.rate < wanted.rate ? { rate: { from: wanted.rate, to: slowed.rate } } : {};
  const warmUpArrivals = Math.floor(slowed.rate * warmUpSeconds);
  const warmed = { warmUpSeconds: warmUpArrivals === 0 ? 0 : warmUpSeconds, warmUpArrivals };
  if (maxRequests === undefined) return { ...slowed, ...warmed, cuts: rateCut };
  const most = Math.floor((maxRequests - setupRequests(bounds)) / perArrival);
  const whole = wholeArrivals(slowed);
  if (whole + warmUpArrivals <= most)
    return { ...slowed, ...warmed, maxArrivals: most - warmUpArrivals, cuts: rateCut };
  // The measured part comes before the warm-up.
  const bare = { warmUpSeconds: 0, warmUpArrivals: 0, maxArrivals: most };
  if (whole <= most) return { ...slowed, ...bare, cuts: rateCut };
  if (most < 1)
    throw new Error(
      `Cannot load with ${maxRequests} requests: setup and one arrival take ${setupRequests(bounds) + perArrival}`,
    );
  const arrivals = { from: Math.round(scheduledIterations(slowed)), to: most };
  return { ...shortenedTo(slowed, most), ...bare, cuts: { ...rateCut, arrivals } };
}

/** k6 starts one more than rate × duration. */
function wholeArrivals(schedule: Schedule): number {
  return Math.ceil(scheduledIterations(schedule)) + 1;
}

function slowedTo(schedule: Schedule, most: number): Schedule {
  if (schedule.rate <= most) return schedule;
  const rate = perThousandSeconds(most);
  return {
    ...schedule,
    rate,
    ...(schedule.stages === undefined
      ? {}
      : {
          stages: schedule.stages.map(({ target, seconds }) => ({
            target: perThousandSeconds((target * rate) / schedule.rate),
            seconds,
          })),
        }),
  };
}

/** k6 takes whole numbers only, but of any unit of time. */
function perThousandSeconds(rate: number): number {
  return rate === 0 ? 0 : Math.max(1, Math.floor(rate * 1000)) / 1000;
}

/** k6 needs at least a second of a constant rate. Ramps keep their proportions. */
function shortenedTo({ rate, seconds, stages }: Schedule, arrivals: number): Schedule {
  if (stages === undefined)
    return arrivals < rate ? { rate: arrivals, seconds: 1 } : { rate, seconds: milliseconds(arrivals / rate) };
  // Half an arrival more: the last one is due when the area of the ramp has grown by a whole one.
  const share = (arrivals + 0.5) / scheduledIterations({ rate, seconds, stages });
  return {
    rate,
    seconds: milliseconds(seconds * share),
    stages: stages.map((stage) => ({ ...stage, seconds: milliseconds(stage.seconds * share) })),
  };
}

function milliseconds(seconds: number): number {
  return Math.max(1, Math.ceil(seconds * 1000)) / 1000;
}
