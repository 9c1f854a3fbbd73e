/** The connections that a run creates, and how they go away again. */
import { connectionKey } from './connection-key.ts';
import { deprecate, saidBy, stillLive } from './deprecate.ts';
import type { Journal } from './journal.ts';
import { isList, listConnections, listCost } from './list-connections.ts';
import type { Ask } from './list-connections.ts';
import { staysOf } from './operation-rows.ts';
import type { OperationRows } from './operation-rows.ts';
import { takeAway } from './take-away.ts';
import type { Removers } from './take-away.ts';
import { member } from '../json/json.ts';
import type { Sandbox } from './target.ts';

export interface SandboxState {
  readonly runId: string;
  readonly workspaceId: string;
  /** Connections that were there before the run. */
  readonly there?: readonly string[];
  readonly created?: readonly string[];
  /** Some connections carry the mark in their prefix only. */
  readonly hasUnnamed?: boolean;
}

export interface RunSandbox extends Sandbox {
  /** Whether the run made the connection. */
  owns(connectionId: string): boolean;
  /** Whether the connection was there before the run. */
  wasThere(connectionId: string): boolean;
  /**
   * Announces creates whose prefix carries the run's mark and whose name does not. False when the journal cannot hold
   * that.
   */
  noteUnnamed(): boolean;
  /** Requests that `clean` would send now. */
  cleaningCost(): number;
}

/**
 * The mark of a run: the name of each of its connections starts with this, or the prefix where a case is about the
 * name.
 */
export function namePrefix(runId: string): string {
  return `airlock-${runId}-`;
}

/** Creates that may be under way when the budget ends. */
const inFlight = 4;

/** Both ignore the budget and interruptions, because cleaning up must always finish. */
export interface SandboxSenders {
  readonly send: Ask;
  /** For what no update can deprecate; absent without the consent to that. */
  readonly remove?: Removers;
}

/** `rows` knows the operations of the run's connections. */
export function sandboxOf(
  state: SandboxState,
  journal: Journal,
  { send, remove, rows }: SandboxSenders & { readonly rows?: OperationRows },
): RunSandbox {
  const there = new Set(state.there?.map(connectionKey));
  // Earlier versions journalled any id that a create was answered with, even that of an existing connection.
  const live = new Set(state.created?.filter((id) => !there.has(connectionKey(id))));
  const own = new Set([...live].map(connectionKey));
  let names = 0;
  let hasUnnamed = state.hasUnnamed === true;
  const owns = (id: string): boolean => own.has(connectionKey(id));
  const wasThere = (id: string): boolean => there.has(connectionKey(id));
  /** Ids of this run's connections that the list shows, whether or not their create was ever answered. */
  const listOwn = async (): Promise<Own> => {
    const { connections, outcome } = await listConnections(send, state.workspaceId);
    if (!isList(outcome))
      return { ids: [], problem: `the list of connections ${saidBy(outcome)}`, isSilent: outcome.kind === 'failure' };
    const mark = namePrefix(state.runId);
    const ids: string[] = [];
    for (const { connectionId, name } of connections) {
      if (typeof connectionId !== 'string' || wasThere(connectionId)) continue;
      if (owns(connectionId) || startsWith(name, mark)) ids.push(connectionId);
      // The name does not say: a mark in the prefix makes it one of the run's.
      else if (hasUnnamed && !startsWith(name, 'airlock-')) {
        const read = await send('webBackendGetConnection', { connectionId });
        const isRead = read.kind === 'answer' && read.json.ok && (read.status === 200 || read.status === 404);
        if (!isRead)
          return { ids, problem: `reading ${connectionId} ${saidBy(read)}`, isSilent: read.kind === 'failure' };
        if (startsWith(member(read.json.value, 'prefix'), mark)) ids.push(connectionId);
      }
    }
    for (const id of ids) {
      if (own.has(connectionKey(id))) continue;
      own.add(connectionKey(id));
      live.add(id);
    }
    return { ids, isSilent: false };
  };
  /** The list is the proof; without it, whatever is not known to be gone is left. */
  const look = async (): Promise<{ readonly left: readonly string[]; readonly problem?: string }> => {
    const { ids, problem } = await listOwn();
    return problem === undefined ? { left: await stillLive(ids, send) } : { left: [...live], problem };
  };
  const isGone = (connectionId: string): void => {
    live.delete(connectionId);
    journal.cleaned(connectionId);
  };
  /** Operations that the updates left attached, of connections that are deprecated. */
  const detach = async (connectionIds: readonly string[]): Promise<void> => {
    for (const id of connectionIds.flatMap((each) => rows?.of(each) ?? []))
      if (remove === undefined) rows?.keep(id);
      else await remove.operation(id);
  };
  const takeAll = async (connectionIds: readonly string[], removers: Removers): Promise<void> => {
    for (const id of connectionIds)
      if (await takeAway(id, { operationIds: rows?.of(id) ?? [], send, remove: removers })) isGone(id);
  };
  return {
    owns,
    wasThere,
    nextName() {
      journal.open();
      names += 1;
      return `${namePrefix(state.runId)}${names}`;
    },
    noteUnnamed() {
      hasUnnamed ||= journal.unnamed();
      return hasUnnamed;
    },
    created(_name, connectionId) {
      if (wasThere(connectionId)) return false;
      own.add(connectionKey(connectionId));
      if (live.has(connectionId)) return true;
      live.add(connectionId);
      journal.created(connectionId);
      return true;
    },
    async retire(connectionIds) {
      const ours = connectionIds.filter((id) => live.has(id));
      const { done, withOperations } = await deprecate(ours, send);
      for (const id of done) isGone(id);
      await detach(withOperations.filter((id) => !live.has(id)));
      // One of them may keep every list of the workspace from being answered.
      if (remove !== undefined)
        await takeAll(
          ours.filter((id) => live.has(id)),
          remove,
        );
    },
    // Two looks at the list, in all its pages, and whatever is in flight when the budget ends.
    cleaningCost: () =>
      names === 0 && live.size === 0 ? 0 : live.size + inFlight + 2 * listCost(there.size + live.size),
    async clean() {
      if (names === 0 && live.size === 0) return { created: 0, cleaned: 0, left: [] };
      const before = await listOwn();
      if (before.problem !== undefined && before.isSilent) return unverified(before.problem, [...live]);
      // Without the list, connections with a known id can be deprecated all the same.
      const { done, withOperations, problem } = await deprecate([...live], send);
      for (const id of done) isGone(id);
      await detach(withOperations.filter((id) => !live.has(id)));
      let found = await look();
      // One that breaks the list of its workspace hides those whose create was never answered: they show up in a second round.
      for (const removers of remove === undefined ? [] : [remove, remove]) {
        if (found.left.length === 0) break;
        await takeAll(found.left, removers);
        found = await look();
      }
      const { left } = found;
      if (found.problem !== undefined) return unverified(problem ?? found.problem, [...live]);
      if (left.length === 0) journal.close();
      return counted(left);
    },
  };

  function counted(left: readonly string[], unknown: readonly string[] = []): Awaited<ReturnType<Sandbox['clean']>> {
    const cleaned = Math.max(0, own.size - left.length);
    return {
      created: own.size,
      cleaned,
      left: [...left, ...unknown],
      ...(rows === undefined ? {} : staysOf(cleaned, rows)),
    };
  }

  /** Keeps the journal: without a list nobody knows whether the sandbox is empty. */
  function unverified(problem: string, ids: readonly string[]): Awaited<ReturnType<Sandbox['clean']>> {
    return counted(ids, [`unknown: ${problem}`]);
  }
}

interface Own {
  readonly ids: readonly string[];
  /** Why there is no list. */
  readonly problem?: string;
  /** Nothing was answered at all. */
  readonly isSilent: boolean;
}

function startsWith(value: unknown, mark: string): boolean {
  return typeof value === 'string' && value.startsWith(mark);
}
