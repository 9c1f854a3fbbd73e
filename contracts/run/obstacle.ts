import { ConsentError } from '../../src/target/errors.ts';
import { StateUnreachableError } from '../states/state-unreachable.ts';
import type { Obstacle } from './segment.ts';

/**
 * What keeps one interaction back, where the run goes on: a state that is not reached, or a request that the gate held
 * back, because it needs an option or because no run may send it.
 */
export function obstacleOf(error: unknown): Obstacle | undefined {
  if (error instanceof StateUnreachableError) return error;
  if (!(error instanceof ConsentError)) return undefined;
  return { kind: error.isPermittable ? 'not-allowed' : 'not-permitted', message: error.message };
}
