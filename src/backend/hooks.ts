/** Points at which something outside may reach into a call: planted faults and other answers of conforming servers use them. */
import type { OperationId } from '../../schemas/operations.ts';
import type { Store } from './store.ts';
import type { BackendUser } from './users.ts';

/** Each hook sees what the ones before it left. */
export interface BackendHooks {
  /** The operation whose calls reach the hooks; all when absent. */
  readonly operation?: OperationId | 'any';
  /** Reads a body without a content type as JSON. */
  readonly takesUntyped?: boolean;
  /** Lets a request pass whose `Authorization` header is nobody's. */
  readonly letsIn?: (authorization: string | undefined, operation: OperationId) => boolean;
  /** Before validation: may change the body, so that something invalid passes. */
  readonly receive?: (call: BackendCall, context: HookContext) => void;
  /** Around the handler: may change the store before and after, answer something else, wait, or throw. */
  readonly handle?: (call: BackendCall, next: () => unknown, context: HookContext) => unknown;
  /** After everything: may change the answer, refusals included. */
  readonly answer?: (answer: BackendAnswer, call: BackendCall, context: HookContext) => void;
}

export interface BackendCall {
  readonly operation: OperationId;
  body: unknown;
  /** Who asks; without one, everything may be seen. */
  user?: BackendUser | undefined;
}

export interface BackendAnswer {
  status: number;
  body: unknown;
  contentType: string;
}

export interface HookContext {
  readonly store: Store;
  /** What a hook remembers between calls, by its own keys. */
  readonly memory: Map<string, unknown>;
  /** Seeded: a fault that bites at random bites the same way twice. */
  readonly random: () => number;
}
