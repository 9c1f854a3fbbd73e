import type { OperationId } from '../../schemas/operations.ts';
import type { OperationStep } from './case.ts';

/** A request and its answer. */
export interface Turn {
  readonly step: OperationStep;
  readonly operation: OperationId;
  readonly body: unknown;
  readonly answer: { readonly status: number };
  readonly json: unknown;
}
