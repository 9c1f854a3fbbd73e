/** Collects violations by signature; shrinks the first of each kind and tries it again. */
import { defined } from '../../src/json/defined.ts';
import type { Finding, Severity } from '../../src/report/report.ts';
import type { Case } from '../model/case.ts';
import { requestsOf } from './case-cost.ts';
import type { CaseViolation } from './case-violation.ts';
import { keyOf, reproductionOf, statusOf } from './finding-entry.ts';
import type { FindingEntry } from './finding-entry.ts';
import type { FuzzOptions } from './fuzz-options.ts';
import { findingOf, identityOf } from './finding-of.ts';
import type { Found } from './finding-of.ts';
import { acceptedBy } from './known-findings.ts';
import type { KnownFinding } from './known-findings.ts';
import { wholeSignature, groupByCause } from './group-by-cause.ts';
import type { CaseRun } from './run-case.ts';
import { Reruns } from './reruns.ts';
import type { RerunOptions } from './reruns.ts';
import { eachFinding, retryFindings, triesOf } from './retry-findings.ts';
import type { RetryHooks } from './retry-findings.ts';
import { signatureOf } from './signature.ts';

type FindingCollectorOptions = Omit<RerunOptions, 'deviationOf'> &
  Pick<FuzzOptions, 'workers' | 'shrink' | 'strict' | 'maxFindings' | 'known' | 'deviationOf'>;

const severityOrder: readonly Severity[] = ['critical', 'high', 'medium', 'low'];
/** Checks that object to a valid body being refused. */
const refusals: ReadonlySet<string> = new Set(['no-server-error', 'valid-accepted']);
/** Stop looking for a signature after this many cases in which something else was the reason. */
const mostRefutations = 5;

export class FindingCollector {
  readonly #options: FindingCollectorOptions;
  readonly #reruns: Reruns;
  readonly #entries = new Map<string, FindingEntry>();
  /** How often a signature turned out to blame something that had no part in it, or did not come back. */
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
    const deviations = new Map(
      run.violations.map((violation) => [violation, this.#deviationOf({ testCase, run, violation })]),
    );
    const isExplained = (violation: CaseViolation): boolean =>
      deviations.get(violation) !== undefined || this.#acceptedBy(violation) !== undefined;
    for (const violation of groupByCause(run.violations, isExplained)) {
      const found = { testCase, run, violation };
      await this.#take(found, deviations.has(violation) ? deviations.get(violation) : this.#deviationOf(found));
    }
  }

  /** Positions of valid bodies that failed as the release of the target is known to fail: they prove nothing against it. */
  explainedRefusals(testCase: Case, run: CaseRun): ReadonlySet<number> {
    return new Set(
      run.violations
        .filter(({ check }) => refusals.has(check.id))
        .filter((violation) => this.#deviationOf({ testCase, run, violation }) !== undefined)
        .map(({ index }) => index),
    );
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
    const unfinished = [...this.#entries.values()].filter(({ isUnfinished }) => isUnfinished === true);
    await eachFinding(unfinished, this.#options.workers, async (entry) => {
      if (this.#entries.get(keyOf(entry)) !== entry) return;
      entry.isUnfinished = !(await this.#reruns.shrink(entry));
      await this.#replaces(entry);
    });
  }

  /** What is left to do for the findings after the phases would take, in ms, by what is known now. */
  neededMs(): number {
    const all = [...this.#entries.values()].map(
      (entry) =>
        triesOf(entry) * this.#reruns.costOf(entry.testCase) +
        (entry.isUnfinished === true ? this.#reruns.shrinkingMs(entry.testCase) : 0),
    );
    return all.reduce((sum, ms) => sum + ms, 0) / this.#options.workers;
  }

  /** The same in requests; those that shrinking takes are not known. */
  neededRequests(): number {
    return [...this.#entries.values()].reduce((sum, entry) => sum + triesOf(entry) * requestsOf(entry.testCase), 0);
  }

  retryAll({ onTry, onConfirmed }: RetryHooks = {}): Promise<void> {
    return retryFindings([...this.#entries.values()], {
      reruns: this.#reruns,
      workers: this.#options.workers,
      ...defined({ onTry }),
      onConfirmed: (entry) => onConfirmed?.(this.#findingOf(entry)),
    });
  }

  findings(): readonly Finding[] {
    return [...this.#entries.values()]
      .map((entry) => this.#findingOf(entry))
      .toSorted((left, right) => severityOrder.indexOf(left.severity) - severityOrder.indexOf(right.severity));
  }

  async #take(found: Found, deviation: string | undefined): Promise<void> {
    const { violation } = found;
    const accepted = this.#acceptedBy(violation);
    const entry: FindingEntry = { ...found, ...defined({ deviation, accepted }) };
    const key = keyOf(entry);
    if (violation.mayBeOthers === true && !(await this.#comesBack(key, entry))) return;
    const whole = deviation === undefined && accepted === undefined ? wholeSignature(violation) : undefined;
    const entered = this.#entries.get(key);
    // Seen apart from the whole, it is a defect of its own.
    if (entered !== undefined && whole === undefined) delete entered.partOf;
    if (entered !== undefined || (whole !== undefined && this.#entries.has(whole))) return;
    if (this.counts().findings >= (this.#options.maxFindings ?? Number.POSITIVE_INFINITY)) return;
    if ((this.#refuted.get(key) ?? 0) >= mostRefutations) return;
    for (const [other, { partOf }] of this.#entries) if (partOf === key) this.#entries.delete(other);
    if (whole !== undefined) entry.partOf = whole;
    this.#entries.set(key, entry);
    // What is explained already needs no small example, and a released server shows it hundreds of times.
    if (statusOf(entry) === 'new') await this.#settle(entry);
  }

  /** Whether the case shows again what others may have caused. */
  async #comesBack(key: string, entry: FindingEntry): Promise<boolean> {
    if (this.#entries.has(key)) return true;
    if ((this.#refuted.get(key) ?? 0) >= mostRefutations) return false;
    const again = await this.#reruns.again(entry.testCase, entry);
    if (again !== undefined && again !== 'stopped') return true;
    this.#refute(key);
    return false;
  }

  #refute(key: string): void {
    this.#refuted.set(key, (this.#refuted.get(key) ?? 0) + 1);
  }

  /**
   * Shrinks the case. Checks whether what the title blames is the reason, before (whole case) or after (smallest case).
   */
  async #settle(entry: FindingEntry): Promise<void> {
    const isMistake = entry.violation.blames?.what === 'mistake';
    if (isMistake && (await this.#replaces(entry))) return;
    if (this.#options.shrink) entry.isUnfinished = !(await this.#reruns.shrink(entry));
    if (this.#options.shrink || !isMistake) await this.#replaces(entry);
  }

  /** Whether the finding has given way to the one that its case shows without the mistake. */
  async #replaces(entry: FindingEntry): Promise<boolean> {
    const { blames } = entry.violation;
    if (blames === undefined) return false;
    const without = await this.#reruns.withoutBlamed(entry);
    entry.isBlamed = without === 'nothing';
    if (typeof without === 'string' || blames.what !== 'mistake') return false;
    const key = keyOf(entry);
    this.#entries.delete(key);
    this.#refute(key);
    await this.#take(without, this.#deviationOf(without));
    return true;
  }

  #acceptedBy(violation: CaseViolation): KnownFinding | undefined {
    return acceptedBy(this.#options.known, signatureOf(violation));
  }

  #deviationOf(found: Found): string | undefined {
    const { strict, deviationOf, target } = this.#options;
    if (strict || deviationOf === undefined) return undefined;
    const deviation = deviationOf({ ...findingOf(found, target), elsewhere: this.#elsewhere() });
    return deviation === undefined || this.#isRefuted(deviation) ? undefined : deviation;
  }

  #elsewhere(): Finding['elsewhere'] & object {
    return [...this.#options.context.sideEffects.values()];
  }

  #findingOf(entry: FindingEntry): Finding {
    const { retries, deviation, accepted, violation } = entry;
    const finding = findingOf(entry, this.#options.target);
    const explanation = accepted?.reason ?? deviation;
    // Shown where the finding's own steps do not explain it.
    const needsOthers = deviation !== undefined && this.#options.deviationOf?.(finding) !== deviation;
    const { blames, title } = violation;
    return {
      ...finding,
      ...identityOf(violation.check, signatureOf(violation), keyOf(entry)),
      title: blames === undefined || entry.isBlamed === true ? title : blames.otherwise,
      ...(needsOthers ? { elsewhere: this.#elsewhere() } : {}),
      status: statusOf(entry),
      reproduction: reproductionOf(retries),
      ...defined({ explanation, retries }),
    };
  }
}
