import type { JsonObject } from '../../src/json/json.ts';
import { isObject, member } from '../../src/json/json.ts';
import { isDeeperThan } from '../../src/validation/is-deeper-than.ts';
import type { CorpusStream } from '../arbitraries/generation-context.ts';

/** Where a catalog may stand in a file: at the root, in a protocol message or discover answer, in a connection. */
const wrappers = ['catalog', 'syncCatalog'] as const;

/** Real catalogs have about twenty; what is nested deeper than this would exhaust the stack. */
const maxDepth = 200;

/** The streams of one parsed file in API form, cleaned of what not every server accepts, and why others were left out. */
export function streamsOf(value: unknown): {
  readonly streams: readonly CorpusStream[];
  readonly reasons: readonly string[];
} {
  const list = [value, ...wrappers.map((key) => member(value, key))]
    .map((one) => member(one, 'streams'))
    .find(Array.isArray);
  if (list === undefined) return { streams: [], reasons: ['it has no list of streams'] };
  const streams: CorpusStream[] = [];
  const reasons: string[] = [];
  for (const [index, entry] of list.entries()) {
    const stream = corpusStream(entry);
    if (typeof stream === 'string') reasons.push(`stream ${index}: ${stream}`);
    else streams.push(stream);
  }
  return { streams, reasons: list.length === 0 ? ['its list of streams is empty'] : reasons };
}

/** A stream, or the reason why it is left out. */
function corpusStream(entry: unknown): CorpusStream | string {
  // A configured stream holds the stream; a discovered one is it.
  const stream = isObject(member(entry, 'stream')) ? member(entry, 'stream') : entry;
  if (!isObject(stream)) return 'it is not an object';
  const { name, namespace } = stream;
  if (typeof name !== 'string' || name === '') return 'it has no name';
  if (isDeeperThan(maxDepth, stream)) return `it is nested more than ${maxDepth} levels deep`;
  const jsonSchema = cleanSchema(stream['jsonSchema'] ?? stream['json_schema'] ?? {});
  if (!isObject(jsonSchema)) return 'its schema is not an object';
  const cleaned = {
    type: 'object',
    ...jsonSchema,
    properties: isObject(jsonSchema['properties']) ? jsonSchema['properties'] : {},
  };
  if (/(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/.test(JSON.stringify([name, namespace, cleaned])))
    return 'it contains NUL or a lone surrogate';
  return {
    name,
    ...(typeof namespace === 'string' && namespace !== '' ? { namespace } : {}),
    jsonSchema: cleaned,
    supportedSyncModes: syncModes(stream['supportedSyncModes'] ?? stream['supported_sync_modes']),
  };
}

function syncModes(value: unknown): CorpusStream['supportedSyncModes'] {
  const known = Array.isArray(value)
    ? (['full_refresh', 'incremental'] as const).filter((mode) => value.includes(mode))
    : [];
  // Old files lack them: then the protocol means full refresh.
  return known.length === 0 ? ['full_refresh'] : known;
}

/** Sub-schemas that are no objects are replaced; the rest stays, dirt of real connectors included. */
function cleanSchema(schema: unknown): unknown {
  // A list of types in place of a schema occurs in real files.
  if (Array.isArray(schema)) return { type: schema };
  if (!isObject(schema)) return {};
  return Object.fromEntries(
    Object.entries(schema)
      // Protocol types are rewritten by servers when they are read back.
      .filter(([key, value]) => !(key === '$ref' && typeof value === 'string' && value.startsWith('WellKnownTypes')))
      .map(([key, value]): [string, unknown] => {
        if (key === 'properties') return [key, isObject(value) ? cleanMembers(value) : {}];
        if (key === 'items') return [key, Array.isArray(value) ? value.map(cleanSchema) : cleanSchema(value)];
        if (key === 'anyOf' || key === 'oneOf' || key === 'allOf')
          return [key, Array.isArray(value) ? value.map(cleanSchema) : []];
        return [key, value];
      }),
  );
}

function cleanMembers(members: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(members).map(([name, schema]) => [name, cleanSchema(schema)]));
}
