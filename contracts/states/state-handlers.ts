/** How each provider state is reached, on any target, through the operations and inside the sandbox. */
import { randomUUID } from 'node:crypto';
import { textAt } from '../../src/json/json.ts';
import { unknownId } from '../../src/target/unknown-id.ts';
import type { StateName } from '../interaction.ts';
import { listed } from './ask.ts';
import { changedSource } from './changed-source.ts';
import { discovered, onDiscoveredSource } from './discovered-source.ts';
import { deprecated, existing } from './existing-connection.ts';
import { workspaceValues } from './state.ts';
import type { ReachedState, StateHandler, StateTarget } from './state.ts';
import { StateUnreachableError } from './state-unreachable.ts';
import { tagExists, tagged } from './tags.ts';

export function stateHandlers(target: StateTarget): Readonly<Record<StateName, StateHandler>> {
  return {
    'a workspace': async () => ({ values: workspaceValues(target), created: [] }),
    'a connection exists': (parameters) => existing(target, 'a connection exists', parameters),
    'a deprecated connection exists': (parameters) => deprecated(target, parameters),
    'a connection whose source schema changed': (parameters) => changedSource(target, parameters),
    'a connection that has synced exists': () => synced(target),
    'a connection with a tag exists': () => tagged(target),
    'a connection on a discovered source exists': () => onDiscoveredSource(target),
    'a tag exists': () => tagExists(target),
    'the source was discovered': () => discovered(target),
    'there is no such connection': async () => ({
      values: { ...workspaceValues(target), connectionId: unknownId },
      created: [],
    }),
    'there is no such source': async () => ({
      values: { ...workspaceValues(target), sourceId: randomUUID() },
      created: [],
    }),
  };
}

/** Deprecates what a state or its interaction created; the sandbox looks again at the end of the run. */
export async function tearDown(target: StateTarget, created: readonly string[]): Promise<void> {
  for (const connectionId of created)
    await target.send({
      operation: 'webBackendUpdateConnection',
      body: { connectionId, status: 'deprecated', skipReset: true },
    });
}

/** Only a real sync makes this true; the connection is read and never touched. */
async function synced(target: StateTarget): Promise<ReachedState> {
  const state = 'a connection that has synced exists';
  const found = (await listed(target, state)).find(({ latestSyncJobStatus }) => latestSyncJobStatus !== undefined);
  const connectionId = textAt(found, 'connectionId');
  if (connectionId === undefined)
    throw new StateUnreachableError(state, 'not-allowed', 'no connection of the workspace has ever synced');
  return { values: { workspaceId: target.fixtures.workspaceId, connectionId }, created: [] };
}
