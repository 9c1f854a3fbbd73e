import { isObject, listAt, member } from '../../src/json/json.ts';
import type { JsonObject } from '../../src/json/json.ts';
import { comparableOperations, idOf } from '../model/read-back.ts';
import { isCertain } from '../model/worlds.ts';
import type { Check, Observation, Past, Violation } from './check.ts';
import { operationIdsIn } from './operations-shown.ts';
import { show } from './show.ts';
import { shownConnection } from './shown-connection.ts';
import { violationIf } from './violation-if.ts';

export const operationIds = {
  id: 'operation-ids',
  law: 'operationIds names the operations that are shown with it. Each of them belongs to the workspace of the source, and keeps its id until an update sends operations.',
  meaning: 'The page saves operations under ids that the server does not know, and each save makes them anew.',
  exceptions: 'operationIds may be left out, and has no order. A refused write may have changed operations.',
  severity: 'medium',
  inspect(now, past) {
    const read = shownConnection(now);
    if (read === undefined || listAt(read, 'operations').length === 0) return undefined;
    return [...otherThanShown(read), ...ofAnotherWorkspace(read), ...underOtherIds(read, now, past)];
  },
} as const satisfies Check;

function otherThanShown(read: JsonObject): readonly Violation[] {
  const { operationIds: named } = read;
  return violationIf(Array.isArray(named) && !sameIds(named.map(idOf), operationIdsIn(read)), () => ({
    title: 'operationIds does not name the operations that are shown',
    expected: show(operationIdsIn(read)),
    received: show(named),
    pointer: '/operationIds',
  }));
}

function ofAnotherWorkspace(read: JsonObject): readonly Violation[] {
  const workspaceId = member(read['source'], 'workspaceId');
  if (typeof workspaceId !== 'string') return [];
  return listAt(read, 'operations').flatMap((operation, index) => {
    const own = member(operation, 'workspaceId');
    return violationIf(typeof own === 'string' && idOf(own) !== idOf(workspaceId), () => ({
      title: 'A connection has an operation of another workspace than its source',
      expected: show(workspaceId),
      received: show(own),
      pointer: `/operations/${index}/workspaceId`,
    }));
  });
}

/** The same operations as in the read before, but for their ids, although nothing was sent that could have made others of them. */
function underOtherIds(read: JsonObject, now: Observation, past: Past): readonly Violation[] {
  const { operation, body } = now;
  const isUpdate = operation === 'webBackendUpdateConnection';
  // A list of one may be taken for what is in it.
  if (isUpdate && (!isObject(body) || body['operations'] !== undefined)) return [];
  const { before, isParallel } = past.judged(now) ?? {};
  if (before === undefined || isParallel === true) return [];
  if (before.refused.length > 0 || !isCertain(before, 'operations')) return [];
  const [known, shown] = [before.read, read].map(({ operations }) => comparableOperations(operations));
  const [had, has] = [operationIdsIn(before.read), operationIdsIn(read)];
  return violationIf(JSON.stringify(known) === JSON.stringify(shown) && !sameIds(had, has), () => ({
    title: `${isUpdate ? 'An update that names no operations' : 'A get'} shows the same operations under other ids`,
    expected: show(had),
    received: show(has),
    pointer: '/operations/0/operationId',
  }));
}

/** Ids that are named twice may be shown once. */
function sameIds(left: readonly string[], right: readonly string[]): boolean {
  const [known, shown] = [new Set(left), new Set(right)];
  return known.size === shown.size && left.every((id) => shown.has(id));
}
