import { operations } from '../../schemas/operations.ts';
import { comparableRead, differences, idOf, isObject, member } from '../model/read-back.ts';
import type { Check, Observation, Past } from './check.ts';
import { listedConnections } from './listed-connections.ts';
import { readOf } from './read-of.ts';
import type { Read } from './read-of.ts';
import { show, showDifference } from './show.ts';

export const isolation: Check = {
  id: 'isolation',
  law: 'A write reaches only its own connection, and a list only its own workspace.',
  severity: 'critical',
  exceptions: 'Where a write to the connection itself was refused as well, it may be that one which left the change.',
  concerns: (now, past) =>
    readByOthers(now, past) !== undefined || now.operation === operations.webBackendListConnectionsForWorkspace.id,
  inspect(now, past) {
    if (now.operation === operations.webBackendListConnectionsForWorkspace.id) return leakedItem(now, past);
    const read = readByOthers(now, past);
    if (read === undefined) return undefined;
    const [difference] = differences(
      comparableRead(read.before.read, past.declaredReadMembers),
      comparableRead(read.after, past.declaredReadMembers),
    );
    if (difference === undefined) return undefined;
    return {
      title: `Writing another connection changed ${difference.pointer} of this one`,
      ...showDifference(difference),
      pointer: difference.pointer,
      kind: 'connection',
    };
  },
};

/** A get of a connection since whose last get only others were written: what a create or update answered may never have been stored. */
function readByOthers(now: Observation, past: Past): Read | undefined {
  const read = readOf(now, past, 'get');
  return read?.before.readBy === 'get' && read.before.othersWrittenSince > 0 && read.before.refusedSince === 0
    ? read
    : undefined;
}

/** Items of a list must not be known to belong elsewhere: neither our own in another workspace, nor another's in ours. */
function leakedItem({ answer, body, json }: Observation, past: Past): ReturnType<Check['inspect']> {
  if (answer.status !== 200 || !isObject(body)) return undefined;
  // A list of one is its item to Jackson.
  const asked: unknown = body['workspaceId'];
  const workspaceId = idOf(Array.isArray(asked) && asked.length === 1 ? asked[0] : asked);
  const items = listedConnections(json);
  const isHome = workspaceId === past.ids.workspaceId.toLowerCase();
  if (!isHome) {
    const own = new Set(past.connections().map(({ connectionId }) => connectionId.toLowerCase()));
    const leaked = items.find(
      (item) => own.has(idOf(item['connectionId'])) || sourceOf(item) === past.ids.sourceId.toLowerCase(),
    );
    return leaked === undefined
      ? undefined
      : {
          title: 'The list of another workspace shows a connection of this one',
          expected: 'none of ours',
          received: show(leaked['connectionId']),
          pointer: '/connections',
          kind: 'workspace',
        };
  }
  const foreign = past.foreignSources?.() ?? new Set<string>();
  const stray = items.find((item) => foreign.has(sourceOf(item)));
  return stray === undefined
    ? undefined
    : {
        title: 'The list shows a connection of another workspace',
        expected: 'only connections of the workspace',
        received: show(stray),
        pointer: '/connections',
        kind: 'workspace',
      };
}

function sourceOf(item: unknown): string {
  return idOf(member(member(item, 'source'), 'sourceId'));
}
