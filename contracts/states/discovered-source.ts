/** States that need the id of a catalog that a source was discovered to have: a connection of that source tells it. */
import { textAt } from '../../src/json/json.ts';
import { ask, listed } from './ask.ts';
import { connectionBody } from './connection-body.ts';
import { create, needWrites } from './existing-connection.ts';
import { workspaceValues } from './state.ts';
import type { ReachedState, StateTarget } from './state.ts';
import { StateUnreachableError } from './state-unreachable.ts';

export async function discovered(target: StateTarget): Promise<ReachedState> {
  const found = await discoveredSource(target, 'the source was discovered');
  return { values: { ...workspaceValues(target), ...found }, created: [] };
}

export async function onDiscoveredSource(target: StateTarget): Promise<ReachedState> {
  const state = 'a connection on a discovered source exists';
  needWrites(target, state);
  const { sourceId, catalogId } = await discoveredSource(target, state);
  const reached = await create(target, state, {
    ...connectionBody({}, target.fixtures),
    sourceId,
    sourceCatalogId: catalogId,
  });
  return { ...reached, values: { ...reached.values, sourceId, catalogId } };
}

/** A workspace may have hundreds of connections; those of one source mostly have the same catalog. */
const maxReads = 10;

async function discoveredSource(
  target: StateTarget,
  state: string,
): Promise<{ readonly sourceId: string; readonly catalogId: string }> {
  for (const { connectionId } of (await listed(target, state)).slice(0, maxReads)) {
    const read = await ask(target, state, 'webBackendGetConnection', { connectionId });
    const [sourceId, catalogId] = [textAt(read, 'sourceId'), textAt(read, 'catalogId')];
    if (sourceId !== undefined && catalogId !== undefined) return { sourceId, catalogId };
  }
  throw new StateUnreachableError(
    state,
    'not-allowed',
    `none of the first ${maxReads} connections of the workspace has the catalog of its source`,
  );
}
