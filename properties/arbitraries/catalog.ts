/** Catalogs that every conforming server accepts: references point at fields that exist, modes are supported. */
import type fc from 'fast-check';
import type { AirbyteCatalog, AirbyteStreamAndConfiguration, SyncMode } from '../../schemas/stream.ts';
import { streamIdentity } from '../model/streams-shown.ts';
import { streamName } from './awkward-text.ts';
import type { BareStream } from './bare-stream.ts';
import { variantOf } from './corpus-stream.ts';
import { brokenDomainRules } from './domain-rules.ts';
import { drawn } from './draw.ts';
import type { Draw, Quantiles } from './draw.ts';
import { sizeProfiles } from './generation-context.ts';
import type { GenerationContext } from './generation-context.ts';
import { fieldsOf, objectSchema } from './json-schema.ts';
import { mapped } from './mappers.ts';
import { schemaStyle } from './schema-style.ts';
import type { SchemaStyle } from './schema-style.ts';
import { smallerCatalogs } from './shrink-catalog.ts';
import { streamConfiguration } from './stream-configuration.ts';

/** A catalog of selected streams with distinct identities, from none to as many as the profile allows. */
export function catalog(context: GenerationContext): fc.Arbitrary<AirbyteCatalog> {
  return drawn((draw) => drawCatalog(draw, context), smallerValidCatalogs);
}

/** A smaller catalog may lack what a mode needs, or have a stream twice. */
function* smallerValidCatalogs(value: AirbyteCatalog): Generator<AirbyteCatalog> {
  for (const syncCatalog of smallerCatalogs(value))
    if (brokenDomainRules('webBackendUpdateConnection', { syncCatalog }).length === 0)
      yield syncCatalog as AirbyteCatalog; // made of parts of the same catalog
}

/** Streams of a catalog; one in five has just one. */
const streamCounts: Quantiles = [[0, 0], [0.04, 1], [0.22, 1], [0.25, 2], [0.5, 5], [0.75, 10], [0.9, 20], [0.95, 30], [0.99, 55], [1, 76]]; // prettier-ignore
/** Top-level fields of a stream. */
const fieldCounts: Quantiles = [[0, 1], [0.1, 2], [0.25, 5], [0.5, 10], [0.75, 20], [0.9, 48], [0.95, 76], [0.99, 118], [1, 486]]; // prettier-ignore

export function drawCatalog(draw: Draw, context: GenerationContext): AirbyteCatalog {
  const { minStreams, streams: maxStreams } = sizeProfiles[context.size];
  const count =
    context.size === 'typical'
      ? Math.min(draw.quantile(streamCounts), maxStreams)
      : draw.integer(minStreams, maxStreams);
  const style = schemaStyle(draw, { beyond64Bits: context.description !== undefined });
  const corpus = context.corpus ?? [];
  const fromCorpus = corpus.length > 0 && draw.chance(0.75);
  const namespaced = draw.chance(0.3);
  const identities = new Set<string>();
  const streams: AirbyteStreamAndConfiguration[] = [];
  for (let index = 0; streams.length < count; index += 1) {
    const bare = fromCorpus
      ? variantOf(draw, draw.pick(corpus))
      : generatedStream(draw, style, { size: context.size, namespaced });
    const identity = streamIdentity(bare);
    const stream = identities.has(identity) ? { ...bare, name: `${bare.name}_${index}` } : bare;
    identities.add(streamIdentity(stream));
    streams.push(mapped(draw, streamConfiguration(draw, stream), context));
  }
  return { streams };
}

interface StreamOptions {
  readonly size: GenerationContext['size'];
  readonly namespaced: boolean;
}

function generatedStream(draw: Draw, style: SchemaStyle, { size, namespaced }: StreamOptions): BareStream {
  const { fields: maxFields, depth } = sizeProfiles[size];
  const count =
    size === 'tiny' || size === 'demo'
      ? draw.integer(1, maxFields)
      : size === 'wide'
        ? draw.integer(Math.ceil(maxFields / 3), maxFields)
        : Math.min(draw.quantile(fieldCounts), maxFields);
  const fields = draw.chance(0.02) ? [] : fieldsOf(draw, style, count, { depth, children: size === 'tiny' ? 3 : 50 });
  return {
    name: streamName(draw),
    ...(namespaced && draw.chance(0.8)
      ? { namespace: draw.pick(['public', 'sales', 'my namespace', 'ünïcode', 'a.b/c']) }
      : {}),
    jsonSchema: objectSchema(fields, style),
    supportedSyncModes: draw.weighted<SyncMode[]>([
      [58, ['full_refresh', 'incremental']],
      [12, ['incremental', 'full_refresh']],
      [26, ['full_refresh']],
      [4, ['incremental']],
    ]),
  };
}
