/** How latency grows with size: of get with its catalog, of list with the connections of the workspace and with their catalogs. */
import type { Emit } from '../report/events.ts';
import type { StepResult, Verdict } from '../report/report.ts';
import type { OpenTarget } from '../target/open-target.ts';
import { permission } from '../target/consent-guard.ts';
import { TargetUnusableError } from '../target/errors.ts';
import type { Pace } from '../target/pace.ts';
import { requireBudget } from '../target/require-budget.ts';
import { sayLength } from '../text/say-length.ts';
import type { TargetOptions } from '../target/target-options.ts';
import { scalingLaw } from './scaling-law.ts';
import { byCatalogs, byConnections, byStreams, scalingRequests } from './scaling-samples.ts';
import type { Sampled, Sampling } from './scaling-samples.ts';
import type { PowerLaw } from './statistics/fit-exponent.ts';

export interface ScalingOptions {
  readonly emit: Emit;
  readonly signal: AbortSignal;
  open(changes?: Partial<TargetOptions>): Promise<OpenTarget>;
  /** Of the run, where it has bounds. */
  readonly pace?: Pace;
  /** Exit 5 when the lower end of an exponent's interval lies above this. */
  readonly maxExponent?: number;
  /** For the measuring as a whole; cleaning up comes on top. No limit unless told. */
  readonly maxTimeMs?: number;
  /** Milliseconds; `performance.now` unless told otherwise. */
  readonly now?: () => number;
}

/** Where a size was never answered, exit 5 above this exponent when no other bound is given: n log n stays below. */
const superlinear = 1.3;

const measured = [
  { what: 'get by streams', sample: byStreams },
  { what: 'list by catalogs', sample: byCatalogs },
  { what: 'list by connections', sample: byConnections },
] as const;

interface Measured extends Sampled {
  readonly what: string;
  readonly law: PowerLaw | undefined;
}

/** Fits an exponent to each law. @throws {TypeError | BudgetSpentError} for a budget that is too small for all samples. */
export async function measureScaling(options: ScalingOptions): Promise<StepResult> {
  const { maxTimeMs = Number.POSITIVE_INFINITY, now = () => performance.now() } = options;
  requireRoom(0, options);
  const target = await options.open();
  requireRoom(target.fixtures.existingConnectionIds.length, options);
  if (!target.consent.writes)
    throw new TargetUnusableError(
      `Cannot measure scaling: it creates connections of several sizes, and the run may not write; ${permission(target.consent, 'writes')}`,
    );
  const phase = 'load scaling';
  const total = scalingRequests(target.fixtures.existingConnectionIds.length);
  const sentBefore = target.counts().total;
  const answerMs = target.tempo.latencyMs('webBackendListConnectionsForWorkspace') ?? 0;
  sayLength(
    options.emit,
    Math.min(maxTimeMs, total * answerMs),
    (time) => `load scaling takes about ${time}: ${total} requests, one after the other`,
  );
  options.emit({ type: 'phase-started', phase });
  const emit: Emit = (event) => {
    const number = target.counts().total - sentBefore;
    options.emit(event.type === 'progress' ? { ...event, number, total: Math.max(number, total) } : event);
  };
  const deadline = now() + maxTimeMs;
  const laws: Measured[] = [];
  const made = { connections: 0 };
  for (const { what, sample } of measured) {
    // What one leaves of its share goes to those that follow.
    const endsAt = now() + (deadline - now()) / (measured.length - laws.length);
    const sampling: Sampling = {
      target,
      phase,
      emit,
      signal: options.signal,
      isOver: () => now() >= endsAt,
      what,
      made,
    };
    const sampled = await sample(sampling);
    laws.push({ what, ...sampled, law: scalingLaw(sampled) });
  }
  if (options.signal.aborted) return {};
  const verdicts = verdictsOf(laws, options);
  options.emit({
    type: 'phase-finished',
    phase,
    ok: verdicts.length === 0,
    summary: laws.map(({ what, law }) => `${what} ${law?.exponent.toFixed(2) ?? 'not measured'}`).join(', '),
  });
  return {
    verdicts,
    sections: {
      load: {
        type: 'scaling',
        laws: laws.map(({ what, law, unanswered, left }) => ({
          what,
          ...law,
          ...(unanswered === undefined ? {} : { unanswered }),
          ...(left.length === 0 ? {} : { left }),
        })),
        samples: Object.fromEntries(laws.map(({ what, samples }) => [what, samples])),
      },
    },
    summary: laws.flatMap(linesOf).map((line, index) => `${(index === 0 ? 'scaling' : '').padEnd(10)}${line}`),
  };
}

/** A law that is broken is the target's fault whether or not it answered at every size. */
function verdictsOf(laws: readonly Measured[], { maxExponent }: ScalingOptions): readonly Verdict[] {
  const broken = laws.flatMap(({ what, law, unanswered }): readonly Verdict[] => {
    const bound = maxExponent ?? (unanswered === undefined ? Number.POSITIVE_INFINITY : superlinear);
    if (law === undefined || law.low <= bound) return [];
    const compared = maxExponent === undefined ? 'clearly faster than the size' : `more than --max-exponent ${bound}`;
    const silence = unanswered === undefined ? '' : `; ${silenceOf(unanswered)}`;
    return [{ code: 5, reason: `The latency of ${what} grows with ${textOf(law)}, ${compared}${silence}` }];
  });
  if (broken.length > 0) return broken;
  const silent = laws.flatMap(({ what, law, unanswered }): readonly Verdict[] => {
    if (unanswered === undefined) return [];
    const smaller = law === undefined ? 'smaller sizes are too few to tell why' : `smaller sizes have ${textOf(law)}`;
    return [
      {
        code: 3,
        reason: `Cannot measure ${what}: ${silenceOf(unanswered)}, ${smaller}; give it longer with --request-timeout`,
      },
    ];
  });
  const unmeasured = laws.filter(({ law, unanswered }) => law === undefined && unanswered === undefined);
  return [
    ...silent,
    ...(unmeasured.length === 0
      ? []
      : [
          {
            code: 6 as const,
            reason: `Too little was measured of ${unmeasured.map(({ what }) => what).join(', ')} to tell how it grows; give it more with --max-time`,
          },
        ]),
  ];
}

function linesOf({ what, law, unanswered, left }: Measured): readonly string[] {
  return [
    `${what}: ${law === undefined ? 'too little measured to tell' : `exponent ${law.exponent.toFixed(2)}, 95 % interval ${law.low.toFixed(2)} to ${law.high.toFixed(2)}`}`,
    ...(unanswered === undefined ? [] : [`  ${silenceOf(unanswered)}; larger ones were not tried`]),
    ...(left.length === 0 ? [] : [`  left for want of time: ${left.join(', ')}`]),
  ];
}

function textOf({ exponent, low, high }: PowerLaw): string {
  return `exponent ${exponent.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)})`;
}

function silenceOf({ size, ms }: NonNullable<Sampled['unanswered']>): string {
  return `size ${size} was not answered within ${(ms / 1000).toFixed(1)} s`;
}

function requireRoom(existing: number, { pace }: ScalingOptions): void {
  if (pace !== undefined) requireBudget(pace, scalingRequests(existing), 'Cannot measure scaling');
}
