import type { AirbyteStreamAndConfiguration, DestinationSyncMode, SyncMode } from '../../schemas/stream.ts';
import type { BareStream } from './bare-stream.ts';
import type { Draw } from './draw.ts';
import { propertiesOf } from './properties-of.ts';

/** Chooses modes, cursor, key and selection from the stream's own fields; a stream without any is refreshed in full. */
export function streamConfiguration(draw: Draw, bare: BareStream): AirbyteStreamAndConfiguration {
  const { supportedSyncModes } = bare;
  const paths = fieldPaths(bare.jsonSchema);
  const fields = paths.map(({ name }) => name);
  const isBare = fields.length === 0;
  const modes = isBare
    ? { syncMode: 'full_refresh' as const, destinationSyncMode: draw.pick(['overwrite', 'append'] as const) }
    : modePair(draw, supportedSyncModes);
  const incremental = modes.syncMode === 'incremental';
  const deduplicated = modes.destinationSyncMode === 'append_dedup';
  const cursor = isBare ? [] : cursorPath(draw, paths);
  const key = isBare ? [] : keyPaths(draw, paths);
  // A stale cursor or key on a stream that does not use it is stored as sent.
  const sendsCursor = incremental || (!isBare && draw.chance(0.05));
  const sendsKey = deduplicated || (!isBare && draw.chance(0.16));
  const selects = !isBare && draw.chance(0.15);
  const kept = new Set([
    ...(selects ? draw.subset(fields) : []),
    ...(sendsCursor ? cursor.slice(0, 1) : []),
    ...(sendsKey ? key.map(([head = '']) => head) : []),
  ]);
  if (kept.size === 0 && fields[0] !== undefined) kept.add(fields[0]);
  return {
    stream: {
      ...bare,
      supportedSyncModes: supportedSyncModes.includes(modes.syncMode)
        ? supportedSyncModes
        : [...supportedSyncModes, modes.syncMode],
      ...(draw.chance(0.6) ? { sourceDefinedCursor: draw.chance(0.9) } : {}),
      ...(draw.chance(0.65) ? { defaultCursorField: draw.chance(0.8) ? cursor : [] } : {}),
      ...(draw.chance(0.7) ? { sourceDefinedPrimaryKey: draw.chance(0.85) ? key : [] } : {}),
    },
    config: {
      ...modes,
      ...(sendsCursor ? { cursorField: cursor } : draw.chance(0.4) ? { cursorField: [] } : {}),
      ...(sendsKey ? { primaryKey: key } : draw.chance(0.4) ? { primaryKey: [] } : {}),
      ...(draw.chance(0.1) ? { aliasName: 'alias' } : {}),
      selected: true,
      ...(selects
        ? { fieldSelectionEnabled: true, selectedFields: Array.from(kept, (name) => ({ fieldPath: [name] })) }
        : draw.chance(0.1)
          ? { fieldSelectionEnabled: false }
          : {}),
    },
  };
}

/** Every pair that the stream supports, weighted after configurations that users really make. */
function modePair(
  draw: Draw,
  supported: readonly SyncMode[],
): { readonly syncMode: SyncMode; readonly destinationSyncMode: DestinationSyncMode } {
  const all = [
    [25, 'full_refresh', 'overwrite'],
    [12, 'full_refresh', 'append'],
    [5, 'full_refresh', 'append_dedup'],
    [26, 'incremental', 'append'],
    [27, 'incremental', 'append_dedup'],
    [5, 'incremental', 'overwrite'],
  ] as const;
  const [, syncMode, destinationSyncMode] = draw.weighted(
    all.filter(([, mode]) => supported.length === 0 || supported.includes(mode)).map((row) => [row[0], row] as const),
  );
  return { syncMode, destinationSyncMode };
}

interface FieldPath {
  readonly name: string;
  readonly children: readonly string[];
}

/** Top-level fields and, of objects, their members. */
function fieldPaths(jsonSchema: unknown): readonly FieldPath[] {
  return Object.entries(propertiesOf(jsonSchema)).map(([name, schema]) => ({
    name,
    children: Object.keys(propertiesOf(schema)),
  }));
}

/** One step nearly always; two where the field is an object. */
function cursorPath(draw: Draw, paths: readonly FieldPath[]): string[] {
  const nested = paths.filter(({ children }) => children.length > 0);
  if (nested.length > 0 && draw.chance(0.15)) return pathInto(draw, draw.pick(nested));
  return [draw.pick(paths).name];
}

function pathInto(draw: Draw, { name, children }: FieldPath): string[] {
  return [name, draw.pick(children)];
}

/** Four keys in five are single; composite ones have two to fifteen parts. Rarely a part is nested. */
function keyPaths(draw: Draw, paths: readonly FieldPath[]): string[][] {
  const wanted = draw.weighted([
    [80, 1],
    [12, draw.integer(2, 3)],
    [4, draw.integer(4, 5)],
    [4, draw.integer(6, 15)],
  ]);
  const parts = new Map<string, string[]>();
  for (let attempt = 0; parts.size < Math.min(wanted, paths.length) && attempt < wanted * 3; attempt += 1) {
    const path = draw.pick(paths);
    parts.set(path.name, path.children.length > 0 && draw.chance(0.1) ? pathInto(draw, path) : [path.name]);
  }
  return [...parts.values()];
}
