/** Makes catalogs smaller: fewer streams, then simpler ones. */
import { isEqualJson, isObject, member } from '../../src/json/json.ts';
import type { JsonObject } from '../../src/json/json.ts';
import { shorterLists, shorterTexts } from './shorter.ts';
import { smallerSchemas } from './shrink-stream-schema.ts';
import { renamedFields, repaired } from './stream-references.ts';
import type { StreamEntry } from './stream-references.ts';
import { without } from './without.ts';

/** A catalog with more streams is hardly a defect of what is in each: they are made plain all at once. */
const fewStreams = 8;

/** Smaller catalogs, boldest first; what refers to a field that is gone is repaired. */
export function* smallerCatalogs(catalog: unknown): Generator {
  const streams = member(catalog, 'streams');
  if (!isObject(catalog) || !Array.isArray(streams)) return;
  if (streams.length > fewStreams) {
    const plain = streams.map((entry, index) => plainStream(entry, index));
    if (!isEqualJson(plain, streams)) yield { ...catalog, streams: plain };
  }
  for (const list of shorterLists(streams)) yield { ...catalog, streams: list };
  // With many streams left the shorter lists come first; simplifying each of thousands would never end.
  for (const [index, entry] of streams.slice(0, fewStreams).entries()) {
    if (!isObject(entry)) continue;
    for (const smaller of smallerStreams(entry))
      yield { ...catalog, streams: streams.with(index, { ...entry, ...smaller }) };
  }
}

/** The plainest choice for a stream. */
const plainConfig = { syncMode: 'full_refresh', destinationSyncMode: 'overwrite', selected: true };

function plainStream(entry: unknown, index: number): StreamEntry {
  const name = member(member(entry, 'stream'), 'name');
  return {
    stream: {
      name: typeof name === 'string' && name.length < 8 ? name : `s${index}`,
      jsonSchema: { type: 'object', properties: {} },
      supportedSyncModes: ['full_refresh'],
    },
    config: plainConfig,
  };
}

const neededMembers = new Set(['name', 'jsonSchema', 'supportedSyncModes']);
const optionalChoices: readonly (readonly string[])[] = [
  ['fieldSelectionEnabled', 'selectedFields'],
  ['aliasName'],
  ['suggested'],
  ['primaryKey'],
  ['cursorField'],
];

function* smallerStreams(entry: JsonObject): Generator<StreamEntry> {
  const { stream, config } = entry;
  if (!isObject(stream)) return;
  const modes = stream['supportedSyncModes'];
  if (isObject(config) && !isEqualJson(config, plainConfig))
    yield { stream: { ...stream, supportedSyncModes: withMode(modes, 'full_refresh') }, config: plainConfig };
  const spare = Object.keys(stream).filter((key) => !neededMembers.has(key));
  if (spare.length > 1) yield { config, stream: without(stream, spare) };
  for (const key of spare) yield { config, stream: without(stream, [key]) };
  for (const jsonSchema of smallerSchemas(stream['jsonSchema']))
    yield repaired({ stream: { ...stream, jsonSchema }, config });
  if (isObject(config)) for (const smaller of smallerConfigs(config)) yield { stream, config: smaller };
  if (typeof stream['name'] === 'string')
    for (const name of shorterTexts(stream['name'], 's')) yield { config, stream: { ...stream, name } };
  if (Array.isArray(modes) && modes.length > 1)
    yield { config, stream: { ...stream, supportedSyncModes: [member(config, 'syncMode')] } };
  yield* renamedFields({ stream, config });
}

function* smallerConfigs(config: JsonObject): Generator<JsonObject> {
  for (const keys of optionalChoices) if (keys.some((key) => key in config)) yield without(config, keys);
  const { primaryKey, selectedFields } = config;
  if (Array.isArray(primaryKey) && primaryKey.length > 1)
    for (const shorter of shorterLists(primaryKey)) yield { ...config, primaryKey: shorter };
  if (Array.isArray(selectedFields))
    for (const shorter of shorterLists(selectedFields)) yield { ...config, selectedFields: shorter };
}

function withMode(modes: unknown, mode: string): readonly unknown[] {
  if (!Array.isArray(modes)) return [mode];
  return modes.includes(mode) ? modes : [...modes, mode];
}
