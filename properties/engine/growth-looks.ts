/** Watches the latencies of a run, and looks again at what they make suspect once its phases are over. */
import type { Finding } from '../../src/report/report.ts';
import { BudgetSpentError, ConnectionsSpentError, ConsentError, TargetLostError } from '../../src/target/errors.ts';
import { growth } from '../checks/growth.ts';
import { LatencyWatch, labelOf } from '../growth/latency-watch.ts';
import { growthThresholds } from '../growth/sample.ts';
import type { GrowthThresholds } from '../growth/sample.ts';
import { msOfLook, requestsOfLook, secondLook } from '../growth/second-look.ts';
import { suspicionsIn } from '../growth/suspicions.ts';
import type { Suspicion } from '../growth/suspicions.ts';
import { growthFinding, signatureOf } from './growth-finding.ts';
import type { FuzzOptions } from './fuzz-options.ts';
import type { RunContext } from './run-context.ts';

type GrowthLooksOptions = Pick<FuzzOptions, 'target' | 'checks' | 'known' | 'emit' | 'growthThresholds'>;

/** Suspicions are drawn anew after so many more samples: that costs processor time. */
const growthOfSamples = 1.25;

export class GrowthLooks {
  readonly #options: GrowthLooksOptions;
  readonly #thresholds: GrowthThresholds;
  readonly #watch = new LatencyWatch();
  #drawnFrom = 0;
  #drawn: readonly Suspicion[] = [];

  constructor(options: GrowthLooksOptions) {
    this.#options = options;
    this.#thresholds = options.growthThresholds ?? growthThresholds;
  }

  /** Takes no note in a run without the check: then nothing is suspect. */
  note(...exchanged: Parameters<LatencyWatch['note']>): void {
    if (this.#options.checks.includes(growth)) this.#watch.note(...exchanged);
  }

  /** Answers that were judged. */
  evaluated(): number {
    return this.#watch.samples().length;
  }

  /** What the second look would take, by what is known now. */
  neededMs(): number {
    return this.#suspicions().reduce((sum, one) => sum + msOfLook(one, this.#thresholds), 0);
  }

  neededRequests(): number {
    return this.#suspicions().reduce((sum, one) => sum + requestsOfLook(one, this.#thresholds), 0);
  }

  /** Looks at one suspicion after the other, alone on the target. Says which ones it could not look at. */
  async conclude(context: RunContext, deadline: number): Promise<readonly Finding[]> {
    const suspicions = suspicionsIn(this.#watch.samples(), this.#thresholds);
    const findings: Finding[] = [];
    const left: Suspicion[] = [];
    if (suspicions.length > 0) await context.tidied?.();
    for (const suspicion of suspicions) {
      // An experiment on writes calls the operation as well.
      const byCalls = signatureOf(suspicion.operation, 'calls');
      if (suspicion.kind === 'writes' && findings.some(({ signature }) => signature === byCalls)) continue;
      const mayGoOn = (): boolean => performance.now() < deadline && this.#options.target.requestsLeft() > 0;
      if (!mayGoOn() || !context.target.consent.writes) {
        left.push(suspicion);
        continue;
      }
      try {
        const { target, sandbox, signal } = context;
        const looked = await secondLook(suspicion, this.#thresholds, { target, sandbox, mayGoOn, signal });
        if (looked.confirmed !== undefined) findings.push(growthFinding(suspicion, looked.confirmed, this.#options));
        else if (looked.isCut) left.push(suspicion);
      } catch (error) {
        if (!isExpected(error)) throw error;
        left.push(suspicion);
      }
    }
    if (left.length > 0) {
      const what = left.map(({ operation, kind }) => `${labelOf(operation)} (${kind})`).join(', ');
      const text = `Latency of ${what} looks wrong, and there was no time, budget or consent to look again: nothing is reported of it`;
      this.#options.emit({ type: 'notice', level: 'warning', text });
    }
    return findings;
  }

  #suspicions(): readonly Suspicion[] {
    const samples = this.#watch.samples();
    if (samples.length > this.#drawnFrom * growthOfSamples) {
      this.#drawnFrom = samples.length;
      this.#drawn = suspicionsIn(samples, this.#thresholds);
    }
    return this.#drawn;
  }
}

/** What ends a look, and not the run. */
function isExpected(error: unknown): boolean {
  return [BudgetSpentError, ConnectionsSpentError, TargetLostError, ConsentError].some((kind) => error instanceof kind);
}
