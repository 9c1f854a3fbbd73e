/** Catalogs that every conforming server accepts: references point at fields that exist, modes are supported. */
import fc from 'fast-check';
import type { AirbyteCatalog, AirbyteStreamAndConfiguration } from '../../schemas/stream.ts';
import { streamName } from './awkward-text.ts';
import { sizeProfiles } from './generation-context.ts';
import type { CorpusStream, GenerationContext } from './generation-context.ts';
import { fieldsOf, nullability, objectSchema } from './json-schema.ts';
import type { Nullability } from './json-schema.ts';

/** A catalog of selected streams with distinct identities, from none to as many as the profile allows. */
export function catalog(context: GenerationContext): fc.Arbitrary<AirbyteCatalog> {
  const { streams, fields } = sizeProfiles[context.size];
  const generated = nullability.chain((style) => streamsOf(streamAndConfiguration(style, fields), streams));
  if (context.corpus === undefined || context.corpus.length === 0) return generated.map((list) => ({ streams: list }));
  const fromCorpus = streamsOf(fc.constantFrom(...context.corpus).chain(configuredCorpusStream), streams);
  return fc
    .oneof({ arbitrary: fromCorpus, weight: 3 }, { arbitrary: generated, weight: 1 })
    .map((list) => ({ streams: list }));
}

function streamsOf(
  stream: fc.Arbitrary<AirbyteStreamAndConfiguration>,
  max: number,
): fc.Arbitrary<AirbyteStreamAndConfiguration[]> {
  return fc.uniqueArray(stream, {
    minLength: max >= 300 ? Math.floor(max / 2) : 0,
    maxLength: max,
    // Absent and empty namespaces are not relied on to differ.
    selector: ({ stream: { name = '', namespace = '' } = { name: '' } }) => JSON.stringify([namespace, name]),
    size: max > 20 ? 'max' : 'medium',
  });
}

/** Weighted after configurations that users really make. */
const modePairs = fc.oneof(
  { arbitrary: fc.constant({ syncMode: 'full_refresh', destinationSyncMode: 'overwrite' } as const), weight: 3 },
  { arbitrary: fc.constant({ syncMode: 'full_refresh', destinationSyncMode: 'append' } as const), weight: 2 },
  { arbitrary: fc.constant({ syncMode: 'full_refresh', destinationSyncMode: 'append_dedup' } as const), weight: 1 },
  { arbitrary: fc.constant({ syncMode: 'incremental', destinationSyncMode: 'append' } as const), weight: 3 },
  { arbitrary: fc.constant({ syncMode: 'incremental', destinationSyncMode: 'append_dedup' } as const), weight: 4 },
  { arbitrary: fc.constant({ syncMode: 'incremental', destinationSyncMode: 'overwrite' } as const), weight: 1 },
);

function streamAndConfiguration(style: Nullability, maxFields: number): fc.Arbitrary<AirbyteStreamAndConfiguration> {
  return fieldsOf(style, maxFields).chain((fields) => {
    const jsonSchema = objectSchema(fields);
    return configured(
      fc
        .record({
          name: streamName,
          namespace: fc.option(fc.constantFrom('public', 'sales', 'my namespace', 'ünïcode'), {
            nil: undefined,
            freq: 3,
          }),
        })
        .map(({ name, namespace }) => ({
          name,
          ...(namespace === undefined ? {} : { namespace }),
          jsonSchema,
        })),
      fields.map(({ name }) => name),
    );
  });
}

function configuredCorpusStream({
  name,
  namespace,
  jsonSchema,
}: CorpusStream): fc.Arbitrary<AirbyteStreamAndConfiguration> {
  const { properties } = jsonSchema;
  const fields = typeof properties === 'object' && properties !== null ? Object.keys(properties) : [];
  return configured(fc.constant({ name, ...(namespace === undefined ? {} : { namespace }), jsonSchema }), fields);
}

interface BareStream {
  readonly name: string;
  readonly namespace?: string;
  readonly jsonSchema: Readonly<Record<string, unknown>>;
}

/** Chooses modes, cursor, key and selection from the stream's own fields; needs no field for a full refresh. */
function configured(
  stream: fc.Arbitrary<BareStream>,
  fields: readonly string[],
): fc.Arbitrary<AirbyteStreamAndConfiguration> {
  const pair =
    fields.length === 0
      ? fc.constant({ syncMode: 'full_refresh', destinationSyncMode: 'overwrite' } as const)
      : modePairs;
  const field = fields.length === 0 ? fc.constant('id') : fc.constantFrom(...fields);
  return fc
    .record({
      stream,
      pair,
      cursor: field,
      key: fc.uniqueArray(field, { minLength: 1, maxLength: 3 }),
      supports: fc.constantFrom<readonly ('full_refresh' | 'incremental')[]>(
        ['full_refresh', 'incremental'],
        ['incremental', 'full_refresh'],
      ),
      sourceDefined: fc.boolean(),
      declared: fc.boolean(),
      selection: fc.option(fc.subarray([...fields]), { nil: undefined, freq: 4 }),
      emptyLists: fc.boolean(),
    })
    .map(
      ({
        stream: bare,
        pair: { syncMode, destinationSyncMode },
        cursor,
        key,
        supports,
        sourceDefined,
        declared,
        selection,
        emptyLists,
      }) => {
        const primaryKey = key.map((name) => [name]);
        const isIncremental = syncMode === 'incremental';
        const needsKey = destinationSyncMode === 'append_dedup';
        const kept = new Set([...(selection ?? []), ...(isIncremental ? [cursor] : []), ...(needsKey ? key : [])]);
        return {
          stream: {
            ...bare,
            supportedSyncModes: isIncremental || declared ? [...supports] : ['full_refresh'],
            ...(declared
              ? {
                  sourceDefinedCursor: sourceDefined,
                  defaultCursorField: isIncremental ? [cursor] : [],
                  sourceDefinedPrimaryKey: needsKey ? primaryKey : [],
                }
              : {}),
          },
          config: {
            syncMode,
            destinationSyncMode,
            ...(isIncremental ? { cursorField: [cursor] } : emptyLists ? { cursorField: [] } : {}),
            ...(needsKey ? { primaryKey } : emptyLists ? { primaryKey: [] } : {}),
            selected: true,
            ...(selection === undefined || fields.length === 0 || kept.size === 0
              ? {}
              : { fieldSelectionEnabled: true, selectedFields: [...kept].map((name) => ({ fieldPath: [name] })) }),
          },
        };
      },
    );
}
