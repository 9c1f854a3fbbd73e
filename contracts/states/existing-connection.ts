/** States that are a connection of the run's own. */
import { trapsAt } from '../../schemas/traps.ts';
import { defined } from '../../src/json/defined.ts';
import { listAt, textAt } from '../../src/json/json.ts';
import { permission } from '../../src/target/consent-guard.ts';
import { ask } from './ask.ts';
import { connectionBody } from './connection-body.ts';
import type { StateParameters } from './connection-body.ts';
import type { ReachedState, StateTarget } from './state.ts';
import { StateUnreachableError } from './state-unreachable.ts';

export async function existing(target: StateTarget, state: string, parameters: StateParameters): Promise<ReachedState> {
  const { consent, traps = trapsAt(undefined) } = target;
  needWrites(target, state);
  if (parameters['touchesOthers'] === true && traps.has('shared-notification-flags') && !consent.harmfulInputs)
    throw new StateUnreachableError(
      state,
      'not-allowed',
      `released servers before 8 May 2023 change every connection on this request; ${permission(consent, 'harmfulInputs')}`,
    );
  return create(target, state, bodyOf(state, parameters, target));
}

/** The same, made to be deleted: with the status that deleting gives. */
export async function deprecated(target: StateTarget, parameters: StateParameters): Promise<ReachedState> {
  const state = 'a deprecated connection exists';
  const reached = await existing(target, state, parameters);
  await ask(target, state, 'webBackendUpdateConnection', {
    connectionId: reached.values['connectionId'],
    status: 'deprecated',
    skipReset: true,
  });
  return reached;
}

/** @throws {StateUnreachableError} where the run may not create. */
export function needWrites({ consent }: StateTarget, state: string): void {
  if (!consent.writes)
    throw new StateUnreachableError(state, 'not-allowed', `the run may not write; ${permission(consent, 'writes')}`);
}

/** Creates a connection of the sandbox under its next name. @throws {StateUnreachableError} */
export async function create(
  target: StateTarget,
  state: string,
  body: Readonly<Record<string, unknown>>,
): Promise<ReachedState> {
  const { fixtures, sandbox } = target;
  const name = sandbox.nextName();
  const read = await ask(target, state, 'webBackendCreateConnection', { name, ...body });
  const connectionId = textAt(read, 'connectionId');
  if (connectionId === undefined)
    throw new StateUnreachableError(state, 'refused', 'the answer to connections/create has no connectionId');
  if (!sandbox.created(name, connectionId))
    throw new StateUnreachableError(
      state,
      'refused',
      `connections/create was answered with ${connectionId}, a connection that was there before`,
    );
  const operationId = textAt(listAt(read, 'operations')[0], 'operationId');
  return {
    values: {
      workspaceId: fixtures.workspaceId,
      sourceId: fixtures.sourceId,
      destinationId: fixtures.destinationId,
      connectionId,
      name,
      ...defined({ operationId }),
    },
    created: [connectionId],
  };
}

function bodyOf(
  state: string,
  parameters: StateParameters,
  { fixtures }: StateTarget,
): Readonly<Record<string, unknown>> {
  try {
    return connectionBody(parameters, fixtures);
  } catch (error) {
    throw new StateUnreachableError(state, 'missing-handler', error instanceof Error ? error.message : String(error));
  }
}
