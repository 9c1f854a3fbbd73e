import { isObject, listAt, member, textAt } from '../../src/json/json.ts';
import type { JsonObject } from '../../src/json/json.ts';
import { operations } from '../../schemas/operations.ts';
import { idOf } from '../model/read-back.ts';
import { isCertain } from '../model/worlds.ts';
import { brokenBy, differing } from './broken-by.ts';
import { carriedOver } from './causes.ts';
import type { Check, Observation, Past, Violation } from './check.ts';
import { listedConnections } from './listed-connections.ts';
import { operationIdsIn } from './operations-shown.ts';
import { show } from './show.ts';
import { connectionOf, shownConnection } from './shown-connection.ts';
import { takenOver } from './taken-over.ts';
import { together, violationIf } from './violation-if.ts';

export const isolation = {
  id: 'isolation',
  law: 'A write reaches only its own connection, none that is created after it, and a list only its own workspace. A connection has its source and its destination in the workspace that lists it, and no operation of another connection.',
  meaning: 'One workspace can see or change data of another.',
  severity: 'critical',
  exceptions:
    'A create that leaves a member out may show any default, if it is the same each time. If a write to the connection itself was refused as well, that write may have caused the change.',
  inspect(now, past) {
    if (now.operation === operations.webBackendListConnectionsForWorkspace.id) return leakedItems(now, past);
    // A body that mixes workspaces and is accepted is for invalid-rejected.
    const isJudged = now.step.intent.kind !== 'unknown' && now.step.intent.kind !== 'invalid';
    const shown = isJudged ? shownConnection(now) : undefined;
    return together(
      carriedHere(now, past),
      shown && [...actorsElsewhere(shown, now, past), ...othersOperations(shown, now, past), ...takenOver(now, past)],
    );
  },
} as const satisfies Check;

/** What a write to another connection did to this one. */
function carriedHere(now: Observation, past: Past): readonly Violation[] | undefined {
  const found = brokenBy('isolation', now, past);
  const cause = carriedOver(found ?? [], past.judged(now));
  return found?.map((difference) =>
    differing(difference, (place) => `Writing another connection changed ${place} of this one`, {
      kind: 'connection',
      blames: {
        what: 'writes-between',
        otherwise: `A connection shows another ${difference.pointer} although nothing was written to it`,
      },
      ...cause,
    }),
  );
}

/** Its source and its destination say where they belong. */
function actorsElsewhere(shown: JsonObject, now: Observation, past: Past): readonly Violation[] {
  const known = connectionOf(now, past);
  return (['source', 'destination'] as const).flatMap((side) => {
    const workspaceId = textAt(shown[side], 'workspaceId');
    // What was read before is no news: a create that mixes workspaces may have been accepted.
    const isNew = workspaceId !== undefined && workspaceId !== textAt(known?.read[side], 'workspaceId');
    const home = past.target.fixtures.workspaceId;
    if (!isNew || idOf(workspaceId) === idOf(home)) return [];
    return [
      {
        title: `A connection of the workspace has a ${side} of another one`,
        expected: home,
        received: workspaceId,
        pointer: `/${side}/workspaceId`,
        kind: 'elsewhere',
      },
    ];
  });
}

/** An id that is not the connection's own makes a new operation, or none. */
function othersOperations(shown: JsonObject, now: Observation, past: Past): readonly Violation[] {
  if (now.step.handle === undefined) return [];
  const others = new Map(
    past
      .connections()
      .filter((known) => known.handle !== now.step.handle && isCertain(known, 'operations'))
      .flatMap(({ read, connectionId }) => idsIn(read).map((id) => [id, connectionId] as const)),
  );
  const taken = idsIn(shown).filter((id) => others.has(id));
  return violationIf(taken.length > 0, () => ({
    title: 'A connection shows an operation of another one',
    expected: 'operations of its own',
    received: show(taken),
    pointer: '/operations',
    kind: 'attached',
  }));
}

function idsIn(read: JsonObject): readonly string[] {
  const named = listAt(read, 'operationIds').filter((id) => typeof id === 'string');
  return [...new Set([...operationIdsIn(read), ...named.map(idOf)])];
}

/** The list of another workspace must show none of our connections, and our list none of another workspace. */
function leakedItems({ answer, body, json }: Observation, past: Past): readonly Violation[] {
  if (answer.status !== 200 || !isObject(body)) return [];
  // Jackson reads a list of one item as that item.
  const asked: unknown = body['workspaceId'];
  const workspaceId = idOf(Array.isArray(asked) && asked.length === 1 ? asked[0] : asked);
  const items = listedConnections(json);
  const { fixtures } = past.target;
  if (workspaceId !== idOf(fixtures.workspaceId)) {
    const own = new Set(past.connections().map(({ connectionId }) => connectionId.toLowerCase()));
    return items
      .filter((item) => own.has(idOf(item['connectionId'])) || sourceOf(item) === idOf(fixtures.sourceId))
      .map((item) => ({
        title: 'The list of another workspace shows a connection of this one',
        expected: 'none of ours',
        received: show(item['connectionId']),
        pointer: '/connections',
        kind: 'workspace',
        detail: 'ours elsewhere',
      }));
  }
  return items
    .filter((item) => fixtures.foreign !== undefined && sourceOf(item) === idOf(fixtures.foreign.sourceId))
    .map((item) => ({
      title: 'The list shows a connection of another workspace',
      expected: 'only connections of the workspace',
      received: show(item),
      pointer: '/connections',
      kind: 'workspace',
      detail: 'others here',
    }));
}

function sourceOf(item: unknown): string {
  return idOf(member(member(item, 'source'), 'sourceId'));
}
