/** Collects violations by signature; shrinks the first of each kind and tries it again. */
import type { Finding, Severity } from '../../src/report/report.ts';
import { BudgetSpentError, TargetLostError } from '../../src/target/errors.ts';
import type { Case } from '../model/case.ts';
import { isWellFormed, stillBreaks } from '../model/domain-rules.ts';
import type { Described } from '../model/domain-rules.ts';
import { findingOf } from './finding-of.ts';
import type { Found } from './finding-of.ts';
import { acceptedBy } from './known-findings.ts';
import type { KnownFinding } from './known-findings.ts';
import { runCase } from './run-case.ts';
import type { CaseRun, CaseViolation, Ground } from './run-case.ts';
import { shrinkCase } from './shrink.ts';
import { findingId, signatureOf } from './signature.ts';
import type { Tally } from './tally.ts';

export interface BookOptions {
  readonly ground: Ground;
  readonly tally: Tally;
  /** `performance.now()` at which nothing more is sent. */
  readonly deadline: number;
  readonly shrink: boolean;
  readonly strict: boolean;
  /** What is found after so many new findings is left out. */
  readonly maxFindings?: number;
  readonly known: readonly KnownFinding[];
  readonly url: string;
  readonly authKind?: 'basic' | 'bearer';
  /** Operations of the release, where it is another one than `schemas/` describes. */
  readonly described?: Described;
  readonly deviationOf?: (finding: Finding) => string | undefined;
}

interface Entry extends Found {
  testCase: Case;
  run: CaseRun;
  violation: CaseViolation;
  reproduction: Finding['reproduction'];
  readonly deviation?: string;
  readonly accepted?: KnownFinding;
  retries?: { readonly reproduced: number; readonly tried: number };
}

const severityOrder: readonly Severity[] = ['critical', 'high', 'medium', 'low'];
const tries = 3;
/** Calls of the target that shrinking one finding may cost, counted in cases. */
const shrinkRuns = 250;
const shrinkMs = 4000;

export class FindingBook {
  readonly #options: BookOptions;
  readonly #entries = new Map<string, Entry>();
  /** The target was lost, or the budget is spent. */
  #isOver = false;
  #isRefuted: (deviation: string) => boolean = () => false;

  constructor(options: BookOptions) {
    this.#options = options;
  }

  count(): number {
    return this.#entries.size;
  }

  /** Findings that nobody has explained so far. */
  newCount(): number {
    return [...this.#entries.values()].filter((entry) => statusOf(entry) === 'new').length;
  }

  /** A target that went away answers nothing: what its last requests met is no finding. */
  dropUnanswered(): void {
    for (const [key, { violation }] of this.#entries) if (violation.status === 0) this.#entries.delete(key);
  }

  /**
   * Takes the violations of a run; one that is new is shrunk at once, while its case is at hand. A defect that a release is known for
   * and another one behind the same signature are two findings: the first must not hide the second.
   */
  async judge(testCase: Case, run: CaseRun): Promise<void> {
    for (const violation of run.violations) {
      const signature = signatureOf(violation);
      const found: Found = { signature, testCase, run, violation };
      const deviation = this.#deviationOf(found);
      const key = keyOf(signature, deviation);
      if (this.#entries.has(key) || this.newCount() >= (this.#options.maxFindings ?? Number.POSITIVE_INFINITY))
        continue;
      const accepted = acceptedBy(this.#options.known, signature, new Date().toISOString());
      const entry: Entry = {
        ...found,
        reproduction: 'not-retried',
        ...(deviation === undefined ? {} : { deviation }),
        ...(accepted === undefined ? {} : { accepted }),
      };
      this.#entries.set(key, entry);
      // What is explained already needs no small example, and a released server shows it hundreds of times.
      if (this.#options.shrink && statusOf(entry) === 'new') await this.#shrink(entry);
    }
  }

  /** What a deviation explained that, as the whole run shows, this target does not have: a finding of its own after all. */
  async reconsider(isRefuted: (deviation: string) => boolean): Promise<void> {
    this.#isRefuted = isRefuted;
    for (const [key, { deviation, ...entry }] of this.#entries) {
      if (deviation === undefined || !isRefuted(deviation)) continue;
      this.#entries.delete(key);
      if (this.#entries.has(entry.signature)) continue;
      this.#entries.set(entry.signature, entry);
      if (this.#options.shrink && statusOf(entry) === 'new') await this.#shrink(entry);
    }
  }

  /** Tries every finding again, three times, within what is left of the time. */
  async retryAll(): Promise<void> {
    for (const entry of this.#entries.values()) {
      let reproduced = 0;
      let tried = 0;
      for (
        ;
        tried < tries && performance.now() < this.#options.deadline && this.#options.ground.signal?.aborted !== true;
        tried += 1
      ) {
        const again = await this.#attempt(entry.testCase, entry);
        if (again === 'stopped') break;
        if (again === undefined) continue;
        reproduced += 1;
        entry.run = again.run;
        entry.violation = again.violation;
      }
      if (tried === 0) continue;
      entry.retries = { reproduced, tried };
      entry.reproduction = reproduced === tried ? 'confirmed' : reproduced === 0 ? 'gone' : 'flaky';
    }
  }

  findings(): readonly Finding[] {
    return [...this.#entries.values()]
      .map((entry) => this.#findingOf(entry))
      .toSorted((left, right) => severityOrder.indexOf(left.severity) - severityOrder.indexOf(right.severity));
  }

  async #shrink(entry: Entry): Promise<void> {
    const stillFails = async (candidate: Case): Promise<boolean> => {
      const { described } = this.#options;
      if (!candidate.steps.every((step) => isWellFormed(step, described))) return false;
      if (!keepsWhatItBreaks(entry.testCase, candidate, described)) return false;
      const again = await this.#attempt(candidate, entry);
      if (again === undefined || again === 'stopped') return false;
      entry.run = again.run;
      entry.violation = again.violation;
      return true;
    };
    // Nothing that comes after the step that broke the law is needed.
    const upTo = { ...entry.testCase, steps: entry.testCase.steps.slice(0, entry.violation.index + 1) };
    const grouped = entry.testCase.steps[entry.violation.index]?.group !== undefined;
    const start = !grouped && (await stillFails(upTo)) ? upTo : entry.testCase;
    entry.testCase = await shrinkCase(start, stillFails, {
      maxRuns: shrinkRuns,
      deadline: Math.min(performance.now() + shrinkMs, this.#options.deadline),
    });
  }

  async #attempt(
    testCase: Case,
    { signature, deviation }: Entry,
  ): Promise<{ readonly run: CaseRun; readonly violation: CaseViolation } | 'stopped' | undefined> {
    // Shrinking would go on asking a target that is gone.
    if (this.#isOver) return 'stopped';
    try {
      const run = await runCase(testCase, this.#options.ground);
      this.#options.tally.addExtra(run);
      const violation = run.violations.find(
        (candidate) =>
          signatureOf(candidate) === signature &&
          this.#deviationOf({ signature, testCase, run, violation: candidate }) === deviation,
      );
      return violation === undefined ? undefined : { run, violation };
    } catch (error) {
      if (error instanceof BudgetSpentError || error instanceof TargetLostError) {
        this.#isOver = true;
        return 'stopped';
      }
      throw error;
    }
  }

  #deviationOf(found: Found): string | undefined {
    const { strict, deviationOf, url } = this.#options;
    if (strict || deviationOf === undefined) return undefined;
    const deviation = deviationOf({ ...findingOf(found, { url }), elsewhere: this.#elsewhere() });
    return deviation === undefined || this.#isRefuted(deviation) ? undefined : deviation;
  }

  #elsewhere(): Finding['elsewhere'] & object {
    return [...(this.#options.ground.reachingOthers?.values() ?? [])];
  }

  #findingOf(entry: Entry): Finding {
    const { reproduction, retries, deviation, accepted } = entry;
    const { url, authKind } = this.#options;
    const finding = findingOf(entry, { url, ...(authKind === undefined ? {} : { authKind }) });
    const id = deviation === undefined ? finding.id : findingId(keyOf(entry.signature, deviation));
    const explanation = accepted?.reason ?? deviation;
    // Shown where the finding's own steps do not explain it.
    const needsOthers = deviation !== undefined && this.#options.deviationOf?.(finding) !== deviation;
    return {
      ...finding,
      ...(needsOthers ? { elsewhere: this.#elsewhere() } : {}),
      id,
      replay: `airlock replay ${id}`,
      status: statusOf(entry),
      ...(explanation === undefined ? {} : { explanation }),
      reproduction,
      ...(retries === undefined ? {} : { retries }),
    };
  }
}

function keyOf(signature: string, deviation: string | undefined): string {
  return deviation === undefined ? signature : `${signature} (${deviation})`;
}

function statusOf({ deviation, accepted }: Entry): Finding['status'] {
  if (accepted !== undefined) return 'known';
  return deviation === undefined ? 'new' : 'deviation';
}

/** A body that is meant to be invalid must not become valid on the way to a smaller one. */
function keepsWhatItBreaks(before: Case, candidate: Case, described?: Described): boolean {
  const bodies = new Set(before.steps.map(({ body }) => body));
  return candidate.steps.every((step) => bodies.has(step.body) || stillBreaks(step, described));
}
