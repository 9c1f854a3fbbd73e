/** Finds the source or the destination of a workspace without connections. */
import { itemsOf, onlyOne } from './only-one.ts';
import type { Chosen, Read } from './only-one.ts';

/** @returns `undefined` where there is none, or the target does not list them. @throws {TypeError} where there are several. */
export async function findActor(
  name: 'source' | 'destination',
  workspaceId: string,
  read: Read,
): Promise<Chosen | undefined> {
  const found = itemsOf(await read(`/v1/${name}s/list`, { workspaceId }), name);
  return onlyOne(name, `workspace ${workspaceId}`, found ?? []);
}
