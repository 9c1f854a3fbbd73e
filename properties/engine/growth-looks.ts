/** Watches the latencies of a run, and looks again at what they make suspect once its phases are over. */
import { defined } from '../../src/json/defined.ts';
import type { Emit } from '../../src/report/events.ts';
import type { Finding } from '../../src/report/report.ts';
import { BudgetSpentError, ConnectionsSpentError, ConsentError, TargetLostError } from '../../src/target/errors.ts';
import { LatencyWatch, labelOf } from '../growth/latency-watch.ts';
import type { GrowthThresholds } from '../growth/sample.ts';
import { msOfLook, requestsOfLook, secondLook } from '../growth/second-look.ts';
import { suspicionsIn } from '../growth/suspicions.ts';
import type { Suspicion } from '../growth/suspicions.ts';
import { growthFinding, signatureOf } from './growth-finding.ts';
import type { KnownFinding } from './known-findings.ts';
import type { RunContext } from './run-context.ts';

export interface GrowthLooksOptions {
  readonly thresholds: GrowthThresholds;
  readonly known: readonly KnownFinding[];
  readonly url: string;
  readonly authKind?: 'basic' | 'bearer';
  readonly emit: Emit;
}

/** Suspicions are drawn anew after so many more samples: that costs processor time. */
const growthOfSamples = 1.25;

export class GrowthLooks {
  readonly #options: GrowthLooksOptions;
  readonly #watch = new LatencyWatch();
  #drawnFrom = 0;
  #drawn: readonly Suspicion[] = [];

  constructor(options: GrowthLooksOptions) {
    this.#options = options;
  }

  note(...exchanged: Parameters<LatencyWatch['note']>): void {
    this.#watch.note(...exchanged);
  }

  /** Answers that were judged. */
  evaluated(): number {
    return this.#watch.samples().length;
  }

  /** What the second look would take, by what is known now. */
  neededMs(): number {
    return this.#suspicions().reduce((sum, one) => sum + msOfLook(one, this.#options.thresholds), 0);
  }

  neededRequests(): number {
    return this.#suspicions().reduce((sum, one) => sum + requestsOfLook(one, this.#options.thresholds), 0);
  }

  /** Looks at one suspicion after the other, alone on the target. Says which ones it could not look at. */
  async conclude(
    context: RunContext,
    { deadline, requestsLeft }: { readonly deadline: number; readonly requestsLeft: () => number },
  ): Promise<readonly Finding[]> {
    const { thresholds, emit } = this.#options;
    const suspicions = suspicionsIn(this.#watch.samples(), thresholds);
    const findings: Finding[] = [];
    const left: Suspicion[] = [];
    if (suspicions.length > 0) await context.tidied?.();
    for (const suspicion of suspicions) {
      // An experiment on writes calls the operation as well.
      const byCalls = signatureOf(suspicion.operation, 'calls');
      if (suspicion.kind === 'writes' && findings.some(({ signature }) => signature === byCalls)) continue;
      const mayGoOn = (): boolean => performance.now() < deadline && requestsLeft() > 0;
      if (!mayGoOn() || !context.target.consent.writes) {
        left.push(suspicion);
        continue;
      }
      try {
        const { target, sandbox, signal } = context;
        const looked = await secondLook(suspicion, thresholds, { target, sandbox, mayGoOn, ...defined({ signal }) });
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
      emit({ type: 'notice', level: 'warning', text });
    }
    return findings;
  }

  #suspicions(): readonly Suspicion[] {
    const samples = this.#watch.samples();
    if (samples.length > this.#drawnFrom * growthOfSamples) {
      this.#drawnFrom = samples.length;
      this.#drawn = suspicionsIn(samples, this.#options.thresholds);
    }
    return this.#drawn;
  }
}

/** What ends a look, and not the run. */
function isExpected(error: unknown): boolean {
  return [BudgetSpentError, ConnectionsSpentError, TargetLostError, ConsentError].some((kind) => error instanceof kind);
}
