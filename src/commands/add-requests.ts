import type { Report } from '../report/report.ts';

/** One count out of several, by operation and status. */
export function addRequests(counts: readonly Report['requests'][]): Report['requests'] {
  const byOperation: Record<string, { total: number; byStatus: Record<string, number> }> = {};
  for (const { byOperation: part } of counts)
    for (const [operation, { total, byStatus }] of Object.entries(part)) {
      const entry = (byOperation[operation] ??= { total: 0, byStatus: {} });
      entry.total += total;
      for (const [status, times] of Object.entries(byStatus))
        entry.byStatus[status] = (entry.byStatus[status] ?? 0) + times;
    }
  const total = Object.values(byOperation).reduce((sum, entry) => sum + entry.total, 0);
  return { total, byOperation };
}
