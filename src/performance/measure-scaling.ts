/** How latency grows with size: of get with its catalog, of list with the connections of the workspace and with their catalogs. */
import type { Emit } from '../report/events.ts';
import type { StepResult, Verdict } from '../report/report.ts';
import type { OpenTarget } from '../target/open-target.ts';
import { TargetUnusableError } from '../target/errors.ts';
import type { Pace } from '../target/pace.ts';
import { requireBudget } from '../target/require-budget.ts';
import type { TargetOptions } from '../target/target-options.ts';
import { byCatalogs, byConnections, byStreams, scalingRequests } from './scaling-samples.ts';
import { fitExponent } from './statistics/fit-exponent.ts';

export interface ScalingOptions {
  readonly emit: Emit;
  readonly signal: AbortSignal;
  open(changes?: Partial<TargetOptions>): Promise<OpenTarget>;
  /** Of the run, where it has bounds. */
  readonly pace?: Pace;
  /** Exit 5 when the lower end of an exponent's interval lies above this. */
  readonly maxExponent?: number;
}

/** Fits an exponent to each law. @throws {TypeError | BudgetSpentError} for a budget that is too small for all samples. */
export async function measureScaling(options: ScalingOptions): Promise<StepResult> {
  requireRoom(0, options);
  const target = await options.open();
  requireRoom(target.fixtures.existingConnectionIds.length, options);
  if (!target.consent.writes)
    throw new TargetUnusableError(
      'Cannot measure scaling: it creates connections of several sizes, and the run may not write; --allow-writes permits it',
    );
  const phase = 'load scaling';
  options.emit({ type: 'phase-started', phase });
  const sampling = { target, phase, emit: options.emit, signal: options.signal };
  const sampled = [
    { what: 'get by streams', samples: await byStreams(sampling) },
    { what: 'list by catalogs', samples: await byCatalogs(sampling) },
    { what: 'list by connections', samples: await byConnections(sampling) },
  ];
  if (options.signal.aborted) return {};
  const laws = sampled.map(({ what, samples }) => ({ what, samples, law: fitExponent(samples) }));
  const verdicts: Verdict[] = laws.flatMap(({ what, law }) =>
    options.maxExponent !== undefined && law.low > options.maxExponent
      ? [
          {
            code: 5 as const,
            reason: `The latency of ${what} grows with exponent ${law.exponent.toFixed(2)} (${law.low.toFixed(2)} to ${law.high.toFixed(2)}), more than --max-exponent ${options.maxExponent}`,
          },
        ]
      : [],
  );
  options.emit({
    type: 'phase-finished',
    phase,
    ok: verdicts.length === 0,
    summary: laws.map(({ what, law }) => `${what} ${law.exponent.toFixed(2)}`).join(', '),
  });
  return {
    verdicts,
    sections: {
      load: {
        type: 'scaling',
        laws: laws.map(({ what, law }) => ({ what, ...law })),
        samples: Object.fromEntries(laws.map(({ what, samples }) => [what, samples])),
      },
    },
    summary: laws.map(
      ({ what, law }, index) =>
        `${(index === 0 ? 'scaling' : '').padEnd(10)}${what}: exponent ${law.exponent.toFixed(2)}, 95 % interval ${law.low.toFixed(2)} to ${law.high.toFixed(2)}`,
    ),
  };
}

function requireRoom(existing: number, { pace }: ScalingOptions): void {
  if (pace !== undefined) requireBudget(pace, scalingRequests(existing), 'Cannot measure scaling');
}
