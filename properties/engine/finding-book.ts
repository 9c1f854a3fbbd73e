/** Collects violations by signature; shrinks the first of each kind and tries it again. */
import type { Finding, Severity } from '../../src/report/report.ts';
import { BudgetSpentError, TargetLostError } from '../../src/target/errors.ts';
import type { Case } from '../model/case.ts';
import { isWellFormed, stillBreaks } from '../model/domain-rules.ts';
import { findingOf } from './finding-of.ts';
import { acceptedBy } from './known-findings.ts';
import type { KnownFinding } from './known-findings.ts';
import { runCase } from './run-case.ts';
import type { CaseRun, CaseViolation, Ground } from './run-case.ts';
import { shrinkCase } from './shrink.ts';
import { signatureOf } from './signature.ts';
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
  readonly deviationOf?: (finding: Finding) => string | undefined;
}

interface Entry {
  readonly signature: string;
  testCase: Case;
  run: CaseRun;
  violation: CaseViolation;
  reproduction: Finding['reproduction'];
  /** As of the first sight; the finding decides again on the smallest case. */
  status: Finding['status'];
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

  constructor(options: BookOptions) {
    this.#options = options;
  }

  count(): number {
    return this.#entries.size;
  }

  /** Findings that nobody has explained so far. */
  newCount(): number {
    return [...this.#entries.values()].filter((entry) => entry.status === 'new').length;
  }

  /** A target that went away answers nothing: what its last requests met is no finding. */
  dropUnanswered(): void {
    for (const [signature, { violation }] of this.#entries) if (violation.status === 0) this.#entries.delete(signature);
  }

  /** Takes the violations of a run; a signature that is new is shrunk at once, while its case is at hand. */
  async judge(testCase: Case, run: CaseRun): Promise<void> {
    for (const violation of firstPerSignature(run.violations)) {
      const signature = signatureOf(violation);
      if (this.#entries.has(signature) || this.newCount() >= (this.#options.maxFindings ?? Number.POSITIVE_INFINITY))
        continue;
      const entry: Entry = { signature, testCase, run, violation, reproduction: 'not-retried', status: 'new' };
      this.#entries.set(signature, entry);
      entry.status = this.#findingOf(entry).status;
      // What is explained already needs no small example, and a released server shows it hundreds of times.
      if (this.#options.shrink && entry.status === 'new') await this.#shrink(entry);
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
        const again = await this.#attempt(entry.testCase, entry.signature);
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
      if (!candidate.steps.every(isWellFormed) || !keepsWhatItBreaks(entry.testCase, candidate)) return false;
      const again = await this.#attempt(candidate, entry.signature);
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
    signature: string,
  ): Promise<{ readonly run: CaseRun; readonly violation: CaseViolation } | 'stopped' | undefined> {
    try {
      const run = await runCase(testCase, this.#options.ground);
      this.#options.tally.addExtra(run);
      const violation = run.violations.find((candidate) => signatureOf(candidate) === signature);
      return violation === undefined ? undefined : { run, violation };
    } catch (error) {
      if (error instanceof BudgetSpentError || error instanceof TargetLostError) return 'stopped';
      throw error;
    }
  }

  #findingOf(entry: Entry): Finding {
    const { reproduction, retries } = entry;
    const { url, authKind, known, strict, deviationOf } = this.#options;
    const finding: Finding = {
      ...findingOf(entry, { url, ...(authKind === undefined ? {} : { authKind }) }),
      reproduction,
      ...(retries === undefined ? {} : { retries }),
    };
    const accepted = acceptedBy(known, entry.signature, new Date().toISOString());
    if (accepted !== undefined) return { ...finding, status: 'known', explanation: accepted.reason };
    const deviation = strict ? undefined : deviationOf?.(finding);
    return deviation === undefined ? finding : { ...finding, status: 'deviation', explanation: deviation };
  }
}

/** A body that is meant to be invalid must not become valid on the way to a smaller one. */
function keepsWhatItBreaks(before: Case, candidate: Case): boolean {
  const bodies = new Set(before.steps.map(({ body }) => body));
  return candidate.steps.every((step) => bodies.has(step.body) || stillBreaks(step));
}

function firstPerSignature(violations: readonly CaseViolation[]): readonly CaseViolation[] {
  const seen = new Set<string>();
  return violations.filter((violation) => {
    const signature = signatureOf(violation);
    return !seen.has(signature) && seen.add(signature);
  });
}
