/** What is done about a connection that an update alone does not deprecate, in the order of its cost to others. */
import { deprecate } from './deprecate.ts';
import type { Answer, Failure } from './exchange.ts';
import type { Ask } from './list-connections.ts';

/** Ways to take away for good, which need the consent of `--allow-harmful` or `cleanup --force`. */
export interface Removers {
  connection(connectionId: string): Promise<Answer | Failure>;
  operation(operationId: string): Promise<Answer | Failure>;
}

/**
 * Repairs, then deletes. An update without operations takes off one that cannot be read, even where it answers 500; deleting the operation
 * does the same by its id. Deleting the connection is the last: where its operation cannot be read it fails and takes that off, so that
 * an update succeeds after it (seen on 0.44.5 and 2.0.0).
 * @returns whether an answer said that it is done; the list is the proof.
 */
export async function takeAway(
  connectionId: string,
  {
    operationIds,
    send,
    remove,
  }: { readonly operationIds: readonly string[]; readonly send: Ask; readonly remove: Removers },
): Promise<boolean> {
  const first = await deprecate([connectionId], send);
  const isFirstDone = first.done.length > 0;
  if (isFirstDone && first.withOperations.length === 0) return true;
  for (const id of operationIds) await remove.operation(id);
  if (isFirstDone) return true;
  if (operationIds.length > 0 && (await deprecate([connectionId], send)).done.length > 0) return true;
  const removed = await remove.connection(connectionId);
  if (removed.kind === 'answer' && [200, 204, 404].includes(removed.status)) return true;
  return (await deprecate([connectionId], send)).done.length > 0;
}
