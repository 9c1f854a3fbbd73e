/** Sends the cases of stored findings again, on the target where they were found or on another. */
import { defined } from '../../src/json/defined.ts';
import { ruleLeftAlone } from '../../deviations/deviations.ts';
import type { Emit } from '../../src/report/events.ts';
import type { Finding, StepResult, Verdict } from '../../src/report/report.ts';
import { BudgetSpentError, TargetLostError } from '../../src/target/errors.ts';
import type { Sandbox, Target } from '../../src/target/target.ts';
import { allChecks } from '../checks/all-checks.ts';
import type { Check } from '../checks/check.ts';
import { storedCase } from '../model/case-schema.ts';
import { runContextFor } from './run-context.ts';
import type { RunContext } from './run-context.ts';
import { reproductionOf } from './finding-entry.ts';
import { findingOf } from './finding-of.ts';
import { missingFor, obstacleIn } from './replay-obstacle.ts';
import { showing } from './group-by-cause.ts';
import { tries } from './retry-findings.ts';
import { runCase } from './run-case.ts';
import { verdictsOn } from './verdicts.ts';

interface ReplayOptions {
  readonly target: Target & { readonly sandbox: Sandbox; readonly authKind?: 'basic' | 'bearer' };
  readonly emit: Emit;
  readonly signal: AbortSignal;
  readonly findings: readonly Finding[];
  /** Bound to the description that the findings were judged by; the built-in one unless told otherwise. */
  readonly checks?: readonly Check[];
  /** The findings were found on another target: what they are on this one is decided anew. */
  readonly isElsewhere?: boolean;
  /** Explains findings that a released Airbyte is known for. */
  readonly deviationOf?: (finding: Finding) => string | undefined;
}

/**
 * A finding that did not come back is gone only if its case was sent as it was: a target that could not be asked proves
 * nothing.
 */
type Outcome =
  | { readonly kind: 'back'; readonly finding: Finding }
  | { readonly kind: 'gone' }
  | { readonly kind: 'not-sent'; readonly reason: string };

export async function replay(options: ReplayOptions): Promise<StepResult> {
  const { target, emit, signal, findings } = options;
  const context = runContextFor(target, options.checks ?? allChecks, signal);
  const outcomes: (readonly [Finding, Outcome])[] = [];
  const verdicts: Verdict[] = [];
  let stopped: string | undefined;
  for (const [index, finding] of findings.entries()) {
    if (signal.aborted) break;
    emit({ type: 'progress', phase: 'replay', number: index + 1, total: findings.length, note: finding.title });
    let outcome: Outcome;
    try {
      outcome = stopped === undefined ? await outcomeOf(finding, context, options) : notSent(stopped);
    } catch (error) {
      if (!(error instanceof BudgetSpentError) && !(error instanceof TargetLostError)) throw error;
      if (error instanceof TargetLostError) verdicts.push({ code: 3, reason: error.message });
      stopped = error.message;
      outcome = notSent(stopped);
    }
    outcomes.push([finding, outcome]);
    if (outcome.kind === 'back') emit({ type: 'finding', finding: outcome.finding });
  }
  const back = outcomes.flatMap(([, outcome]) => (outcome.kind === 'back' ? [outcome.finding] : []));
  const unsent = outcomes.flatMap(([{ id }, outcome]) =>
    outcome.kind === 'not-sent' ? [{ id, reason: outcome.reason }] : [],
  );
  return {
    findings: back,
    verdicts: [...verdicts, ...verdictsOn(back), ...unsentVerdict(unsent, findings.length)],
    sections: { replay: { replayed: findings.length, reproduced: back.length, notSent: unsent } },
    summary: [
      `replay    ${back.length} of ${findings.length} findings came back${unsent.length === 0 ? '' : `, ${unsent.length} could not be sent again`}`,
      ...outcomes.map(([{ id, title }, outcome]) => `${id}  ${labelOf(outcome)}  ${title}`),
    ],
  };
}

async function outcomeOf(finding: Finding, context: RunContext, options: ReplayOptions): Promise<Outcome> {
  const { target, signal } = options;
  const testCase = storedCase(finding.case);
  if (testCase === undefined) return notSent(`it holds no case to send${seenBy(finding)}`);
  const missing = missingFor(testCase, target);
  if (missing !== undefined) return notSent(missing);
  let reproduced = 0;
  let latest: Finding | undefined;
  let obstacle: string | undefined;
  for (let tried = 0; tried < tries && !signal.aborted; tried += 1) {
    const refusals: string[] = [];
    const run = await runCase(testCase, { ...context, refused: (reason) => void refusals.push(reason) });
    const violation = showing(run.violations, finding.signature);
    if (violation === undefined) {
      obstacle ??= refusals[0] ?? obstacleIn(run, { testCase, finding, target });
      continue;
    }
    reproduced += 1;
    latest = findingOf({ testCase, run, violation }, target);
  }
  if (latest === undefined) return obstacle === undefined ? { kind: 'gone' } : notSent(obstacle);
  const retries = { reproduced, tried: tries };
  const again: Finding = {
    ...latest,
    ...statusOf(finding, latest, options),
    id: finding.id,
    // What the title blames was looked into when it was found.
    title: finding.title,
    replay: `airlock replay ${finding.id}`,
    reproduction: reproductionOf(retries),
    retries,
  };
  return { kind: 'back', finding: again };
}

/**
 * Where it was found, what the whole run decided stands: one case cannot show whether a target leaves a rule alone
 * everywhere.
 */
function statusOf(
  stored: Finding,
  latest: Finding,
  { isElsewhere = false, deviationOf }: ReplayOptions,
): Pick<Finding, 'status' | 'explanation'> {
  if (!isElsewhere || stored.status === 'known')
    return {
      status: stored.status,
      ...defined({ explanation: stored.explanation }),
    };
  const explained = deviationOf?.(latest);
  const isDecided = stored.status === 'new' && explained !== undefined && ruleLeftAlone(explained) !== undefined;
  return explained === undefined || isDecided ? { status: 'new' } : { status: 'deviation', explanation: explained };
}

/** Not every finding comes from a case: a broken pact is seen again by verifying it. */
function seenBy({ replay: line }: Finding): string {
  return /^airlock (?!replay\b)/.test(line) ? `; it is seen again with: ${line}` : '';
}

function notSent(reason: string): Outcome {
  return { kind: 'not-sent', reason };
}

function labelOf(outcome: Outcome): string {
  if (outcome.kind === 'not-sent') return `not sent again: ${outcome.reason}`;
  return `${outcome.kind === 'back' ? (outcome.finding.retries?.reproduced ?? 0) : 0} of ${tries}`;
}

function unsentVerdict(
  unsent: readonly { readonly id: string; readonly reason: string }[],
  total: number,
): readonly Verdict[] {
  const [first] = unsent;
  if (first === undefined) return [];
  return [
    {
      code: 6,
      reason: `${unsent.length} of ${total} findings could not be sent again: ${first.id}: ${first.reason}; see the report for each`,
    },
  ];
}
