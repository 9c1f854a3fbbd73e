/** The connections that a run creates, and how they go away again. */
import type { Answer, Failure } from './exchange.ts';
import type { Journal } from './journal.ts';
import { isList, listConnections } from './list-connections.ts';
import type { Ask } from './list-connections.ts';
import type { Sandbox } from './target.ts';

export interface SandboxState {
  readonly runId: string;
  readonly workspaceId: string;
  readonly created?: readonly string[];
}

export interface RunSandbox extends Sandbox {
  /** Requests that `clean` would send now. */
  cleaningCost(): number;
}

/** Every connection of a run has a name that starts like this. */
export function namePrefix(runId: string): string {
  return `airlock-${runId}-`;
}

/** `send` goes past the budget, and on after an interruption: cleaning up always may. */
export function sandboxOf(state: SandboxState, journal: Journal, send: Ask): RunSandbox {
  const live = new Set(state.created);
  let names = 0;
  let created = live.size;
  return {
    nextName() {
      journal.open();
      names += 1;
      return `${namePrefix(state.runId)}${names}`;
    },
    created(_name, connectionId) {
      if (live.has(connectionId)) return;
      live.add(connectionId);
      created += 1;
      journal.created(connectionId);
    },
    async retire(connectionIds) {
      const ours = connectionIds.filter((id) => live.has(id));
      const { done } = await deprecate(ours, send);
      for (const id of done) {
        live.delete(id);
        journal.cleaned(id);
      }
    },
    // Two looks at the list, and whatever is in flight when the budget ends.
    cleaningCost: () => (names === 0 && live.size === 0 ? 0 : live.size + 6),
    async clean() {
      if (names === 0 && live.size === 0) return { created: 0, cleaned: 0, left: [] };
      const before = await listOwn(state, send);
      if (before.problem !== undefined && before.isSilent) return unverified(before.problem, [...live]);
      const unanswered = before.ids.filter((id) => !live.has(id));
      created += unanswered.length;
      // Without the list, what is known by its id can go away all the same.
      const { done, problem } = await deprecate([...live, ...unanswered], send);
      for (const id of done) {
        live.delete(id);
        journal.cleaned(id);
      }
      const after = await listOwn(state, send);
      if (after.problem !== undefined) return unverified(problem ?? after.problem, [...live]);
      const left = await stillLive(after.ids, send);
      if (left.length === 0) journal.close();
      return { created, cleaned: created - left.length, left };
    },
  };

  /** The journal stays: what nobody can look at cannot be called clean. */
  function unverified(problem: string, ids: readonly string[]): Awaited<ReturnType<Sandbox['clean']>> {
    return { created, cleaned: Math.max(0, created - ids.length), left: [...ids, `unknown: ${problem}`] };
  }
}

interface Own {
  readonly ids: readonly string[];
  /** Why the list cannot be had. */
  readonly problem?: string;
  /** Nothing was answered at all. */
  readonly isSilent: boolean;
}

/** Ids of this run's connections that the list shows, whether or not their create was ever answered. */
async function listOwn({ runId, workspaceId }: SandboxState, send: Ask): Promise<Own> {
  const { connections, outcome } = await listConnections(send, workspaceId);
  if (!isList(outcome))
    return { ids: [], problem: `the list of connections ${saidBy(outcome)}`, isSilent: outcome.kind === 'failure' };
  const ids = connections.flatMap(({ connectionId, name }) =>
    typeof name === 'string' && name.startsWith(namePrefix(runId)) && typeof connectionId === 'string'
      ? [connectionId]
      : [],
  );
  return { ids, isSilent: false };
}

/** A list that shows what is deprecated is a defect of the list: a read knows better. */
async function stillLive(ids: readonly string[], send: Ask): Promise<readonly string[]> {
  const left: string[] = [];
  for (const id of ids) {
    const outcome = await send('webBackendGetConnection', { connectionId: id });
    const isGone =
      outcome.kind === 'answer' &&
      (outcome.status === 404 || (outcome.json.ok && statusIn(outcome.json.value) === 'deprecated'));
    if (!isGone) left.push(id);
  }
  return left;
}

function statusIn(read: unknown): unknown {
  return typeof read === 'object' && read !== null && 'status' in read ? read.status : undefined;
}

function saidBy(outcome: Answer | Failure): string {
  if (outcome.kind === 'failure') return `got no answer: ${outcome.reason}`;
  return outcome.status === 200 ? 'is not the JSON that it should be' : `was answered with ${outcome.status}`;
}

const unwilling: ReadonlySet<number> = new Set([401, 403, 429, 503]);

async function deprecate(
  ids: readonly string[],
  send: Ask,
): Promise<{ readonly done: readonly string[]; readonly problem?: string }> {
  const queue = [...ids];
  const done: string[] = [];
  let problem: string | undefined;
  const worker = async (): Promise<void> => {
    for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
      const outcome = await send('webBackendUpdateConnection', {
        connectionId: id,
        status: 'deprecated',
        skipReset: true,
      });
      if (outcome.kind === 'answer' && (outcome.status === 200 || outcome.status === 404)) done.push(id);
      else problem ??= `updating ${id} ${saidBy(outcome)}`;
      // A target that went away would make each of them wait for its own time limit; one that wants none of them is left in peace.
      if (outcome.kind === 'failure' || unwilling.has(outcome.status)) return;
    }
  };
  await Promise.all(Array.from({ length: 4 }, worker));
  return { done, ...(problem === undefined ? {} : { problem }) };
}
