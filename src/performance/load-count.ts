/** Counts the measured requests of load tests, as a report shows them. */
import type { StepResult } from '../report/report.ts';
import type { Latency } from './measurements.ts';

const idOf: Readonly<Record<string, string>> = {
  list: 'webBackendListConnectionsForWorkspace',
  get: 'webBackendGetConnection',
};

type Counted = Pick<Latency, 'operation' | 'arm' | 'requests' | 'failed'>;

export class LoadCount {
  readonly #withoutBase: boolean;
  readonly #counts = new Map<string, { total: number; failed: number }>();

  /** `withoutBase` where the base is a server of Airlock's own. */
  constructor({ withoutBase = false } = {}) {
    this.#withoutBase = withoutBase;
  }

  note(latencies: readonly Counted[]): void {
    for (const { operation, arm, requests, failed } of latencies) {
      if (this.#withoutBase && arm === 'base') continue;
      const id = idOf[operation] ?? operation;
      const { total, failed: before } = this.#counts.get(id) ?? { total: 0, failed: 0 };
      this.#counts.set(id, { total: total + requests, failed: before + failed });
    }
  }

  requests(): NonNullable<StepResult['requests']> {
    const counts = [...this.#counts];
    return {
      total: counts.reduce((sum, [, { total }]) => sum + total, 0),
      byOperation: Object.fromEntries(
        counts.map(([id, { total, failed }]) => [
          id,
          { total, byStatus: { '200': total - failed, ...(failed > 0 ? { other: failed } : {}) } },
        ]),
      ),
    };
  }
}
