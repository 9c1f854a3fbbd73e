/** What the cases of a run share: the target, the checks, and what one case must know of the others. */
import type { Step } from '../../src/report/report.ts';
import type { Sandbox, Target } from '../../src/target/target.ts';
import type { Check } from '../checks/check.ts';

export interface RunContext {
  readonly target: Target;
  readonly sandbox: Sandbox;
  readonly checks: readonly Check[];
  readonly signal?: AbortSignal;
  /** Told of every step that no run may send, with the reason. */
  readonly refused?: (reason: string) => void;
  /** Told of the connections of every case that has ended. */
  readonly finished?: (created: readonly string[]) => Promise<void>;
  /** Names and ids of connections that an invalid write was sent to; shared by the cases, whose lists show each other's connections. */
  readonly malformed?: Set<string>;
  /** Writes that may change connections of other cases, one of each kind. */
  readonly sideEffects?: Map<string, Step>;
  /** Sources known to belong to other workspaces. */
  readonly foreignSources?: ReadonlySet<string>;
}

/**
 * More connections than this are not left behind while the run goes on: every list of the workspace shows them all, to its users as
 * well. Counted, not timed, so that the same seed still sends the same requests.
 */
const crowd = 40;

export function runContextFor(
  target: Target & { readonly sandbox: Sandbox },
  checks: readonly Check[],
  signal: AbortSignal,
): RunContext {
  const { foreign } = target.fixtures;
  const done: string[] = [];
  return {
    target,
    sandbox: target.sandbox,
    checks,
    signal,
    async finished(created) {
      done.push(...created);
      if (done.length >= crowd) await target.sandbox.retire?.(done.splice(0));
    },
    malformed: new Set(),
    sideEffects: new Map(),
    foreignSources: new Set(foreign === undefined ? [] : [foreign.sourceId.toLowerCase()]),
  };
}
