/** Runs phases of generated cases on a target until the time is up, and turns what the checks object to into findings. */
import fc from 'fast-check';
import { operationIds, operations } from '../../schemas/operations.ts';
import type { Operation } from '../../schemas/operations.ts';
import type { Emit } from '../../src/report/events.ts';
import type { Finding, StepResult, Verdict } from '../../src/report/report.ts';
import { BudgetSpentError, TargetLostError } from '../../src/target/errors.ts';
import { isAnswer } from '../../src/target/exchange.ts';
import type { Exchange } from '../../src/target/exchange.ts';
import type { Sandbox, Target } from '../../src/target/target.ts';
import { casesOf } from '../arbitraries/cases.ts';
import type { CaseOptions } from '../arbitraries/cases.ts';
import type { CorpusStream } from '../arbitraries/generation-context.ts';
import type { Check } from '../checks/check.ts';
import { brokenRules } from '../model/domain-rules.ts';
import type { Case, CaseStep, Phase } from '../model/case.ts';
import { FindingBook } from './finding-book.ts';
import type { KnownFinding } from './known-findings.ts';
import { runCase } from './run-case.ts';
import type { Ground } from './run-case.ts';
import { Tally } from './tally.ts';

export interface FuzzOptions {
  readonly target: Target & { readonly sandbox: Sandbox; readonly authKind?: 'basic' | 'bearer' };
  readonly emit: Emit;
  readonly signal: AbortSignal;
  readonly seed: number;
  readonly phases: readonly Phase[];
  readonly checks: readonly Check[];
  readonly maxTimeMs: number;
  /** Cases per phase and worker. */
  readonly maxExamples?: number;
  readonly workers: number;
  readonly minAcceptance: number;
  readonly maxFindings?: number;
  readonly shrink: boolean;
  readonly strict: boolean;
  readonly known: readonly KnownFinding[];
  readonly corpus?: readonly CorpusStream[];
  /** Only cases that touch one of these operations. */
  readonly operations?: readonly string[];
  /** Explains findings that a released Airbyte is known for. */
  readonly deviationOf?: (finding: Finding) => string | undefined;
}

/** Share of the time that goes to each phase, when it is part of the run. */
const shares: Readonly<Record<Phase, number>> = { valid: 35, invalid: 25, sequences: 25, concurrency: 8, transport: 7 };
/** Cases are drawn in batches: one seed each, so that a case can be found again by batch and position. */
const batchSize = 25;
/** Of the whole time, kept for shrinking and trying again. */
const reserve = 0.2;

export async function fuzz(options: FuzzOptions): Promise<StepResult> {
  const { target, emit, signal } = options;
  const startedAt = performance.now();
  const deadline = startedAt + options.maxTimeMs;
  const tally = new Tally();
  const ground: Ground = {
    target,
    sandbox: target.sandbox,
    checks: options.checks,
    signal,
    foreignSources: new Set(
      target.fixtures.foreign === undefined ? [] : [target.fixtures.foreign.sourceId.toLowerCase()],
    ),
  };
  const book = new FindingBook({ ground, tally, deadline, ...pick(options) });
  const context = {
    size: 'typical',
    activeSchedules: target.consent.activeSchedules,
    ...(options.corpus === undefined ? {} : { corpus: options.corpus }),
  } as const;
  const caseOptions: CaseOptions = {
    context,
    mayWrite: target.consent.writes,
    harmful: target.consent.harmfulInputs,
    foreign: target.fixtures.foreign !== undefined,
    oversized: target.isLoopback,
  };
  const verdicts: Verdict[] = [];
  const skipped: string[] = [];
  const total = options.phases.reduce((sum, phase) => sum + shares[phase], 0);
  let begun = startedAt;
  for (const phase of options.phases) {
    const arbitrary = casesOf(phase, caseOptions);
    if (arbitrary === undefined) {
      skipped.push(phase);
      emit({ type: 'notice', level: 'info', text: `Phase ${phase} is left out: it writes, and the run may not` });
      continue;
    }
    emit({ type: 'phase-started', phase });
    const phaseEnds = begun + (options.maxTimeMs * (1 - reserve) * shares[phase]) / total;
    const stopped = await runPhase({
      ...options,
      phase,
      arbitrary,
      ground,
      tally,
      book,
      phaseEnds: Math.min(phaseEnds, deadline),
    });
    begun = performance.now();
    emit({
      type: 'phase-finished',
      phase,
      ok: book.failing().length === 0,
      summary: `${tally.requests} requests, ${book.count()} findings so far`,
    });
    if (stopped !== undefined) {
      if (stopped instanceof TargetLostError) verdicts.push({ code: 3, reason: stopped.message });
      else emit({ type: 'notice', level: 'warning', text: stopped.message });
      break;
    }
    if (signal.aborted || (options.maxFindings !== undefined && book.count() >= options.maxFindings)) break;
  }
  await book.retryAll();
  const findings = book.findings();
  for (const finding of findings) emit({ type: 'finding', finding });
  const failing = findings.filter(({ status, reproduction }) => status === 'new' && reproduction !== 'gone');
  if (failing.length > 0)
    verdicts.push({
      code: 1,
      reason: `${failing.length} new ${failing.length === 1 ? 'finding' : 'findings'}; replay ${failing.length === 1 ? 'it' : 'the first'} with: airlock replay ${failing[0]?.id ?? ''}`,
    });
  const acceptance = tally.acceptance();
  const rate = acceptance.valid.sent === 0 ? 1 : acceptance.valid.accepted / acceptance.valid.sent;
  if (rate < options.minAcceptance)
    verdicts.push({
      code: 6,
      reason: `Only ${(rate * 100).toFixed(1)} % of the valid bodies were accepted, less than --min-acceptance ${options.minAcceptance}: the run proves little; look at the findings of valid-accepted`,
    });
  const seconds = (performance.now() - startedAt) / 1000;
  return {
    seed: options.seed,
    findings,
    acceptance,
    checks: tally.checks(options.checks.map(({ id }) => id)),
    verdicts,
    sections: {
      fuzz: {
        phases: options.phases.filter((phase) => !skipped.includes(phase)),
        skippedPhases: skipped,
        cases: tally.cases,
        requestsPerSecond: Math.round(tally.requests / seconds),
        unexercised: unexercised(tally),
      },
    },
    summary: summaryOf(tally, findings, rate, seconds, options),
  };
}

interface PhaseOptions extends FuzzOptions {
  readonly phase: Phase;
  readonly arbitrary: fc.Arbitrary<readonly CaseStep[]>;
  readonly ground: Ground;
  readonly tally: Tally;
  readonly book: FindingBook;
  readonly phaseEnds: number;
}

/** Every worker draws its own cases from its own seeds. Returns what stopped the run, if anything did. */
async function runPhase(options: PhaseOptions): Promise<Error | undefined> {
  let stopped: Error | undefined;
  const worker = async (shard: number): Promise<void> => {
    const max = options.maxExamples ?? Number.POSITIVE_INFINITY;
    for (let number = 0; number < max;) {
      const batch = fc.sample(options.arbitrary, {
        seed: seedOf(options.seed, options.phase, shard, number),
        numRuns: Math.min(batchSize, max - number),
      });
      for (const steps of batch) {
        if (stopped !== undefined || options.signal.aborted || performance.now() > options.phaseEnds) return;
        if (options.maxFindings !== undefined && options.book.count() >= options.maxFindings) return;
        const testCase: Case = { phase: options.phase, steps, path: `${options.phase}:${shard}:${number}` };
        number += 1;
        if (
          options.operations !== undefined &&
          !steps.some(({ operation }) => options.operations?.includes(operation) === true)
        )
          continue;
        try {
          await runAndJudge(testCase, options);
        } catch (error) {
          if (!(error instanceof BudgetSpentError) && !(error instanceof TargetLostError)) throw error;
          stopped = error;
        }
      }
    }
  };
  const timer = setInterval(
    () =>
      options.emit({
        type: 'progress',
        phase: options.phase,
        requests: options.tally.requests,
        findings: options.book.count(),
        remainingMs: Math.max(0, options.phaseEnds - performance.now()),
      }),
    500,
  );
  try {
    await Promise.all(Array.from({ length: options.workers }, (_, shard) => worker(shard)));
  } finally {
    clearInterval(timer);
  }
  return stopped;
}

async function runAndJudge(testCase: Case, { ground, tally, book, emit }: PhaseOptions): Promise<void> {
  refuse(testCase);
  const run = await runCase(testCase, ground);
  tally.add(testCase, run);
  for (const exchange of run.exchanges) emitExchange(emit, testCase.phase, exchange);
  await book.judge(testCase, run);
}

/** The referee: a body that is sent as valid is valid. A fault of ours is no finding, it ends the run. */
function refuse(testCase: Case): void {
  for (const step of testCase.steps) {
    if (step.intent.kind !== 'valid' || step.operation === 'transport') continue;
    const broken = brokenRules(step.operation, step.body);
    if (broken.length > 0)
      throw new Error(
        `Cannot send ${step.operation} as valid: ${broken[0] ?? ''}; this is a defect of Airlock, please report it with the seed and ${testCase.path}`,
      );
  }
}

function emitExchange(
  emit: Emit,
  phase: string,
  { id, call, outcome, startedAt, durationMs, sentBody }: Exchange,
): void {
  const answered = isAnswer(outcome);
  emit({
    type: 'exchange',
    phase,
    exchange: {
      id,
      operation: call.operation,
      method: call.operation === 'transport' ? call.method : 'POST',
      url: call.operation === 'transport' ? call.path : operations[call.operation].path,
      startedAt: new Date(startedAt).toISOString(),
      durationMs,
      requestHeaders: {},
      ...(typeof sentBody === 'string' ? { requestBody: sentBody } : {}),
      ...(answered
        ? { status: outcome.status, responseHeaders: outcome.headers, responseBody: outcome.text }
        : { error: `${outcome.reason}: ${outcome.message}` }),
    },
  });
}

/** Mixes seed, phase, shard and batch into 32 bits (FNV-1a). */
function seedOf(seed: number, phase: Phase, shard: number, batch: number): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(`${seed}/${phase}/${shard}/${batch}`)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash | 0;
}

function unexercised(tally: Tally): { readonly operations: readonly string[]; readonly statuses: readonly string[] } {
  const statuses = operationIds.flatMap((id) => {
    const operation: Operation = operations[id];
    return operation.published.filter((status) => !tally.saw(id, status)).map((status) => `${id} ${status}`);
  });
  return { operations: operationIds.filter((id) => !tally.saw(id)), statuses };
}

function summaryOf(
  tally: Tally,
  findings: readonly Finding[],
  rate: number,
  seconds: number,
  options: FuzzOptions,
): readonly string[] {
  const byStatus = (status: Finding['status']): number =>
    findings.filter((finding) => finding.status === status).length;
  const { valid, invalid } = tally.acceptance();
  return [
    `fuzz      ${tally.requests} requests in ${seconds.toFixed(1)} s (${Math.round(tally.requests / seconds)}/s), ${tally.cases} cases, seed ${options.seed}`,
    `          ${(rate * 100).toFixed(1)} % of ${valid.sent} valid writes and reads accepted, ${invalid.rejected} of ${invalid.sent} invalid ones refused`,
    `          ${options.checks.length} checks, ${byStatus('new')} new findings, ${byStatus('known')} known, ${byStatus('deviation')} deviations`,
  ];
}

function pick({ shrink, strict, known, deviationOf, target }: FuzzOptions) {
  return {
    shrink,
    strict,
    known,
    url: target.url,
    ...(deviationOf === undefined ? {} : { deviationOf }),
    ...(target.authKind === undefined ? {} : { authKind: target.authKind }),
  };
}
