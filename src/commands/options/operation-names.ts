/** Operations as people name them: by id, by path, or by a short name. The same words everywhere. */
import { operationIds, operations } from '../../../schemas/operations.ts';
import type { OperationId } from '../../../schemas/operations.ts';
import { nearest } from '../nearest.ts';
import { UsageError } from '../usage-error.ts';
import { kebab } from './option-name.ts';
import { listIn } from './option-values.ts';
import type { Options } from './option-values.ts';

/** Of the two lists, "list" is that of connections, as in a load test. */
export const shortNames: Readonly<Record<OperationId, string>> = {
  getStateType: 'get_type',
  webBackendCheckUpdates: 'check_updates',
  webBackendCreateConnection: 'create',
  webBackendGetConnection: 'get',
  webBackendUpdateConnection: 'update',
  webBackendListConnectionsForWorkspace: 'list',
  webBackendGetWorkspaceState: 'state',
  webBackendListGeographies: 'geographies',
};

/** The operation that a word names in any of its spellings; letters may be of either case. */
export function operationNamed(word: string): OperationId | undefined {
  const wanted = word.toLowerCase();
  const path = wanted.replace(/^(https?:\/\/[^/]+)?(\/?api)?\/?(v1\/)?(web_backend\/)?/, '').replace(/\/$/, '');
  return operationIds.find((id) =>
    [id.toLowerCase(), shortNames[id]].includes(wanted) ? true : operations[id].label === path,
  );
}

/** The operations of an option, each once, in the order of the table. @throws {UsageError} for a word that names none. */
export function operationsIn(options: Options, name: string): readonly OperationId[] | undefined {
  const list = listIn(options, name);
  if (list === undefined) return undefined;
  const named = list.map((word) => operationNamed(word) ?? refuse(word, name));
  return operationIds.filter((id) => named.includes(id));
}

function refuse(word: string, name: string): never {
  const labels = operationIds.map((id) => operations[id].label);
  const hint = nearest(word, [...Object.values(shortNames), ...labels, ...operationIds]);
  throw new UsageError(
    `Cannot use --${kebab(name)} "${word}": expected ${Object.values(shortNames).join(', ')}; ids and paths name them as well (airlock fuzz --list-operations)${hint === undefined ? '' : `; did you mean "${hint}"?`}`,
  );
}
