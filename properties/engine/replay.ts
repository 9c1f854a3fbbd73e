/** Sends the cases of stored findings again, on the target where they were found or on another. */
import { ruleLeftAlone } from '../../schemas/deviations.ts';
import type { Emit } from '../../src/report/events.ts';
import type { Finding, StepResult, Verdict } from '../../src/report/report.ts';
import { BudgetSpentError, TargetLostError } from '../../src/target/errors.ts';
import type { Sandbox, Target } from '../../src/target/target.ts';
import { allChecks } from '../checks/all-checks.ts';
import type { Case } from '../model/case.ts';
import { groundOf } from './ground.ts';
import { findingOf } from './finding-of.ts';
import { runCase } from './run-case.ts';
import { signatureOf } from './signature.ts';
import { verdictsOn } from './verdicts.ts';

export interface ReplayOptions {
  readonly target: Target & { readonly sandbox: Sandbox; readonly authKind?: 'basic' | 'bearer' };
  readonly emit: Emit;
  readonly signal: AbortSignal;
  readonly findings: readonly Finding[];
  /** Explains findings that a released Airbyte is known for. */
  readonly deviationOf?: (finding: Finding) => string | undefined;
  /** How often each is sent; 3 unless told otherwise. */
  readonly tries?: number;
}

export async function replay(options: ReplayOptions): Promise<StepResult> {
  const { target, emit, signal, tries = 3 } = options;
  const ground = groundOf(target, allChecks, signal);
  const found: Finding[] = [];
  const lines: string[] = [];
  const verdicts: Verdict[] = [];
  for (const finding of options.findings) {
    if (signal.aborted) break;
    const testCase = caseOf(finding);
    if (testCase === undefined) {
      lines.push(`${finding.id}  cannot be sent again: it was not found by one case  ${finding.title}`);
      continue;
    }
    let reproduced = 0;
    let latest: Finding | undefined;
    try {
      for (let tried = 0; tried < tries && !signal.aborted; tried += 1) {
        const run = await runCase(testCase, ground);
        const violation = run.violations.find((candidate) => signatureOf(candidate) === finding.signature);
        if (violation === undefined) continue;
        reproduced += 1;
        latest = findingOf({ signature: finding.signature, testCase, run, violation }, target);
      }
    } catch (error) {
      if (!(error instanceof BudgetSpentError) && !(error instanceof TargetLostError)) throw error;
      if (error instanceof TargetLostError) verdicts.push({ code: 3, reason: error.message });
      else emit({ type: 'notice', level: 'warning', text: error.message });
      break;
    }
    lines.push(`${finding.id}  ${reproduced} of ${tries}  ${finding.title}`);
    if (latest === undefined) continue;
    const explained = options.deviationOf?.(latest);
    // Only a whole run shows whether the target leaves a rule alone everywhere: what that run decided stands.
    const isDecided = finding.status === 'new' && explained !== undefined && ruleLeftAlone(explained) !== undefined;
    const deviation = isDecided ? undefined : explained;
    const again: Finding = {
      ...latest,
      id: finding.id,
      replay: finding.replay,
      ...(deviation === undefined ? {} : { status: 'deviation', explanation: deviation }),
      reproduction: reproduced === tries ? 'confirmed' : 'flaky',
      retries: { reproduced, tried: tries },
    };
    found.push(again);
    emit({ type: 'finding', finding: again });
  }
  return {
    findings: found,
    verdicts: [...verdicts, ...verdictsOn(found)],
    sections: { replay: { replayed: options.findings.length, reproduced: found.length } },
    summary: [`replay    ${found.length} of ${options.findings.length} findings came back`, ...lines],
  };
}

/** The stored case; files are edited by hand, so its shape is checked before anything is sent. */
function caseOf(finding: Finding): Case | undefined {
  const { case: stored } = finding;
  if (typeof stored !== 'object' || stored === null || !('steps' in stored) || !Array.isArray(stored.steps))
    return undefined;
  const isCase = stored.steps.every(
    (step: unknown) => typeof step === 'object' && step !== null && 'operation' in step && 'intent' in step,
  );
  return isCase ? (stored as Case) : undefined; // every step has what runCase looks at
}
