/** Why a run on a target cannot start or go on. The message is the one line that the user sees. */

import type { Failure } from './exchange.ts';

/** The target cannot be tested: unreachable, refuses the credentials, or has nothing to build on. Exit 3. */
export class TargetUnusableError extends Error {
  override readonly name = 'TargetUnusableError';
}

/** One request got no answer in time; others may. Exit 3 unless it is caught. */
export class UnansweredError extends TargetUnusableError {
  /** How long it was waited for. */
  readonly waitedMs: number;

  constructor(message: string, waitedMs: number) {
    super(message);
    this.waitedMs = waitedMs;
  }
}

/** The target answered before and no longer does, its health check included. Exit 3, results so far are kept. */
export class TargetLostError extends TargetUnusableError {
  readonly lost = true;
  /** How the last request failed; absent when the target answers but asks for too long a wait. */
  readonly failure?: Failure;

  constructor(message: string, failure?: Failure) {
    super(message);
    if (failure !== undefined) this.failure = failure;
  }
}

/** The request budget (`--max-requests`) is used up: the run ends cleanly. */
export class BudgetSpentError extends Error {
  override readonly name = 'BudgetSpentError';
}

/** The connections that the run may create (`--max-connections`) are made: it goes on without further ones. */
export class ConnectionsSpentError extends Error {
  override readonly name = 'ConnectionsSpentError';
}

/** The call would write, or could harm, and the run has no consent for it. */
export class ConsentError extends Error {
  override readonly name = 'ConsentError';
  /** Whether an option permits the call; otherwise nothing does. */
  readonly isPermittable: boolean;

  constructor(message: string, { isPermittable = false } = {}) {
    super(message);
    this.isPermittable = isPermittable;
  }
}
