/** What a written catalog must satisfy beyond its schema, and what of it is stored. */
import type { AirbyteCatalog, AirbyteStreamAndConfiguration } from '../../schemas/stream.ts';
import { brokenRule } from './refusal.ts';

/** The selected streams of a catalog, as they are stored. @throws {Refusal} 422 for a broken rule. */
export function storedStreams(catalog: AirbyteCatalog): readonly AirbyteStreamAndConfiguration[] {
  const identities = new Set<string>();
  const stored: AirbyteStreamAndConfiguration[] = [];
  for (const [index, entry] of catalog.streams.entries()) {
    const path = `syncCatalog.streams[${index}]`;
    const { stream, config } = entry;
    if (stream === undefined || config === undefined) throw brokenRule(path, 'needs stream and config');
    if (config.selected !== true) continue;
    const identity = JSON.stringify([stream.namespace ?? '', stream.name]);
    if (identities.has(identity)) throw brokenRule(`${path}.stream.name`, 'occurs twice in the catalog', stream.name);
    identities.add(identity);
    checkFieldSelection(entry, path);
    stored.push(withDefaults(entry));
  }
  return stored;
}

function checkFieldSelection({ stream, config }: AirbyteStreamAndConfiguration, path: string): void {
  if (stream === undefined || config?.fieldSelectionEnabled !== true) return;
  const selectedPath = `${path}.config.selectedFields`;
  if (config.selectedFields === undefined)
    throw brokenRule(selectedPath, 'is required when field selection is enabled');
  const known = new Set(Object.keys(topLevelProperties(stream.jsonSchema)));
  const chosen = new Set<string>();
  for (const { fieldPath } of config.selectedFields) {
    if (fieldPath?.length !== 1)
      throw brokenRule(selectedPath, 'takes top-level fields: paths of one element', fieldPath);
    const [name = ''] = fieldPath;
    if (!known.has(name)) throw brokenRule(selectedPath, 'names a field that the stream lacks', name);
    chosen.add(name);
  }
  const cursor = config.cursorField?.[0];
  if (config.syncMode === 'incremental' && cursor !== undefined && !chosen.has(cursor))
    throw brokenRule(selectedPath, 'must keep the cursor', cursor);
  if (config.destinationSyncMode === 'append_dedup')
    for (const [head] of config.primaryKey ?? [])
      if (head !== undefined && !chosen.has(head)) throw brokenRule(selectedPath, 'must keep the primary key', head);
}

function withDefaults({ stream, config }: AirbyteStreamAndConfiguration): AirbyteStreamAndConfiguration {
  if (stream === undefined || config === undefined) throw new TypeError('Cannot store a stream without its parts');
  const { suggested: _suggested, ...chosen } = config;
  return {
    stream: {
      ...stream,
      defaultCursorField: stream.defaultCursorField ?? [],
      sourceDefinedPrimaryKey: stream.sourceDefinedPrimaryKey ?? [],
    },
    config: {
      ...chosen,
      cursorField: config.cursorField ?? [],
      primaryKey: config.primaryKey ?? [],
      aliasName: aliasOf(stream.name),
      selected: true,
      fieldSelectionEnabled: config.fieldSelectionEnabled ?? false,
    },
  };
}

/** Decomposed, marks stripped, everything but letters and digits replaced by an underscore. */
export function aliasOf(name: string): string {
  return name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^\p{L}\p{N}]/gu, '_');
}

export function topLevelProperties(jsonSchema: unknown): Readonly<Record<string, unknown>> {
  if (typeof jsonSchema !== 'object' || jsonSchema === null || !('properties' in jsonSchema)) return {};
  const { properties } = jsonSchema;
  return typeof properties === 'object' && properties !== null ? (properties as Record<string, unknown>) : {};
}
