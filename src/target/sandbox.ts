/** The connections that a run creates, and how they go away again. */
import type { OperationId } from '../../schemas/operations.ts';
import type { Answer, Failure } from './exchange.ts';
import type { Journal } from './journal.ts';
import type { Sandbox } from './target.ts';

/** Sends one operation past the budget: cleaning up always may. */
export type SendAnyway = (operation: OperationId, body: unknown) => Promise<Answer | Failure>;

export interface SandboxState {
  readonly runId: string;
  readonly workspaceId: string;
  readonly created?: readonly string[];
}

/** Every connection of a run has a name that starts like this. */
export function namePrefix(runId: string): string {
  return `airlock-${runId}-`;
}

export function sandboxOf(state: SandboxState, journal: Journal, send: SendAnyway): Sandbox {
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
      for (const id of await deprecate(ours, send)) {
        live.delete(id);
        journal.cleaned(id);
      }
    },
    async clean() {
      if (names === 0 && live.size === 0) return { created: 0, cleaned: 0, left: [] };
      const listed = await listedIds(state, send);
      const unanswered = listed.filter((id) => !live.has(id));
      created += unanswered.length;
      for (const id of await deprecate([...live, ...unanswered], send)) journal.cleaned(id);
      const left = await listedIds(state, send);
      if (left.length === 0) journal.close();
      return { created, cleaned: created - left.length, left };
    },
  };
}

/** Ids of this run's connections that the list shows, whether or not their create was ever answered. */
async function listedIds({ runId, workspaceId }: SandboxState, send: SendAnyway): Promise<readonly string[]> {
  const outcome = await send('webBackendListConnectionsForWorkspace', { workspaceId });
  if (outcome.kind === 'failure' || !outcome.json.ok)
    throw new Error(
      `Cannot list what is left: ${outcome.kind === 'failure' ? outcome.message : `status ${outcome.status}`}`,
    );
  return connectionsIn(outcome.json.value).flatMap(({ connectionId, name }) =>
    typeof name === 'string' && name.startsWith(namePrefix(runId)) && typeof connectionId === 'string'
      ? [connectionId]
      : [],
  );
}

async function deprecate(ids: readonly string[], send: SendAnyway): Promise<readonly string[]> {
  const queue = [...ids];
  const done: string[] = [];
  const worker = async (): Promise<void> => {
    for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
      const outcome = await send('webBackendUpdateConnection', {
        connectionId: id,
        status: 'deprecated',
        skipReset: true,
      });
      if (outcome.kind === 'answer' && (outcome.status === 200 || outcome.status === 404)) done.push(id);
    }
  };
  await Promise.all(Array.from({ length: 4 }, worker));
  return done;
}

/** The items of a list answer, as far as they can be trusted. */
export function connectionsIn(body: unknown): readonly Readonly<Record<string, unknown>>[] {
  if (typeof body !== 'object' || body === null || !('connections' in body) || !Array.isArray(body.connections))
    return [];
  return body.connections.filter((item): item is Record<string, unknown> => typeof item === 'object' && item !== null);
}
