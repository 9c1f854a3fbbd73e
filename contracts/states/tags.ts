/** States with a tag. Airlock makes none: no run may send a request whose effect a sandbox cannot undo. */
import { listAt, textAt } from '../../src/json/json.ts';
import { listed } from './ask.ts';
import { connectionBody } from './connection-body.ts';
import { create, needWrites } from './existing-connection.ts';
import { workspaceValues } from './state.ts';
import type { ReachedState, StateTarget, StateValues } from './state.ts';
import { StateUnreachableError } from './state-unreachable.ts';

export async function tagExists(target: StateTarget): Promise<ReachedState> {
  const { tag } = await someTag(target, 'a tag exists');
  return { values: { ...workspaceValues(target), ...tag }, created: [] };
}

export async function tagged(target: StateTarget): Promise<ReachedState> {
  const state = 'a connection with a tag exists';
  needWrites(target, state);
  const { tag, sent } = await someTag(target, state);
  const reached = await create(target, state, { ...connectionBody({}, target.fixtures), tags: [sent] });
  return { ...reached, values: { ...reached.values, ...tag } };
}

/** A tag of the workspace, known by a connection that has it. */
async function someTag(
  target: StateTarget,
  state: string,
): Promise<{ readonly tag: StateValues; readonly sent: unknown }> {
  const { workspaceId } = target.fixtures;
  const sent = (await listed(target, state))
    .flatMap((connection) => listAt(connection, 'tags'))
    .find((one) => textAt(one, 'workspaceId') === workspaceId && textAt(one, 'tagId') !== undefined);
  if (sent === undefined)
    throw new StateUnreachableError(
      state,
      'not-allowed',
      'no connection of the workspace has a tag; put one on any connection',
    );
  const values = { tagId: textAt(sent, 'tagId'), tagName: textAt(sent, 'name'), tagColor: textAt(sent, 'color') };
  return { tag: Object.fromEntries(Object.entries(values).map(([key, value]) => [key, value ?? ''])), sent };
}
