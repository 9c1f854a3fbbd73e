/** Collects violations by signature; shrinks the first of each kind and tries it again. */
import type { Finding, Severity, Step } from '../../src/report/report.ts';
import { isAnswer } from '../../src/target/exchange.ts';
import { curlFor } from '../../src/target/curl.ts';
import { BudgetSpentError, TargetLostError } from '../../src/target/errors.ts';
import type { Case } from '../model/case.ts';
import { isWellFormed } from '../model/domain-rules.ts';
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

  failing(): readonly Finding[] {
    return this.findings().filter(({ status, reproduction }) => status === 'new' && reproduction !== 'gone');
  }

  /** Takes the violations of a run; a signature that is new is shrunk at once, while its case is at hand. */
  async judge(testCase: Case, run: CaseRun): Promise<void> {
    for (const violation of firstPerSignature(run.violations)) {
      const signature = signatureOf(violation);
      if (this.#entries.has(signature)) continue;
      const entry: Entry = { signature, testCase, run, violation, reproduction: 'not-retried' };
      this.#entries.set(signature, entry);
      if (this.#options.shrink) await this.#shrink(entry);
    }
    if (run.failure !== undefined) this.#noteFailure(testCase, run);
  }

  /** Tries every finding again, three times, within what is left of the time. */
  async retryAll(): Promise<void> {
    for (const entry of this.#entries.values()) {
      if (entry.violation.check.id === noAnswer.id) continue;
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
      if (!candidate.steps.every(isWellFormed)) return false;
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

  /** No answer at all is a finding of its own: the server let go of the request. */
  #noteFailure(testCase: Case, run: CaseRun): void {
    const { failure } = run;
    if (failure === undefined || isAnswer(failure.exchange.outcome) || failure.exchange.outcome.reason === 'aborted')
      return;
    const { reason, message } = failure.exchange.outcome;
    const violation: CaseViolation = {
      check: noAnswer,
      title: `${failure.step.operation} got no answer: ${reason}`,
      expected: 'an answer',
      received: message,
      kind: reason,
      operation: failure.step.operation,
      status: 0,
      index: testCase.steps.indexOf(failure.step),
    };
    const signature = signatureOf(violation);
    if (!this.#entries.has(signature))
      this.#entries.set(signature, { signature, testCase, run, violation, reproduction: 'not-retried' });
  }

  #findingOf({ signature, testCase, run, violation, reproduction, retries }: Entry): Finding {
    const id = findingId(signature);
    const finding: Finding = {
      id,
      check: violation.check.id,
      operation: violation.operation,
      signature,
      title: violation.title,
      severity: violation.check.severity,
      status: 'new',
      reproduction,
      ...(retries === undefined ? {} : { retries }),
      expected: violation.expected,
      received: violation.received,
      ...(violation.pointer === undefined ? {} : { pointer: violation.pointer }),
      steps: stepsOf(run),
      curl: run.exchanges.map(({ call }) =>
        curlFor(call, {
          url: this.#options.url,
          ...(this.#options.authKind === undefined ? {} : { auth: this.#options.authKind }),
        }),
      ),
      replay: `airlock replay ${id}`,
      path: testCase.path,
      case: testCase,
    };
    const accepted = acceptedBy(this.#options.known, signature, new Date().toISOString());
    if (accepted !== undefined) return { ...finding, status: 'known', explanation: accepted.reason };
    const deviation = this.#options.strict ? undefined : this.#options.deviationOf?.(finding);
    return deviation === undefined ? finding : { ...finding, status: 'deviation', explanation: deviation };
  }
}

const noAnswer = {
  id: 'answered',
  law: 'Every request is answered.',
  severity: 'high' as const,
  inspect: () => undefined,
};

function firstPerSignature(violations: readonly CaseViolation[]): readonly CaseViolation[] {
  const seen = new Set<string>();
  return violations.filter((violation) => {
    const signature = signatureOf(violation);
    return !seen.has(signature) && seen.add(signature);
  });
}

function stepsOf(run: CaseRun): readonly Step[] {
  const order = run.exchanges.toSorted((left, right) => left.startedAt - right.startedAt);
  return run.exchanges.map((exchange) => {
    const { call, outcome, sentBody } = exchange;
    const group = run.observations.find(({ id }) => id === exchange.id)?.step.group;
    return {
      operation: call.operation,
      ...(call.operation === 'transport'
        ? {
            raw: {
              method: call.method,
              path: call.path,
              headers: call.headers,
              bodyBase64: Buffer.from(call.body ?? '').toString('base64'),
            },
          }
        : typeof sentBody === 'string'
          ? { request: call.body }
          : {}),
      ...(isAnswer(outcome)
        ? { response: { status: outcome.status, body: outcome.json.ok ? outcome.json.value : outcome.text } }
        : { error: `${outcome.reason}: ${outcome.message}` }),
      ...(group === undefined
        ? {}
        : { interleaving: { group, sent: order.indexOf(exchange), answered: run.exchanges.indexOf(exchange) } }),
    };
  });
}
