/** A target that answers after as many milliseconds as it is told, on the timers of the test. */
import type { Place } from '../../../properties/growth/bench.ts';
import type { Exchange, OperationCall } from '../../../src/target/exchange.ts';

export type Answering = (request: {
  readonly operation: string;
  /** Of the connection that the request is about. */
  readonly streams: number;
  /** Of its widest stream. */
  readonly fields: number;
  /** That are there, three of others among them. */
  readonly connections: number;
  readonly writes: number;
  /** Requests of this operation so far. */
  readonly number: number;
  /** Of them about the same connection. */
  readonly turn: number;
  /** Milliseconds, by the clock of the test. */
  readonly at: number;
}) => number;

const requestTimeoutMs = 10_000;
const ofOthers = 3;

export function simulatedTarget(answering: Answering): Omit<Place, 'mayGoOn'> & { readonly live: () => number } {
  const catalogs = new Map<string, { readonly streams: number; readonly fields: number }>();
  let writes = 0;
  let number = 0;
  const counts = new Map<string, number>();
  const send = async ({ operation, body }: OperationCall): Promise<Exchange> => {
    const { connectionId = `c${number}`, syncCatalog } = (body ?? {}) as {
      readonly connectionId?: string;
      readonly syncCatalog?: {
        readonly streams: readonly { readonly stream: { readonly jsonSchema: { readonly properties: object } } }[];
      };
    };
    number += 1;
    const about = `${operation} ${connectionId}`;
    for (const key of [operation, about]) counts.set(key, (counts.get(key) ?? 0) + 1);
    const size =
      syncCatalog === undefined
        ? (catalogs.get(connectionId) ?? { streams: 0, fields: 0 })
        : {
            streams: syncCatalog.streams.length,
            fields: Math.max(
              ...syncCatalog.streams.map(({ stream }) => Object.keys(stream.jsonSchema.properties).length),
            ),
          };
    const latencyMs = answering({
      operation,
      ...size,
      connections: catalogs.size + ofOthers,
      writes,
      number: counts.get(operation) ?? 0,
      turn: counts.get(about) ?? 0,
      at: performance.now(),
    });
    if (syncCatalog !== undefined) {
      catalogs.set(connectionId, size);
      writes += 1;
    }
    const waitedMs = Math.min(latencyMs, requestTimeoutMs);
    await new Promise((resolve) => {
      setTimeout(resolve, waitedMs);
    });
    const shown = { connectionId, connections: Array.from({ length: catalogs.size + ofOthers }) };
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
        for (const id of ids) catalogs.delete(id);
      },
      clean: async () => ({ created: 0, cleaned: 0, left: [] }),
    },
    live: () => catalogs.size,
  };
}
