/**
 * Runs one case on a target: sends its steps, keeps what the answers show, and lets every check look at each of them.
 */
import { unknownId } from '../../src/target/unknown-id.ts';
import { isAnswer } from '../../src/target/exchange.ts';
import type { Answer, Exchange, Failure } from '../../src/target/exchange.ts';
import { alwaysAnswered, isImpatient, unanswered } from '../checks/always-answered.ts';
import { isOfOperation, judge } from '../checks/check.ts';
import type { AnyObservation } from '../checks/check.ts';
import { blaming, noServerError } from '../checks/no-server-error.ts';
import { mayBeRefused } from '../checks/valid-accepted.ts';
import type { Case, CaseStep } from '../model/case.ts';
import { CaseState } from './case-state.ts';
import type { CaseViolation } from './case-violation.ts';
import { distinct } from './group-by-cause.ts';
import type { RunContext } from './run-context.ts';
import { sendStep } from './send-step.ts';

export interface CaseRun {
  readonly violations: readonly CaseViolation[];
  /** In the order of their answers. */
  readonly exchanges: readonly PlacedExchange[];
  readonly observations: readonly AnyObservation[];
  /** One for each check that had something to say about an answer. */
  readonly evaluations: readonly Evaluation[];
  /** Connections that the case made. */
  readonly created: readonly string[];
  /** Positions of steps whose refusal would be no fault: they do not count for the acceptance. */
  readonly mayBeRefused: ReadonlySet<number>;
}

/** With the position of its step in the case. */
export interface PlacedExchange extends Exchange {
  readonly index: number;
}

/** A check has judged an answer. */
interface Evaluation {
  readonly check: string;
  readonly operation: string;
  readonly status: number;
  /** What it took. */
  readonly ms: number;
}

export async function runCase(testCase: Case, context: RunContext): Promise<CaseRun> {
  const run = await sendAndCheck(testCase, context);
  await context.finished(run.created);
  return run;
}

async function sendAndCheck(testCase: Case, context: RunContext): Promise<CaseRun> {
  const state = new CaseState(context, testCase);
  const observations: AnyObservation[] = [];
  const violations: CaseViolation[] = [];
  const exchanges: PlacedExchange[] = [];
  const evaluations: Evaluation[] = [];
  const refusable = new Set<number>();
  const run: CaseRun = {
    violations,
    exchanges,
    observations,
    evaluations,
    created: state.created,
    mayBeRefused: refusable,
  };
  for (const batch of batchesOf(testCase.steps)) {
    if (context.signal.aborted) break;
    // Bodies are filled before anything is sent: steps of one batch know nothing of each other.
    const prepared = batch.map(({ step, index }) => ({ step, index, body: state.fill(step) }));
    const sent = await Promise.all(
      prepared.map(async (one) => ({ ...one, exchange: await sendStep(one.step, one.body, context) })),
    );
    // In the order of the answers: what was answered last is what a later read shows.
    const answered = sent
      .flatMap(({ step, index, body, exchange }) =>
        exchange === undefined ? [] : [{ step, index, exchange, turn: turnOf({ step, index }, body, exchange) }],
      )
      .toSorted((left, right) => endOf(left.exchange) - endOf(right.exchange));
    state.judge(answered.map(({ turn }) => turn).filter(isOfOperation));
    for (const { step, index, exchange, turn: observation } of answered) {
      exchanges.push({ ...exchange, index });
      if (!isAnswer(exchange.outcome)) {
        const failed = (await isOnlySilentHere(exchange.outcome, step, context))
          ? { ...unanswered(step), check: alwaysAnswered, operation: step.operation, status: 0, index }
          : violationOf(exchange.outcome, step, index);
        if (failed !== undefined && context.checks.includes(failed.check)) {
          evaluations.push({ check: failed.check.id, operation: step.operation, status: 0, ms: 0 });
          violations.push(failed);
        }
        return run;
      }
      if (mayBeRefused(observation, state)) refusable.add(index);
      const { operation } = step;
      const { status } = observation.answer;
      for (const check of context.checks) {
        if (step.as !== undefined && check.judgesStrangers !== true) continue;
        const began = performance.now();
        const found = judge(check, observation, state);
        if (found === undefined) continue;
        evaluations.push({ check: check.id, operation, status, ms: performance.now() - began });
        violations.push(...distinct(found.map((violation) => ({ ...violation, check, operation, status, index }))));
      }
      observations.push(observation);
      if (isOfOperation(observation)) state.learn(observation);
    }
    state.settle();
  }
  return run;
}

/** Without an answer its status is 0: the request may have been carried out or not. */
function turnOf({ step, index }: PlacedStep, body: unknown, { outcome }: Exchange): AnyObservation {
  const answer: Answer = isAnswer(outcome)
    ? outcome
    : { kind: 'answer', status: 0, headers: {}, text: '', json: { ok: false, reason: outcome.message } };
  const json = answer.json.ok ? answer.json.value : undefined;
  return { step, operation: step.operation, body, answer, json, index };
}

/** Nothing came within the patience of the step, and the next request was answered. */
async function isOnlySilentHere({ reason }: Failure, step: CaseStep, { target, signal }: RunContext): Promise<boolean> {
  if (reason !== 'timeout' || !isImpatient(step) || step.raw !== undefined) return false;
  const next = await target.send({ operation: step.operation, body: { connectionId: unknownId } }, { signal });
  return isAnswer(next.outcome);
}

const mayHangUp: ReadonlySet<Failure['reason']> = new Set(['reset', 'protocol', 'truncated']);

/** A request that the server let go of is an error of the server; one that we gave up is not. */
function violationOf({ reason, message }: Failure, step: CaseStep, index: number): CaseViolation | undefined {
  if (reason === 'aborted') return undefined;
  // A server may answer 413 and hang up while a too large body is still being written.
  // The write then fails before the answer is read.
  if (step.raw?.accept.includes(413) === true && mayHangUp.has(reason)) return undefined;
  return {
    check: noServerError,
    ...blaming(step, `${step.operation} got no answer: ${reason}`),
    expected: 'an answer',
    received: message,
    kind: reason,
    operation: step.operation,
    status: 0,
    index,
  };
}

interface PlacedStep {
  readonly step: CaseStep;
  readonly index: number;
}

/** Neighbours with the same group go together; everything else alone. */
function batchesOf(steps: readonly CaseStep[]): readonly (readonly PlacedStep[])[] {
  const batches: PlacedStep[][] = [];
  for (const [index, step] of steps.entries()) {
    const last = batches.at(-1);
    if (step.group !== undefined && last?.[0]?.step.group === step.group) last.push({ step, index });
    else batches.push([{ step, index }]);
  }
  return batches;
}

function endOf({ endedAt, startedAt, durationMs }: Exchange): number {
  return endedAt ?? startedAt + durationMs;
}
