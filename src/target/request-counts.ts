import type { Report } from '../report/report.ts';
import type { Answer, Call, Failure } from './exchange.ts';

/** Requests by operation, and by the status or the failure that each got. */
export class RequestCounts {
  readonly #byOperation = new Map<string, Map<string, number>>();

  add(call: Call, outcome: Answer | Failure): void {
    const status = outcome.kind === 'answer' ? String(outcome.status) : outcome.reason;
    const byStatus = this.#byOperation.get(call.operation) ?? new Map<string, number>();
    byStatus.set(status, (byStatus.get(status) ?? 0) + 1);
    this.#byOperation.set(call.operation, byStatus);
  }

  /** As the report has them. */
  summed(): Report['requests'] {
    const byOperation = Object.fromEntries(
      [...this.#byOperation].map(([operation, byStatus]) => [
        operation,
        {
          total: [...byStatus.values()].reduce((sum, value) => sum + value, 0),
          byStatus: Object.fromEntries(byStatus),
        },
      ]),
    );
    return { total: Object.values(byOperation).reduce((sum, { total }) => sum + total, 0), byOperation };
  }
}
