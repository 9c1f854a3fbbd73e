/** How latency grows with size: of get with the streams of a catalog, of list with the connections of a workspace. */
import type { Emit } from '../report/events.ts';
import type { StepResult, Verdict } from '../report/report.ts';
import type { OpenTarget } from '../target/open-target.ts';
import { isAnswer } from '../target/exchange.ts';
import { TargetUnusableError } from '../target/errors.ts';
import type { TargetOptions } from '../target/target-options.ts';
import type { K6 } from './find-k6.ts';
import { fitExponent } from './statistics/fit-exponent.ts';
import type { PowerLaw } from './statistics/fit-exponent.ts';

export interface ScalingOptions {
  readonly k6: K6;
  readonly emit: Emit;
  readonly signal: AbortSignal;
  readonly target: TargetOptions;
  open(changes?: Partial<TargetOptions>): Promise<OpenTarget>;
  /** Exit 5 when the lower end of an exponent's interval lies above this. */
  readonly maxExponent?: number;
}

const streamCounts = [50, 100, 200, 400, 800] as const;
const connectionCounts = [25, 50, 100, 200] as const;
const repetitions = 15;

export interface Sample {
  readonly size: number;
  /** Milliseconds of one request. */
  readonly ms: number;
}

/** Requests are sent one at a time: this is about size, not about load. */
export async function measureScaling(options: ScalingOptions): Promise<StepResult> {
  const target = await options.open();
  if (!target.consent.writes)
    throw new TargetUnusableError(
      'Cannot measure scaling: it creates connections of several sizes, and the run may not write; --allow-writes permits it',
    );
  const phase = 'load scaling';
  options.emit({ type: 'phase-started', phase });
  const byStreams = await samplesBy(streamCounts, (size) => getWith(target, size), options, phase);
  const byConnections = await growing(target, options, phase);
  const laws: readonly { readonly what: string; readonly law: PowerLaw; readonly samples: readonly Sample[] }[] = [
    { what: 'get by streams', law: fitExponent(byStreams), samples: byStreams },
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
  const connectionId = await create(target, streams);
  return () => timed(target, 'webBackendGetConnection', { connectionId });
}

/** The workspace only grows: every size is measured before the next connections are made. */
async function growing(
  target: OpenTarget,
  { signal, emit }: ScalingOptions,
  phase: string,
): Promise<readonly Sample[]> {
  const samples: Sample[] = [];
  let made = 0;
  const body = { workspaceId: target.fixtures.workspaceId };
  for (const size of connectionCounts) {
    for (; made < size && !signal.aborted; made += 1) await create(target, 5);
    await timed(target, 'webBackendListConnectionsForWorkspace', body);
    for (let turn = 0; turn < repetitions && !signal.aborted; turn += 1)
      samples.push({ size, ms: await timed(target, 'webBackendListConnectionsForWorkspace', body) });
    emit({ type: 'progress', phase, note: `${size} connections` });
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

async function create(target: OpenTarget, streams: number): Promise<string> {
  const { fixtures, sandbox } = target;
  const name = sandbox.nextName();
  const properties = Object.fromEntries(
    Array.from({ length: 15 }, (_, index) => [`field_${index}`, { type: ['null', 'string'] }]),
  );
  const syncCatalog = {
    streams: Array.from({ length: streams }, (_, index) => ({
      stream: {
        name: `stream_${index}`,
        namespace: 'airlock',
        jsonSchema: { type: 'object', properties },
        supportedSyncModes: ['full_refresh'],
      },
      config: { syncMode: 'full_refresh', destinationSyncMode: 'overwrite', selected: true },
    })),
  };
  const { outcome } = await target.send({
    operation: 'webBackendCreateConnection',
    body: {
      name,
      sourceId: fixtures.sourceId,
      destinationId: fixtures.destinationId,
      status: 'inactive',
      scheduleType: 'manual',
      syncCatalog,
    },
  });
  const id: unknown =
    isAnswer(outcome) && outcome.json.ok ? Reflect.get(Object(outcome.json.value), 'connectionId') : undefined;
  if (typeof id !== 'string')
    throw new TargetUnusableError(
      `Cannot measure scaling: a connection with ${streams} streams was answered with ${isAnswer(outcome) ? outcome.status : outcome.reason}`,
    );
  sandbox.created(name, id);
  return id;
}
