/** A planted fault: what it does, where it bites, and which checks must catch it. */
import type { CheckId } from '../properties/checks/all-checks.ts';
import type { BuiltInReleaseId } from '../schemas/built-in-releases.ts';
import type { OperationId } from '../schemas/operations.ts';
import type { BackendHooks } from '../src/backend/hooks.ts';

export type FaultKind =
  | 'schema'
  | 'status'
  | 'state'
  | 'fidelity'
  | 'rare'
  | 'isolation'
  | 'combination'
  | 'permitted'
  | 'concurrency'
  | 'leak'
  | 'performance';

export interface Fault extends BackendHooks {
  readonly title: string;
  readonly kind: FaultKind;
  readonly operation: OperationId | 'any';
  /** Ids of the checks that claim it. Empty for what costs processor time: that is the business of load tests. */
  readonly caughtBy: readonly CheckId[];
  /** The release that the server has to answer as; that of May 2023 when absent. */
  readonly release?: BuiltInReleaseId;
  /** The released defect that it imitates. */
  readonly real?: string;
}
