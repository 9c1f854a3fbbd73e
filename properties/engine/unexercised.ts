/** What a run has not touched: an honest report says so. */
import { operationIds, operations } from '../../schemas/operations.ts';
import type { Operation } from '../../schemas/operations.ts';
import type { Coverage } from './coverage.ts';
import type { Tally } from './tally.ts';

export interface Unexercised {
  /** Operations that nothing was sent to. */
  readonly operations: readonly string[];
  /** Declared statuses that no answer had, such as `getStateType 404`. */
  readonly statuses: readonly string[];
  /** Members and enum values of the request schemas that no valid body had. */
  readonly branches: readonly string[];
  /** Of these, the ones that no run sends as valid, because conforming servers differ on them. */
  readonly byDesign: readonly string[];
}

export function unexercisedBy(tally: Tally, coverage: Coverage): Unexercised {
  const statuses = operationIds.flatMap((id) => {
    const operation: Operation = operations[id];
    return tally.saw(id)
      ? operation.published.filter((status) => !tally.saw(id, status)).map((status) => `${id} ${status}`)
      : [];
  });
  return { operations: operationIds.filter((id) => !tally.saw(id)), statuses, ...coverage.missing() };
}
