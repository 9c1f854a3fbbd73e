/** On a target whose latencies are numbers: no request is sent and no time passes. */
import { describe, expect, test } from 'vitest';
import { measureScaling } from '../../src/performance/measure-scaling.ts';
import type { OperationCall } from '../../src/target/exchange.ts';
import type { OpenTarget } from '../../src/target/open-target.ts';
import type { RunEvent } from '../../src/report/events.ts';
import type { StepResult } from '../../src/report/report.ts';

interface Simulated {
  /** In ms, of a get of a connection with so many streams. */
  readonly getMs: (streams: number) => number;
  readonly listMs?: (connections: number) => number;
  readonly maxTimeMs?: number;
  readonly maxExponent?: number;
  /** Takes what is said meanwhile. */
  readonly progress?: RunEvent[];
}

const requestTimeoutMs = 10_000;

async function scaling({ getMs, listMs = () => 5, progress, ...options }: Simulated): Promise<StepResult> {
  const streams = new Map<string, number>();
  let clock = 0;
  let total = 0;
  const answer = (value: unknown, latencyMs: number): object => {
    total += 1;
    clock += Math.min(latencyMs, requestTimeoutMs);
    const outcome =
      latencyMs >= requestTimeoutMs
        ? { kind: 'failure', reason: 'timeout', message: 'no answer' }
        : { kind: 'answer', status: 200, json: { ok: true, value } };
    return { outcome, durationMs: latencyMs, latencyMs: Math.min(latencyMs, requestTimeoutMs) };
  };
  const target = {
    consent: { writes: true },
    fixtures: { workspaceId: 'w', sourceId: 's', destinationId: 'd', existingConnectionIds: [] },
    counts: () => ({ total }),
    tempo: { latencyMs: () => 50 },
    sandbox: { nextName: () => 'airlock-1', created: () => true },
    async send({ operation, body }: OperationCall) {
      const { connectionId = `c${streams.size}`, syncCatalog } = body as {
        readonly connectionId?: string;
        readonly syncCatalog?: { readonly streams: readonly unknown[] };
      };
      if (syncCatalog !== undefined) streams.set(connectionId, syncCatalog.streams.length);
      if (operation === 'webBackendGetConnection') return answer({}, getMs(streams.get(connectionId) ?? 0));
      if (operation === 'webBackendListConnectionsForWorkspace') return answer({}, listMs(streams.size));
      return answer({ connectionId }, 3);
    },
  };
  return measureScaling({
    ...options,
    emit: (event) => void progress?.push(event),
    signal: new AbortController().signal,
    open: async () => target as unknown as OpenTarget, // the rest of it is not used
    now: () => clock,
  });
}

describe('a target that times out at a size', () => {
  test('is judged by the smaller ones, which grow with the square: exit 5, not 3', async () => {
    const { verdicts, sections } = await scaling({ getMs: (streams) => streams ** 2 / 50 });

    expect(verdicts).toMatchObject([
      { code: 5, reason: expect.stringContaining('size 800 was not answered within 10.0 s') as unknown },
    ]);
    expect(sections?.['load']).toMatchObject({
      laws: [{ what: 'get by streams', unanswered: { size: 800, ms: requestTimeoutMs } }, {}, {}],
    });
  });

  test('is exit 3 when the smaller ones grow in proportion', async () => {
    const { verdicts } = await scaling({ getMs: (streams) => 15 * streams });

    expect(verdicts).toMatchObject([{ code: 3, reason: expect.stringContaining('--request-timeout') as unknown }]);
  });

  test('grows faster than the sizes that answered can show, when what was waited for lies above their line', async () => {
    // Flat up to 400 streams; then it hangs.
    const { sections } = await scaling({ getMs: (streams) => (streams < 800 ? 20 : Number.POSITIVE_INFINITY) });
    const { laws } = (sections?.['load'] ?? {}) as { readonly laws: readonly { readonly exponent: number }[] };

    expect(laws[0]?.exponent).toBeGreaterThan(1.3);
  });

  test('at too small a size is exit 3, for nothing is known of its growth', async () => {
    const { verdicts } = await scaling({ getMs: (streams) => (streams < 200 ? 20 : Number.POSITIVE_INFINITY) });

    expect(verdicts).toMatchObject([{ code: 3, reason: expect.stringContaining('too few to tell') as unknown }]);
  });

  test('is not tried with larger sizes', async () => {
    const { sections } = await scaling({ getMs: () => 5, listMs: (count) => (count < 45 ? 5 : 20_000) });
    const { samples } = (sections?.['load'] ?? { samples: {} }) as {
      readonly samples: Readonly<Record<string, readonly object[]>>;
    };

    expect(samples['list by connections']).toHaveLength(15);
  });
});

describe('within --max-time', () => {
  test('it says what is left of which law, and judges what it has', async () => {
    const { verdicts, summary = [] } = await scaling({ getMs: () => 100, maxTimeMs: 12_000 });

    expect(verdicts).toEqual([]);
    expect(summary.join('\n')).toContain(
      'left for want of time: 50 (7 of 15), 100 (7 of 15), 200 (7 of 15), 400 (7 of 15), 800 (7 of 15)',
    );
  });

  test('too little of a law is exit 6', async () => {
    const { verdicts } = await scaling({ getMs: () => 100, maxTimeMs: 3000 });

    expect(verdicts).toMatchObject([{ code: 6, reason: expect.stringContaining('--max-time') as unknown }]);
  });

  test('nothing is left without a limit', async () => {
    const { verdicts, summary = [] } = await scaling({ getMs: (streams) => 5 + streams / 10, maxExponent: 1.3 });

    expect(verdicts).toEqual([]);
    expect(summary.join('\n')).not.toContain('left for want of time');
  });
});

test('how long it takes is said before it starts, and how far it is meanwhile', async () => {
  const said: RunEvent[] = [];

  await scaling({ getMs: () => 5, progress: said });

  const [first] = said;
  const far = said.flatMap((event) => (event.type === 'progress' ? [event] : []));
  expect(first).toMatchObject({
    type: 'notice',
    text: expect.stringMatching(/^load scaling takes about \d+ s: \d+ requests/),
  });
  expect(far.length).toBeGreaterThan(20);
  expect(far.every(({ number = 0, total = 0 }) => number > 0 && number <= total)).toBe(true);
});
