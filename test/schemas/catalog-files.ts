/** Test data: real catalogs of connectors beside the checkout, brought into the API's form. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';

const folder = new URL('../../../shared/catalogs/', import.meta.url);

export const haveCatalogs = existsSync(folder);

export interface CatalogFile {
  readonly file: string;
  readonly form: 'protocol-catalog' | 'protocol-configured' | 'api';
  /** Entries as they are in the file. */
  readonly entries: readonly Readonly<Record<string, unknown>>[];
  /** What the index says is not as today's protocol has it. */
  readonly note: string;
}

export function catalogFiles(): readonly CatalogFile[] {
  const notes = new Map(
    readFileSync(new URL('index.tsv', folder), 'utf8')
      .split('\n')
      .slice(1)
      .filter((line) => line !== '')
      .map((line) => {
        const cells = line.split('\t');
        return [cells[0] ?? '', cells.at(-1) ?? ''] as const;
      }),
  );
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .toSorted()
    .map((file) => {
      const form = /\.(protocol-catalog|protocol-configured|api)\./.exec(file)?.[1] as CatalogFile['form']; // the three that exist
      const content: unknown = JSON.parse(readFileSync(new URL(file, folder), 'utf8'));
      return { file, form, entries: streamsIn(content), note: notes.get(file) ?? '' };
    });
}

function streamsIn(content: unknown): CatalogFile['entries'] {
  if (Array.isArray(content)) return content.flatMap(streamsIn);
  if (typeof content !== 'object' || content === null) return [];
  const { streams, syncCatalog, catalog } = content as Record<string, unknown>;
  if (Array.isArray(streams)) return streams as CatalogFile['entries'];
  return streamsIn(syncCatalog ?? catalog ?? {});
}

const streamNames: Readonly<Record<string, string>> = {
  json_schema: 'jsonSchema',
  supported_sync_modes: 'supportedSyncModes',
  source_defined_cursor: 'sourceDefinedCursor',
  default_cursor_field: 'defaultCursorField',
  source_defined_primary_key: 'sourceDefinedPrimaryKey',
};
const configNames: Readonly<Record<string, string>> = {
  sync_mode: 'syncMode',
  cursor_field: 'cursorField',
  destination_sync_mode: 'destinationSyncMode',
  primary_key: 'primaryKey',
};
const apiStream =
  'name jsonSchema supportedSyncModes sourceDefinedCursor defaultCursorField sourceDefinedPrimaryKey namespace'.split(
    ' ',
  );

/** The stream and, where the file configures it, its configuration, in the API's spelling; null counts as absent. */
export function inApiForm({ form }: CatalogFile, entry: Readonly<Record<string, unknown>>) {
  if (form === 'api') return { stream: entry['stream'], config: entry['config'] };
  if (form === 'protocol-catalog') return { stream: renamed(entry, streamNames, apiStream) };
  const { stream, ...config } = entry;
  return {
    stream: renamed(stream as Record<string, unknown>, streamNames, apiStream),
    config: renamed(config, configNames, ['syncMode', 'cursorField', 'destinationSyncMode', 'primaryKey']),
  };
}

/** Members that the API has no place for, such as `is_resumable`, are left out. */
function renamed(
  value: Readonly<Record<string, unknown>>,
  names: Readonly<Record<string, string>>,
  kept: readonly string[],
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, member]) => [names[key] ?? key, member] as const)
      .filter(([key, member]) => kept.includes(key) && member !== null),
  );
}
