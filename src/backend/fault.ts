/** A planted defect: what it does, where it bites, and which checks must catch it. */
import type { OperationId } from '../../schemas/operations.ts';
import type { Store } from './store.ts';

export type FaultKind = 'schema' | 'status' | 'state' | 'fidelity' | 'rare' | 'concurrency' | 'leak' | 'performance';

export interface Fault extends FaultHooks {
  readonly title: string;
  readonly kind: FaultKind;
  readonly operation: OperationId | 'any';
  /** Ids of the checks that claim it. Empty for performance faults: those are the business of load tests. */
  readonly caughtBy: readonly string[];
  /** The released defect that it imitates. */
  readonly real?: string;
}

/** Points at which a fault may reach into a call; each sees what the ones before it left. */
export interface FaultHooks {
  /** Before validation: may change the body, so that something invalid passes. */
  readonly receive?: (call: FaultyCall, context: FaultContext) => void;
  /** Around the handler: may change the store before and after, answer something else, wait, or throw. */
  readonly handle?: (call: FaultyCall, next: () => unknown, context: FaultContext) => unknown;
  /** After everything: may change the answer, refusals included. */
  readonly answer?: (answer: FaultyAnswer, call: FaultyCall, context: FaultContext) => void;
}

export interface FaultyCall {
  readonly operation: OperationId;
  body: unknown;
}

export interface FaultyAnswer {
  status: number;
  body: unknown;
  contentType: string;
}

export interface FaultContext {
  readonly store: Store;
  /** What a fault remembers between calls, by its own keys. */
  readonly memory: Map<string, unknown>;
  /** Seeded: a fault that bites at random bites the same way twice. */
  readonly random: () => number;
}
