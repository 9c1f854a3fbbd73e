/** Sets up and takes down the provider states that Pact's verifier announces. */
import type { Description } from '../../schemas/description.ts';
import { stateHandlers, tearDown } from '../states/state-handlers.ts';
import type { StateHandler, StateTarget } from '../states/state.ts';
import { StateUnreachableError } from '../states/state-unreachable.ts';
import { obstacleOf } from './obstacle.ts';
import type { Segment } from './segment.ts';

/** As Pact's verifier sends it. */
export interface StateChange {
  readonly action: string;
  /** Empty where the interaction names none. */
  readonly state: string;
  readonly params: Readonly<Record<string, unknown>>;
}

export interface BridgeContext {
  readonly target: StateTarget;
  readonly segment: Segment;
  readonly description: Description | undefined;
}

/** Returns the values that the request may take from the state. */
export async function changeState(
  { target, segment, description }: BridgeContext,
  { action, state, params }: StateChange,
): Promise<unknown> {
  if (action === 'teardown') {
    if (!segment.isOver) await tearDown(target, segment.created);
    segment.isOver = true;
    return {};
  }
  if (state === '') return {};
  segment.states.push(state);
  try {
    const handlers: Readonly<Record<string, StateHandler>> = stateHandlers(
      description === undefined ? target : { ...target, description },
    );
    const handler = Object.hasOwn(handlers, state) ? handlers[state] : undefined;
    if (handler === undefined) throw new StateUnreachableError(state, 'missing-handler', 'there is no handler for it');
    const reached = await handler(params);
    segment.created.push(...reached.created);
    return reached.values;
  } catch (error) {
    const obstacle = obstacleOf(error);
    if (obstacle === undefined) throw error;
    // Pact must not give up on the interactions that follow: the request of this one is refused instead.
    segment.unreachable ??= obstacle;
    return {};
  }
}
