/** Compares connections before and after a run, so that "nothing of yours was touched" is proved rather than promised. */
import { createHash } from 'node:crypto';
import { WebBackendConnectionRead } from '../../schemas/connection.ts';
import type { OperationId } from '../../schemas/operations.ts';
import type { Answer, Failure } from './exchange.ts';

/** A hash per connection id. */
export type Digest = ReadonlyMap<string, string>;

/** Members that move by themselves: jobs run, and a source's newest catalog may be replaced by others. */
const moving = new Set(['isSyncing', 'latestSyncJobCreatedAt', 'latestSyncJobStatus', 'schemaChange', 'catalogDiff']);
/** More than this many connections are sampled evenly: reading thousands would be a load test. */
const sampleSize = 25;

export async function digestConnections(
  ids: readonly string[],
  ask: (operation: OperationId, body: unknown) => Promise<Answer | Failure>,
): Promise<Digest> {
  const step = Math.max(1, Math.ceil(ids.length / sampleSize));
  const digest = new Map<string, string>();
  for (const connectionId of ids.filter((_, index) => index % step === 0)) {
    const outcome = await ask('webBackendGetConnection', { connectionId });
    if (outcome.kind === 'answer' && outcome.status === 200 && outcome.json.ok)
      digest.set(connectionId, hashOf(outcome.json.value));
  }
  return digest;
}

/** Ids whose connection differs; one that could not be read on either side is left out. */
export function changedSince(before: Digest, after: Digest): readonly string[] {
  return [...before].flatMap(([id, hash]) => (after.has(id) && after.get(id) !== hash ? [id] : []));
}

function hashOf(read: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(canonical(declaredIn(read), true)))
    .digest('hex');
}

/** Members that a server adds to what is described may be counters or clocks: nothing is known about them. */
function declaredIn(read: unknown): unknown {
  const { source, destination } = WebBackendConnectionRead.properties;
  const known = only(read, WebBackendConnectionRead.properties);
  if (typeof known !== 'object' || known === null) return known;
  return {
    ...known,
    source: only(Reflect.get(known, 'source'), source.properties),
    destination: only(Reflect.get(known, 'destination'), destination.properties),
  };
}

function only(value: unknown, properties: object): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([key]) => Object.hasOwn(properties, key)));
}

/** Keys sorted; lists without an order of their own are sorted too. */
function canonical(value: unknown, isRoot = false): unknown {
  if (Array.isArray(value)) return value.map((item) => canonical(item));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([key]) => !isRoot || !moving.has(key));
  return Object.fromEntries(
    entries
      .toSorted(([left], [right]) => (left < right ? -1 : 1))
      .map(([key, child]) => [
        key,
        unordered.has(key) && Array.isArray(child)
          ? child.map((item) => JSON.stringify(canonical(item))).toSorted()
          : canonical(child),
      ]),
  );
}

const unordered = new Set(['operations', 'operationIds', 'selectedFields']);
