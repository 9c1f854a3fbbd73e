import { listAt, member } from '../../src/json/json.ts';
import type { JsonObject } from '../../src/json/json.ts';
import { selectedNames } from '../model/read-back.ts';
import { fieldsOf, isFramed } from '../model/streams-shown.ts';
import type { Check, Violation } from './check.ts';
import { show } from './show.ts';
import { shownConnection } from './shown-connection.ts';
import { violationIf } from './violation-if.ts';

export const fieldSelection = {
  id: 'field-selection',
  law: 'A stream with field selection names its fields by paths of one element. All of them are in its schema, and its cursor and its key are among them.',
  meaning: 'Columns that were left out are synced, or selected ones are missing.',
  exceptions:
    'The schema may be whole or restricted to the selection. A discovered catalog may have lost the cursor or the key.',
  severity: 'medium',
  inspect(now) {
    const read = shownConnection(now);
    if (read === undefined) return undefined;
    return listAt(read['syncCatalog'], 'streams').flatMap((entry, index) => faultsOf(entry, index, isFramed(read)));
  },
} as const satisfies Check;

function faultsOf(entry: unknown, index: number, mayLack: boolean): readonly Violation[] {
  const config = member(entry, 'config');
  if (member(config, 'selected') !== true || member(config, 'fieldSelectionEnabled') !== true) return [];
  const pointer = `/syncCatalog/streams/${index}/config/selectedFields`;
  const names = selectedNames(config);
  const fields = fieldsOf(entry) ?? {};
  const unknown = names.filter((name) => !isPathInto(name, fields));
  const needed = neededPaths(config).filter((path) => !names.includes(path) && (!mayLack || isPathInto(path, fields)));
  return [
    ...violationIf(unknown.length > 0, () => ({
      title: 'Field selection names a field that the stream lacks',
      expected: `fields of ${show(Object.keys(fields))}`,
      received: show(unknown),
      pointer,
      kind: 'unknown',
    })),
    ...violationIf(needed.length > 0, () => ({
      title: 'Field selection has lost the cursor or the key',
      expected: show(needed),
      received: show(names),
      pointer,
      kind: 'lost',
    })),
  ];
}

function isPathInto(path: string, fields: JsonObject): boolean {
  const parts: unknown = JSON.parse(path);
  return Array.isArray(parts) && parts.length === 1 && typeof parts[0] === 'string' && Object.hasOwn(fields, parts[0]);
}

function neededPaths(config: unknown): readonly string[] {
  const cursor = member(config, 'syncMode') === 'incremental' ? listAt(config, 'cursorField').slice(0, 1) : [];
  const key = member(config, 'destinationSyncMode') === 'append_dedup' ? listAt(config, 'primaryKey') : [];
  const heads = key.map((path) => (Array.isArray(path) ? path[0] : undefined));
  // Anything but a text breaks the schema, and response-schema reports it.
  return [...cursor, ...heads].filter((name) => typeof name === 'string').map((name) => JSON.stringify([name]));
}
