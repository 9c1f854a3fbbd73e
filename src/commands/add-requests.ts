import type { Report } from '../report/report.ts';

/** Adds several counts, by operation and status. */
export function addRequests(counts: readonly Report['requests'][]): Report['requests'] {
  const byOperation = new Map<string, { total: number; readonly byStatus: Map<string, number> }>();
  for (const { byOperation: part } of counts)
    for (const [operation, { total, byStatus }] of Object.entries(part)) {
      const entry = byOperation.get(operation) ?? { total: 0, byStatus: new Map<string, number>() };
      byOperation.set(operation, entry);
      entry.total += total;
      for (const [status, times] of Object.entries(byStatus))
        entry.byStatus.set(status, (entry.byStatus.get(status) ?? 0) + times);
    }
  return {
    total: [...byOperation.values()].reduce((sum, entry) => sum + entry.total, 0),
    byOperation: Object.fromEntries(
      [...byOperation].map(([operation, { total, byStatus }]) => [
        operation,
        { total, byStatus: Object.fromEntries(byStatus) },
      ]),
    ),
  };
}
