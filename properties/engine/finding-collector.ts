/** Collects violations by signature; shrinks the first of each kind and tries it again. */
import { defined } from '../../src/json/defined.ts';
import type { Finding, Severity } from '../../src/report/report.ts';
import type { Case } from '../model/case.ts';
import type { CaseViolation } from './case-violation.ts';
import { caseCost } from './case-cost.ts';
import { requestsOf } from './requests-of.ts';
import { findingOf } from './finding-of.ts';
import type { Found } from './finding-of.ts';
import { acceptedBy } from './known-findings.ts';
import type { KnownFinding } from './known-findings.ts';
import { wholeSignature, groupByCause } from './group-by-cause.ts';
import type { CaseRun } from './run-case.ts';
import { findingId, kindOf, signatureOf } from './signature.ts';
import { Reruns } from './reruns.ts';
import type { ReproducedFinding, RerunOptions } from './reruns.ts';

export interface FindingCollectorOptions extends Omit<RerunOptions, 'deviationOf'> {
  /** Findings tried again at once; one unless told otherwise. */
  readonly workers?: number;
  readonly shrink: boolean;
  readonly strict: boolean;
  /** Stop recording after this many new findings. */
  readonly maxFindings?: number;
  readonly known: readonly KnownFinding[];
  readonly url: string;
  readonly authKind?: 'basic' | 'bearer';
  readonly deviationOf?: (finding: Finding) => string | undefined;
}

interface Entry extends ReproducedFinding {
  reproduction: Finding['reproduction'];
  readonly accepted?: KnownFinding;
  /** The signature of the whole that it may be a part of, as long as no answer has shown it apart. */
  partOf?: string;
  /** The case without what the title blames was sent, and passed. */
  isBlamed?: boolean;
  /** The smallest case was not reached, for want of time. */
  isUnfinished?: boolean;
  retries?: { readonly reproduced: number; readonly tried: number };
}

const severityOrder: readonly Severity[] = ['critical', 'high', 'medium', 'low'];
const statusOrder: readonly Finding['status'][] = ['new', 'known', 'deviation'];
/** Checks that object to a valid body being refused. */
const refusals: ReadonlySet<string> = new Set(['no-server-error', 'valid-accepted']);
const tries = 3;
/** Stop looking for a signature after this many cases in which something else was the reason. */
const mostRefutations = 5;

/** What is told while findings are tried again. */
export interface RetryHooks {
  /** Before each try, with its number and how many there are. */
  readonly onTry?: (number: number, total: number) => void;
  /** A finding came back each time. */
  readonly onConfirmed?: (finding: Finding) => void;
}

export class FindingCollector {
  readonly #options: FindingCollectorOptions;
  readonly #reruns: Reruns;
  readonly #entries = new Map<string, Entry>();
  /** How often a signature turned out to blame something that had no part in it. */
  readonly #refuted = new Map<string, number>();
  #isRefuted: (deviation: string) => boolean = () => false;

  constructor(options: FindingCollectorOptions) {
    this.#options = options;
    this.#reruns = new Reruns({ ...options, deviationOf: (found) => this.#deviationOf(found) });
  }

  /** So far, those that nobody has explained apart from the others. */
  counts(): { readonly findings: number; readonly deviations: number; readonly known: number } {
    const count = (status: Finding['status']): number =>
      [...this.#entries.values()].filter((entry) => statusOf(entry) === status).length;
    return { findings: count('new'), deviations: count('deviation'), known: count('known') };
  }

  /** A target that went away answers nothing: what its last requests met is no finding. */
  dropUnanswered(): void {
    for (const [key, { violation }] of this.#entries) if (violation.status === 0) this.#entries.delete(key);
  }

  /**
   * Records the violations of a run and shrinks new ones at once. A known deviation and another defect with the same
   * signature are two findings: the first must not hide the second.
   */
  async judge(testCase: Case, run: CaseRun): Promise<void> {
    const foundBy = (violation: CaseViolation): Found => ({
      signature: signatureOf(violation),
      testCase,
      run,
      violation,
    });
    const deviations = new Map(run.violations.map((one) => [one, this.#deviationOf(foundBy(one))]));
    const isExplained = (violation: CaseViolation): boolean =>
      deviations.get(violation) !== undefined || this.#acceptedBy(signatureOf(violation)) !== undefined;
    for (const violation of groupByCause(run.violations, isExplained)) {
      const found = foundBy(violation);
      await this.#take(found, deviations.has(violation) ? deviations.get(violation) : this.#deviationOf(found));
    }
  }

  /** Ids of exchanges with a valid body that failed as the release of the target is known to fail: they prove nothing against it. */
  explainedRefusals(testCase: Case, run: CaseRun): ReadonlySet<string> {
    const explained = new Set(
      run.violations
        .filter(({ check }) => refusals.has(check.id))
        .filter(
          (violation) =>
            this.#deviationOf({ signature: signatureOf(violation), testCase, run, violation }) !== undefined,
        )
        .map(({ index }) => index),
    );
    return new Set([...run.positions].filter(([, index]) => explained.has(index)).map(([id]) => id));
  }

  /**
   * Makes findings new again when the whole run shows that the target does not have the deviation that explained them.
   */
  async reconsider(isRefuted: (deviation: string) => boolean): Promise<void> {
    this.#isRefuted = isRefuted;
    for (const [key, { deviation, ...entry }] of this.#entries) {
      if (deviation === undefined || !isRefuted(deviation)) continue;
      this.#entries.delete(key);
      await this.#take(entry, undefined);
    }
  }

  /** Shrinking ends here, so that no phase loses its turn to it; `undefined` for the end of the run. */
  shrinksUntil(endsAt: (() => number) | undefined): void {
    this.#reruns.shrinksUntil(endsAt);
  }

  /** Goes on with the shrinking that a phase had no time for. */
  async shrinkRest(): Promise<void> {
    const unfinished = [...this.#entries].filter(([, { isUnfinished }]) => isUnfinished === true);
    await this.#each(unfinished, async ([key, entry]) => {
      if (this.#entries.get(key) !== entry) return;
      entry.isUnfinished = !(await this.#reruns.shrink(entry));
      await this.#replaces(key, entry);
    });
  }

  /** What is left to do for the findings after the phases would take, in ms, by what is known now. */
  neededMs(): number {
    const { tempo, workers = 1 } = this.#options;
    if (tempo === undefined) return 0;
    const all = [...this.#entries.values()].map(
      (entry) =>
        // What is explained is tried again with what time there is; a released server shows dozens of it.
        (statusOf(entry) === 'new' ? tries : 1) * (caseCost(entry.testCase, tempo) ?? 0) +
        (entry.isUnfinished === true ? this.#reruns.shrinkingMs(entry.testCase) : 0),
    );
    return all.reduce((sum, ms) => sum + ms, 0) / workers;
  }

  /** The same in requests; those that shrinking takes are not known. */
  neededRequests(): number {
    return [...this.#entries.values()].reduce(
      (sum, entry) => sum + (statusOf(entry) === 'new' ? tries : 1) * requestsOf(entry.testCase),
      0,
    );
  }

  /**
   * Tries every finding again, three times, within what is left of the time. All have their first try before any has
   * its second; those that nobody has explained come first.
   */
  async retryAll({ onTry, onConfirmed }: RetryHooks = {}): Promise<void> {
    const entries = [...this.#entries.values()].toSorted(
      (left, right) => statusOrder.indexOf(statusOf(left)) - statusOrder.indexOf(statusOf(right)),
    );
    let begun = 0;
    for (let round = 0; round < tries; round += 1)
      await this.#each(
        entries.map((entry) => ['', entry] as const),
        async ([, entry]) => {
          begun += 1;
          onTry?.(begun, entries.length * tries);
          await this.#retry(entry);
          if (round === tries - 1 && entry.reproduction === 'confirmed') onConfirmed?.(this.#findingOf(entry));
        },
      );
  }

  async #retry(entry: Entry): Promise<void> {
    const again = await this.#reruns.again(entry.testCase, entry);
    if (again === 'stopped') return;
    if (again !== undefined) {
      entry.run = again.run;
      entry.violation = again.violation;
    }
    const { reproduced: before, tried: triedBefore } = entry.retries ?? { reproduced: 0, tried: 0 };
    const [reproduced, tried] = [before + (again === undefined ? 0 : 1), triedBefore + 1];
    entry.retries = { reproduced, tried };
    entry.reproduction = reproduced === tried ? 'confirmed' : reproduced === 0 ? 'gone' : 'flaky';
  }

  /** A few at once, as in the phases; cases of the concurrency phase need the target for themselves. */
  async #each(
    entries: readonly (readonly [string, Entry])[],
    work: (entry: readonly [string, Entry]) => Promise<void>,
  ): Promise<void> {
    const isAlone = ([, { testCase }]: readonly [string, Entry]): boolean => testCase.phase === 'concurrency';
    const queue = entries.filter((entry) => !isAlone(entry));
    const worker = async (): Promise<void> => {
      for (let entry = queue.shift(); entry !== undefined; entry = queue.shift()) await work(entry);
    };
    await Promise.all(Array.from({ length: this.#options.workers ?? 1 }, worker));
    for (const entry of entries.filter(isAlone)) await work(entry);
  }

  findings(): readonly Finding[] {
    return [...this.#entries.values()]
      .map((entry) => this.#findingOf(entry))
      .toSorted((left, right) => severityOrder.indexOf(left.severity) - severityOrder.indexOf(right.severity));
  }

  async #take(found: Found, deviation: string | undefined): Promise<void> {
    const { signature, violation } = found;
    const key = keyOf(found, deviation);
    const accepted = this.#acceptedBy(signature);
    const whole = deviation === undefined && accepted === undefined ? wholeSignature(violation) : undefined;
    const entered = this.#entries.get(key);
    // Seen apart from the whole, it is a defect of its own.
    if (entered !== undefined && whole === undefined) delete entered.partOf;
    if (entered !== undefined || (whole !== undefined && this.#entries.has(whole))) return;
    if (this.counts().findings >= (this.#options.maxFindings ?? Number.POSITIVE_INFINITY)) return;
    if ((this.#refuted.get(key) ?? 0) >= mostRefutations) return;
    for (const [other, { partOf }] of this.#entries) if (partOf === key) this.#entries.delete(other);
    const entry: Entry = {
      ...found,
      reproduction: 'not-retried',
      ...defined({ deviation, accepted, partOf: whole }),
    };
    this.#entries.set(key, entry);
    // What is explained already needs no small example, and a released server shows it hundreds of times.
    if (statusOf(entry) === 'new') await this.#settle(key, entry);
  }

  /**
   * Shrinks the case. Checks whether what the title blames is the reason, before (whole case) or after (smallest case).
   */
  async #settle(key: string, entry: Entry): Promise<void> {
    const isMistake = entry.violation.blames?.what === 'mistake';
    if (isMistake && (await this.#replaces(key, entry))) return;
    if (this.#options.shrink) entry.isUnfinished = !(await this.#reruns.shrink(entry));
    if (this.#options.shrink || !isMistake) await this.#replaces(key, entry);
  }

  /** Whether the finding has given way to the one that its case shows without the mistake. */
  async #replaces(key: string, entry: Entry): Promise<boolean> {
    const { blames } = entry.violation;
    if (blames === undefined) return false;
    const without = await this.#reruns.withoutBlamed(entry);
    entry.isBlamed = without === 'nothing';
    if (typeof without === 'string' || blames.what !== 'mistake') return false;
    this.#entries.delete(key);
    this.#refuted.set(key, (this.#refuted.get(key) ?? 0) + 1);
    await this.#take(without, this.#deviationOf(without));
    return true;
  }

  #acceptedBy(signature: string): KnownFinding | undefined {
    return acceptedBy(this.#options.known, signature, new Date().toISOString());
  }

  #deviationOf(found: Found): string | undefined {
    const { strict, deviationOf, url } = this.#options;
    if (strict || deviationOf === undefined) return undefined;
    const deviation = deviationOf({ ...findingOf(found, { url }), elsewhere: this.#elsewhere() });
    return deviation === undefined || this.#isRefuted(deviation) ? undefined : deviation;
  }

  #elsewhere(): Finding['elsewhere'] & object {
    return [...this.#options.context.sideEffects.values()];
  }

  #findingOf(entry: Entry): Finding {
    const { reproduction, retries, deviation, accepted, violation } = entry;
    const { url, authKind } = this.#options;
    const finding = findingOf(entry, { url, ...defined({ authKind }) });
    const id = findingId(keyOf(entry, deviation));
    const explanation = accepted?.reason ?? deviation;
    // Shown where the finding's own steps do not explain it.
    const needsOthers = deviation !== undefined && this.#options.deviationOf?.(finding) !== deviation;
    const { blames, title } = violation;
    return {
      ...finding,
      title: blames === undefined || entry.isBlamed === true ? title : blames.otherwise,
      ...(needsOthers ? { elsewhere: this.#elsewhere() } : {}),
      id,
      replay: `airlock replay ${id}`,
      status: statusOf(entry),
      ...defined({ explanation }),
      reproduction,
      ...defined({ retries }),
    };
  }
}

/** One deviation explains every defect of a kind, whichever message it comes with. */
function keyOf({ signature, violation }: Found, deviation: string | undefined): string {
  return deviation === undefined ? signature : `${kindOf(violation)} (${deviation})`;
}

function statusOf({ deviation, accepted }: Entry): Finding['status'] {
  if (accepted !== undefined) return 'known';
  return deviation === undefined ? 'new' : 'deviation';
}
