/** How latency grows with size: of get with its catalog, of list with the connections of the workspace and with their catalogs. */
import type { Emit } from '../report/events.ts';
import type { StepResult, Verdict } from '../report/report.ts';
import type { OpenTarget } from '../target/open-target.ts';
import { isAnswer } from '../target/exchange.ts';
import { TargetUnusableError } from '../target/errors.ts';
import type { Pace } from '../target/pace.ts';
import { requireBudget } from '../target/require-budget.ts';
import type { TargetOptions } from '../target/target-options.ts';
import { catalogOf, makeConnection } from './make-connection.ts';
import { fitExponent } from './statistics/fit-exponent.ts';
import type { PowerLaw } from './statistics/fit-exponent.ts';

export interface ScalingOptions {
  readonly emit: Emit;
  readonly signal: AbortSignal;
  open(changes?: Partial<TargetOptions>): Promise<OpenTarget>;
  /** Of the run, where it has bounds. */
  readonly pace?: Pace;
  /** Exit 5 when the lower end of an exponent's interval lies above this. */
  readonly maxExponent?: number;
}

const streamCounts = [50, 100, 200, 400, 800] as const;
const leastListed = 25;
const furtherConnections = [0, 25, 75, 175] as const;
/** Streams of every one of a few connections: a list that reads all catalogs takes as long as they are large. */
const listedCatalogs = [10, 40, 160] as const;
const listedConnections = 10;
const repetitions = 15;

export interface Sample {
  readonly size: number;
  /** Milliseconds of one request. */
  readonly ms: number;
}

/**
 * Requests are sent one at a time: this is about size, not about load.
 * @throws {TypeError | BudgetSpentError} for a budget of requests that does not reach to the end.
 */
export async function measureScaling(options: ScalingOptions): Promise<StepResult> {
  const require = (existing: number): void =>
    options.pace === undefined
      ? undefined
      : requireBudget(options.pace, requestsFor(existing), 'Cannot measure scaling');
  require(0);
  const target = await options.open();
  require(target.fixtures.existingConnectionIds.length);
  if (!target.consent.writes)
    throw new TargetUnusableError(
      'Cannot measure scaling: it creates connections of several sizes, and the run may not write; --allow-writes permits it',
    );
  const phase = 'load scaling';
  options.emit({ type: 'phase-started', phase });
  const byStreams = await samplesBy(streamCounts, (size) => getWith(target, size), options, phase);
  const byCatalogs = await withLargerCatalogs(target, options, phase);
  const byConnections = await growing(target, options, phase);
  if (options.signal.aborted) return {};
  const laws: readonly { readonly what: string; readonly law: PowerLaw; readonly samples: readonly Sample[] }[] = [
    { what: 'get by streams', law: fitExponent(byStreams), samples: byStreams },
    { what: 'list by catalogs', law: fitExponent(byCatalogs), samples: byCatalogs },
    { what: 'list by connections', law: fitExponent(byConnections), samples: byConnections },
  ];
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

/** What the whole measurement sends in a workspace with so many connections, cleaning up and its two lists included. */
function requestsFor(existing: number): number {
  const there = existing + streamCounts.length + listedConnections;
  const further = Math.max(leastListed, there) + (furtherConnections.at(-1) ?? 0) - there;
  const created = streamCounts.length + listedConnections + further;
  const updated = (listedCatalogs.length - 1) * listedConnections;
  const sizes = streamCounts.length + listedCatalogs.length + furtherConnections.length;
  return 2 * created + updated + sizes * (repetitions + 1) + 6;
}

async function samplesBy(
  sizes: readonly number[],
  prepare: (size: number) => Promise<() => Promise<number>>,
  { signal, emit }: ScalingOptions,
  phase: string,
): Promise<readonly Sample[]> {
  const measures = new Map<number, () => Promise<number>>();
  for (const size of sizes) measures.set(size, await prepare(size));
  const samples: Sample[] = [];
  // Sizes take turns, so that drift of the machine touches them all alike; the first turn warms up.
  for (let turn = 0; turn <= repetitions && !signal.aborted; turn += 1) {
    for (const [size, measure] of measures) {
      const ms = await measure();
      if (turn > 0) samples.push({ size, ms });
    }
    emit({ type: 'progress', phase, note: `turn ${turn} of ${repetitions}` });
  }
  return samples;
}

async function getWith(target: OpenTarget, streams: number): Promise<() => Promise<number>> {
  const connectionId = await makeConnection(target, streams);
  return () => timed(target, 'webBackendGetConnection', { connectionId });
}

/** The same connections with larger and larger catalogs. */
async function withLargerCatalogs(
  target: OpenTarget,
  { signal, emit }: ScalingOptions,
  phase: string,
): Promise<readonly Sample[]> {
  const ids: string[] = [];
  while (ids.length < listedConnections && !signal.aborted) ids.push(await makeConnection(target, listedCatalogs[0]));
  const samples: Sample[] = [];
  for (const size of listedCatalogs) {
    for (const connectionId of size === listedCatalogs[0] || signal.aborted ? [] : ids) {
      const body = { connectionId, skipReset: true, syncCatalog: catalogOf(size) };
      const { outcome } = await target.send({ operation: 'webBackendUpdateConnection', body });
      if (!isAnswer(outcome) || outcome.status !== 200)
        throw new TargetUnusableError(
          `Cannot measure scaling: a catalog of ${size} streams was answered with ${isAnswer(outcome) ? outcome.status : outcome.reason}`,
        );
    }
    samples.push(...(await listed(target, size, signal)));
    emit({ type: 'progress', phase, note: `lists of ${size} streams` });
  }
  return samples;
}

/** The workspace only grows: every size is measured before the next connections are made. */
async function growing(
  target: OpenTarget,
  { signal, emit }: ScalingOptions,
  phase: string,
): Promise<readonly Sample[]> {
  const samples: Sample[] = [];
  // What is there already is listed as well.
  let there = target.fixtures.existingConnectionIds.length + streamCounts.length + listedConnections;
  const first = Math.max(leastListed, there);
  for (const size of furtherConnections.map((further) => first + further)) {
    for (; there < size && !signal.aborted; there += 1) await makeConnection(target, 5);
    samples.push(...(await listed(target, there, signal)));
    emit({ type: 'progress', phase, note: `${there} connections` });
  }
  return samples;
}

async function listed(target: OpenTarget, size: number, signal: AbortSignal): Promise<readonly Sample[]> {
  const body = { workspaceId: target.fixtures.workspaceId };
  const samples: Sample[] = [];
  for (let turn = 0; turn <= repetitions && !signal.aborted; turn += 1) {
    const ms = await timed(target, 'webBackendListConnectionsForWorkspace', body);
    if (turn > 0) samples.push({ size, ms }); // the first one warms up
  }
  return samples;
}

async function timed(
  target: OpenTarget,
  operation: 'webBackendGetConnection' | 'webBackendListConnectionsForWorkspace',
  body: object,
): Promise<number> {
  const { outcome, durationMs } = await target.send({ operation, body });
  if (!isAnswer(outcome) || outcome.status !== 200)
    throw new TargetUnusableError(
      `Cannot measure scaling: ${operation} was answered with ${isAnswer(outcome) ? outcome.status : outcome.reason}`,
    );
  return durationMs;
}
