/** A stored catalog in the frame of a discovered one, as get and update show it. */
import { listOf, objectOf } from '../json-access.ts';
import type { JsonObject } from '../json-access.ts';
import { topLevelProperties } from '../../src/backend/catalog-rules.ts';
import type { StreamRow } from './tables.ts';

/**
 * One entry for each discovered stream, in their order; streams that the frame lacks are not shown.
 * `before` is the catalog from which fields were chosen, where the frame is a newer one.
 */
export function framed(
  streams: readonly StreamRow[],
  frame: readonly JsonObject[],
  before: readonly JsonObject[] = frame,
): readonly StreamRow[] {
  const chosen = new Map(streams.map((row) => [identityOf(row.stream), row]));
  const known = new Map(
    before.map((stream) => [identityOf(stream), Object.keys(topLevelProperties(stream['jsonSchema']))]),
  );
  return frame.map((stream) => {
    const row = chosen.get(identityOf(stream));
    if (row !== undefined) return reframed(row, stream, new Set(known.get(identityOf(stream))));
    // Streams are suggested only to a connection that has none yet.
    return { stream, config: { ...defaultConfig(stream), suggested: streams.length === 0 } };
  });
}

/** Streams are the same by name and namespace; no namespace is an empty one. */
export function identityOf({ name, namespace }: JsonObject): string {
  return JSON.stringify([namespace ?? '', name]);
}

/** What an unselected stream is shown with. */
export function defaultConfig(stream: JsonObject): JsonObject {
  return {
    syncMode: listOf(stream['supportedSyncModes'])[0] ?? 'full_refresh',
    cursorField: stream['defaultCursorField'],
    destinationSyncMode: 'overwrite',
    primaryKey: stream['sourceDefinedPrimaryKey'],
    aliasName: aliasOf(String(stream['name'])),
    selected: false,
    suggested: true,
    selectedFields: [],
    hashedFields: [],
    mappers: [],
  };
}

/** Accents are dropped; whatever else is no ASCII letter, digit or underscore becomes one. */
export function aliasOf(name: string): string {
  return name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^A-Za-z0-9_]/gu, '_');
}

/** The choices stay; the schema, and what was left open, come from the frame. */
function reframed({ config }: StreamRow, stream: JsonObject, known: ReadonlySet<string>): StreamRow {
  const supported = listOf(stream['supportedSyncModes']);
  const properties = Object.keys(topLevelProperties(stream['jsonSchema']));
  const isRestricted = config['fieldSelectionEnabled'] === true;
  const chosen = new Set(listOf(config['selectedFields']).map((field) => listOf(objectOf(field)['fieldPath'])[0]));
  return {
    stream,
    config: {
      ...config,
      ...(supported.length === 0 || supported.includes(config['syncMode']) ? {} : { syncMode: supported[0] }),
      cursorField: otherwise(config['cursorField'], stream['defaultCursorField']),
      primaryKey: otherwise(config['primaryKey'], stream['sourceDefinedPrimaryKey']),
      // Fields that are new since the choice was made are taken in.
      ...(isRestricted
        ? {
            selectedFields: properties
              .filter((name) => chosen.has(name) || !known.has(name))
              .map((name) => ({ fieldPath: [name] })),
          }
        : {}),
    },
  };
}

function otherwise(value: unknown, fallback: unknown): unknown {
  return Array.isArray(value) && value.length > 0 ? value : fallback;
}
