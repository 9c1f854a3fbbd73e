import { defined } from '../../src/json/defined.ts';
import { isObject, member } from '../../src/json/json.ts';
import { operations } from '../../schemas/operations.ts';
import { idOf } from '../model/read-back.ts';
import { carriedOver } from './causes.ts';
import type { Check, Observation, Past, Violation } from './check.ts';
import { differing, readDifferences } from './differing.ts';
import { listedConnections } from './listed-connections.ts';
import { readOf } from './read-of.ts';
import type { Read } from './read-of.ts';
import { show } from './show.ts';

export const isolation = {
  id: 'isolation',
  law: 'A write reaches only its own connection, and a list only its own workspace.',
  meaning: 'One workspace can see or change data of another.',
  severity: 'critical',
  exceptions: 'If a write to the connection itself was refused as well, that write may have caused the change.',
  concerns: (now, past) =>
    readByOthers(now, past) !== undefined || now.operation === operations.webBackendListConnectionsForWorkspace.id,
  inspect(now, past) {
    if (now.operation === operations.webBackendListConnectionsForWorkspace.id) return leakedItems(now, past);
    const read = readByOthers(now, past);
    if (read === undefined) return [];
    const found = readDifferences(read.before.read, read.after, past);
    const cause = carriedOver(found, now, past);
    return found.map((difference) =>
      differing(difference, (place) => `Writing another connection changed ${place} of this one`, {
        kind: 'connection',
        blames: {
          what: 'writes-between',
          otherwise: `A connection shows another ${difference.pointer} although nothing was written to it`,
        },
        ...defined({ cause }),
      }),
    );
  },
} as const satisfies Check;

/**
 * A second get of a connection, with writes only to other connections in between. The answer to a create or update would
 * not do for a first: it may never have been stored.
 */
function readByOthers(now: Observation, past: Past): Read | undefined {
  const read = readOf(now, past, 'get');
  return read?.before.readBy === 'get' && read.before.othersWrittenSince > 0 && read.before.refusedSince === 0
    ? read
    : undefined;
}

/** The list of another workspace must show none of our connections, and our list none of another workspace. */
function leakedItems({ answer, body, json }: Observation, past: Past): readonly Violation[] {
  if (answer.status !== 200 || !isObject(body)) return [];
  // Jackson reads a list of one item as that item.
  const asked: unknown = body['workspaceId'];
  const workspaceId = idOf(Array.isArray(asked) && asked.length === 1 ? asked[0] : asked);
  const items = listedConnections(json);
  if (workspaceId !== past.ids.workspaceId.toLowerCase()) {
    const own = new Set(past.connections().map(({ connectionId }) => connectionId.toLowerCase()));
    return items
      .filter((item) => own.has(idOf(item['connectionId'])) || sourceOf(item) === past.ids.sourceId.toLowerCase())
      .map((item) => ({
        title: 'The list of another workspace shows a connection of this one',
        expected: 'none of ours',
        received: show(item['connectionId']),
        pointer: '/connections',
        kind: 'workspace',
        detail: 'ours elsewhere',
      }));
  }
  const foreign = past.foreignSources?.() ?? new Set<string>();
  return items
    .filter((item) => foreign.has(sourceOf(item)))
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
