/** What a run has not touched: an honest report says so. */
import { operations } from '../../schemas/operations.ts';
import type { Operation } from '../../schemas/operations.ts';
import { statusFor } from '../../schemas/response-for.ts';
import type { RunStatistics } from './run-statistics.ts';

export interface Unexercised {
  /** Operations that nothing was sent to. */
  readonly operations: readonly string[];
  /** Declared statuses and ranges that no answer fell under, such as `getStateType 404`. */
  readonly statuses: readonly string[];
  /** Members and enum values of the request schemas that no valid body had. */
  readonly branches: readonly string[];
  /** Of these, the ones that no run sends as valid, because conforming servers differ on them. */
  readonly byDesign: readonly string[];
}

/** What the run left out of the operations, as the release at hand describes them. */
export function unexercisedBy(
  statistics: RunStatistics,
  described: Readonly<Record<string, Operation>> = operations,
): Unexercised {
  const ids = Object.keys(described);
  const statuses = ids.flatMap((id) => {
    const seen = statistics.statusesOf(id);
    const declared = described[id]?.published ?? [];
    const covered = new Set(seen.map((status) => statusFor(declared, status)));
    return seen.length === 0
      ? []
      : declared.filter((status) => !covered.has(String(status))).map((status) => `${id} ${status}`);
  });
  return {
    operations: ids.filter((id) => statistics.statusesOf(id).length === 0),
    statuses,
    ...statistics.branches.missing(),
  };
}
