/** What the cases of a run share: the target, the checks, and what one case must know of the others. */
import type { Step } from '../../src/report/report.ts';
import type { Exchange } from '../../src/target/exchange.ts';
import type { Sandbox, Target } from '../../src/target/target.ts';
import type { Check } from '../checks/check.ts';
import type { CaseStep } from '../model/case.ts';

export interface RunContext {
  readonly target: Target;
  readonly sandbox: Sandbox;
  readonly checks: readonly Check[];
  readonly signal: AbortSignal;
  /** Told of every step that no run may send, with the reason. */
  readonly refused?: (reason: string) => void;
  /** Told of the connections of every case that has ended. */
  readonly finished: (created: readonly string[]) => Promise<void>;
  /** Deprecates the connections of all cases that have ended. */
  readonly tidied?: () => Promise<void>;
  /** Told of every step that was sent, and of what came back. */
  readonly exchanged?: (step: CaseStep, exchange: Exchange) => void;
  /**
   * Names and ids of connections that an invalid write was sent to. Shared, because a list shows those of every case.
   */
  readonly malformed: Set<string>;
  /** Ids of the connections that the cases have made, in lower case. */
  readonly made: Set<string>;
  /** Writes that may change connections of other cases, one of each kind. */
  readonly sideEffects: Map<string, Step>;
  /** Refreshing gets of all cases: each may change every connection of the source. */
  readonly refreshes: { begun: number; underway: number };
}

/**
 * Deprecate the connections of ended cases once there are this many: every list of the workspace shows them, to its
 * users as well, and takes the longer for it. Counted, not timed, so that the same seed sends the same requests.
 */
const mostLeftBehind = 12;

/** The context for a run on `target`. It deprecates connections in batches while the run goes on. */
export function runContextFor(
  target: Target & { readonly sandbox: Sandbox },
  checks: readonly Check[],
  signal: AbortSignal,
): RunContext {
  const done: string[] = [];
  const sideEffects: RunContext['sideEffects'] = new Map();
  return {
    target,
    sandbox: target.sandbox,
    checks,
    signal,
    async finished(created) {
      done.push(...created);
      // A nameless stream may keep every list of the workspace from being answered until its connection is gone.
      const most = sideEffects.has('nameless stream') ? 1 : mostLeftBehind;
      if (done.length >= most) await target.sandbox.retire?.(done.splice(0));
    },
    async tidied() {
      await target.sandbox.retire?.(done.splice(0));
    },
    malformed: new Set(),
    made: new Set(),
    sideEffects,
    refreshes: { begun: 0, underway: 0 },
  };
}
