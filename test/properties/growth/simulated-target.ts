/** A target that answers after as many milliseconds as it is told, on the timers of the test. */
import type { Place } from '../../../properties/growth/bench.ts';
import type { Exchange, OperationCall } from '../../../src/target/exchange.ts';

export type Answering = (request: {
  readonly operation: string;
  /** Of the connection that the request is about. */
  readonly streams: number;
  /** That are there, three of others among them. */
  readonly connections: number;
  readonly writes: number;
  /** Requests of this operation so far. */
  readonly number: number;
  /** Milliseconds, by the clock of the test. */
  readonly at: number;
}) => number;

const requestTimeoutMs = 10_000;
const ofOthers = 3;

export function simulatedTarget(answering: Answering): Omit<Place, 'mayGoOn'> & { readonly live: () => number } {
  const streams = new Map<string, number>();
  let writes = 0;
  let number = 0;
  const counts = new Map<string, number>();
  const send = async ({ operation, body }: OperationCall): Promise<Exchange> => {
    const { connectionId = `c${number}`, syncCatalog } = (body ?? {}) as {
      readonly connectionId?: string;
      readonly syncCatalog?: { readonly streams: readonly unknown[] };
    };
    number += 1;
    counts.set(operation, (counts.get(operation) ?? 0) + 1);
    const count = syncCatalog?.streams.length ?? streams.get(connectionId) ?? 0;
    const latencyMs = answering({
      operation,
      streams: count,
      connections: streams.size + ofOthers,
      writes,
      number: counts.get(operation) ?? 0,
      at: performance.now(),
    });
    if (syncCatalog !== undefined) {
      streams.set(connectionId, count);
      writes += 1;
    }
    const waitedMs = Math.min(latencyMs, requestTimeoutMs);
    await new Promise((resolve) => {
      setTimeout(resolve, waitedMs);
    });
    const shown = { connectionId, connections: Array.from({ length: streams.size + ofOthers }) };
    return {
      id: String(number),
      call: { operation, body },
      outcome:
        latencyMs >= requestTimeoutMs
          ? { kind: 'failure', reason: 'timeout', message: 'no answer' }
          : { kind: 'answer', status: 200, headers: {}, text: '', json: { ok: true, value: shown } },
      startedAt: Date.now(),
      durationMs: waitedMs,
      latencyMs: waitedMs,
      endedAt: performance.now(),
    };
  };
  return {
    target: {
      send: async (call) => send(call as OperationCall), // a second look sends no raw requests
      fixtures: { workspaceId: 'w', sourceId: 's', destinationId: 'd', existingConnectionIds: [] },
    },
    sandbox: {
      nextName: () => 'airlock-1',
      created: () => true,
      async retire(ids) {
        for (const id of ids) streams.delete(id);
      },
      clean: async () => ({ created: 0, cleaned: 0, left: [] }),
    },
    live: () => streams.size,
  };
}
