/** How connections go away: an update deprecates them, and a read shows whether they are gone. */
import { defined } from '../json/defined.ts';
import { member } from '../json/json.ts';
import type { Answer, Failure } from './exchange.ts';
import type { Ask } from './list-connections.ts';

/**
 * Deprecates connections, a few at a time. `done` are those whose update was accepted, `problem` says what went wrong first. Neither is a
 * proof: released servers answer 500 to updates that take effect. The list has the last word. Those of `withOperations` may have kept some.
 */
export async function deprecate(
  ids: readonly string[],
  send: Ask,
): Promise<{
  readonly done: readonly string[];
  readonly withOperations: readonly string[];
  readonly problem?: string;
}> {
  const queue = [...ids];
  const done: string[] = [];
  const withOperations: string[] = [];
  let problem: string | undefined;
  const worker = async (): Promise<void> => {
    for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
      const { outcome, keepsOperations } = await deprecateOne(id, send);
      if (keepsOperations) withOperations.push(id);
      if (outcome.kind === 'answer' && (outcome.status === 200 || outcome.status === 404)) done.push(id);
      else problem ??= `updating ${id} ${saidBy(outcome)}`;
      // Each update of a target that went away would wait for its time limit;
      // a target that refuses access is not asked again.
      if (outcome.kind === 'failure' || refusingStatuses.has(outcome.status)) return;
    }
  };
  await Promise.all(Array.from({ length: 4 }, worker));
  return { done, withOperations, ...defined({ problem }) };
}

/**
 * Operations are taken off in the same update: released servers leave those of a deprecated connection in place for ever. Where an operation
 * cannot be read (0.44, 2.0), that update fails, takes it off all the same, and leaves the status and the operations after it; a second one
 * without them is then accepted.
 */
async function deprecateOne(
  connectionId: string,
  send: Ask,
): Promise<{ readonly outcome: Answer | Failure; readonly keepsOperations: boolean }> {
  const body = { connectionId, status: 'deprecated', skipReset: true };
  const first = await send('webBackendUpdateConnection', { ...body, operations: [] });
  const isSettled = first.kind === 'failure' || [200, 404].includes(first.status) || refusingStatuses.has(first.status);
  if (isSettled) return { outcome: first, keepsOperations: false };
  return { outcome: await send('webBackendUpdateConnection', body), keepsOperations: true };
}

const refusingStatuses: ReadonlySet<number> = new Set([401, 403, 429, 503]);

/** Reads each connection: a list that still shows deprecated ones has a defect of its own. */
export async function stillLive(ids: readonly string[], send: Ask): Promise<readonly string[]> {
  const left: string[] = [];
  for (const id of ids) {
    const outcome = await send('webBackendGetConnection', { connectionId: id });
    const isGone =
      outcome.kind === 'answer' &&
      (outcome.status === 404 || (outcome.json.ok && member(outcome.json.value, 'status') === 'deprecated'));
    if (!isGone) left.push(id);
  }
  return left;
}

/** Describes an answer that does not help, as the end of a sentence. */
export function saidBy(outcome: Answer | Failure): string {
  if (outcome.kind === 'failure') return `got no answer: ${outcome.reason}`;
  return outcome.status === 200 ? 'is not the JSON that it should be' : `was answered with ${outcome.status}`;
}
