/**
 * What a run judged, as test cases: one for every check and operation that it looked at, for every interaction, threshold,
 * comparison, planted fault and rule of a description, and one for each step as a whole. JUnit and CTRF show the same ones.
 */
import { defined } from '../json/defined.ts';
import { member, objectAt } from '../json/json.ts';
import { checkReference } from './check-reference.ts';
import { coverageOf } from './coverage.ts';
import { outcomesOf } from './outcomes.ts';
import type { Outcome } from './outcomes.ts';
import type { Finding, Report } from './report.ts';
import { stepsOf } from './steps.ts';
import type { RunStep } from './steps.ts';
import { verifiedInteractions } from './verified-interactions.ts';
import type { VerifiedInteraction } from './verified-interactions.ts';

export interface TestCase {
  readonly kind: 'step' | 'interaction' | 'check' | Outcome['kind'];
  readonly name: string;
  /** `error`: it could not be judged, which says nothing about the target. */
  readonly status: 'passed' | 'failed' | 'error' | 'skipped';
  /** The word for it: the severity of a finding, the verdict, the exit code. */
  readonly type?: string;
  /** Why it did not pass, in one line. */
  readonly message?: string;
  readonly details?: string;
  /** Absent where it was not measured for this case alone. */
  readonly durationMs?: number;
  readonly findings?: readonly Finding[];
}

/** One step. The times of its cases add up to its own, unless they ran at the same time. */
export interface TestSuite extends Pick<RunStep, 'step' | 'startedAt' | 'durationMs'> {
  readonly cases: readonly TestCase[];
}

export function testSuitesOf(report: Report): readonly TestSuite[] {
  const steps = stepsOf(report);
  const [first] = steps;
  const known = new Set(steps.map(({ step }) => step));
  const byStep = Map.groupBy(judgedCases(report), (testCase) => {
    const step = stepOf(testCase);
    return known.has(step) ? step : first?.step;
  });
  const suites = steps.map((step): TestSuite => {
    const cases = byStep.get(step.step) ?? [];
    const { startedAt, durationMs } = step;
    return { step: step.step, startedAt, durationMs, cases: [wholeStep(step, cases), ...cases] };
  });
  return [...wholeRun(report, steps), ...suites];
}

/** The command whose work the case is. */
function stepOf({ kind, name }: TestCase): string {
  if (kind === 'interaction' || name === 'pact' || name.startsWith('pact ')) return 'verify';
  if (name.startsWith('pact-description')) return 'contract';
  return kind === 'check' ? 'fuzz' : kind;
}

/** Says that the step itself could be carried out, which no single check can say, and takes the time that no other case has. */
function wholeStep({ step, exitCode, durationMs, reason }: RunStep, cases: readonly TestCase[]): TestCase {
  const measured = cases.reduce((sum, { durationMs: own = 0 }) => sum + own, 0);
  const rest = durationMs - measured;
  // Cases that ran at the same time may have more than all of it.
  const time = rest > 0 ? { durationMs: rest } : {};
  const whole = { kind: 'step', name: `${step} as a whole`, ...time } as const;
  const isSaid = cases.some(({ status }) => status === 'failed');
  // A failure has a case of its own and must not be counted twice.
  if (exitCode === 0 || ((exitCode === 1 || exitCode === 5) && isSaid)) return { ...whole, status: 'passed' };
  return { ...whole, status: 'error', type: `exit-${exitCode}`, message: reason ?? `exit code ${exitCode}` };
}

/** A suite for a fault of the run that none of its steps has, such as an interruption. */
function wholeRun(report: Report, steps: readonly RunStep[]): readonly TestSuite[] {
  const { command, exitCode, startedAt, durationMs, reason } = report;
  if (exitCode === 0 || steps.some((step) => step.exitCode === exitCode)) return [];
  const rest = durationMs - steps.reduce((sum, step) => sum + step.durationMs, 0);
  const run = { step: command, ok: false, exitCode, startedAt, durationMs: Math.max(0, rest), ...defined({ reason }) };
  return [{ step: command, startedAt, durationMs: run.durationMs, cases: [wholeStep(run, [])] }];
}

function judgedCases(report: Report): readonly TestCase[] {
  const byCase = Map.groupBy(report.findings, ({ check, operation }) => `${check} ${operation}`);
  const judged = [...judgedPlaces(report)].filter(({ name }) => !byCase.has(name));
  const failing = new Set(report.findings.map(({ check }) => check));
  const named = new Set(judged.map(({ check }) => check));
  const others = Object.entries(report.checks).filter(([check]) => !failing.has(check) && !named.has(check));
  return [
    ...verifiedInteractions(report).map(interactionCase),
    ...outcomesOf(report).map(outcomeCase),
    ...judged.map(({ name, check, operation }): TestCase => ({
      kind: 'check',
      name,
      status: 'passed',
      ...timeOf(report, check, operation),
    })),
    ...others.map(([name, { evaluated }]): TestCase =>
      evaluated === 0
        ? { kind: 'check', name, status: 'skipped', message: 'nothing in this run could be judged by it' }
        : { kind: 'check', name, status: 'passed' },
    ),
    ...[...byCase].map(([name, findings]) => findingCase(name, findings, report)),
  ];
}

/** An interaction of a pact; what a broken one expected and received stands in its finding. */
function interactionCase({ consumer, description, verdict, durationMs }: VerifiedInteraction): TestCase {
  const own = { kind: 'interaction', name: `${consumer}: ${description}`, ...defined({ durationMs }) } as const;
  if (verdict === 'verified') return { ...own, status: 'passed' };
  if (verdict !== 'broken') return { ...own, status: 'skipped', type: verdict, message: verdict };
  return { ...own, status: 'failed', type: verdict, message: 'the target does not hold it' };
}

function outcomeCase({ kind, name, verdict, detail = verdict, durationMs }: Outcome): TestCase {
  const own = { kind, name, ...defined({ durationMs }) };
  if (verdict === 'held') return { ...own, status: 'passed' };
  const why = { type: verdict, message: detail };
  if (verdict === 'undecided') return { ...own, ...why, status: 'skipped' };
  if (verdict === 'invalid') return { ...own, ...why, status: 'error' };
  return { ...own, ...why, status: 'failed', details: detail };
}

interface Place {
  readonly name: string;
  readonly check: string;
  readonly operation: string;
}

/** Check and operation, wherever the run judged at least one answer. */
function judgedPlaces(report: Report): Iterable<Place> {
  const places = new Map<string, Place>();
  for (const [operation, byStatus] of Object.entries(coverageOf(report)))
    for (const check of Object.values(byStatus).flatMap((counts) => Object.keys(counts)))
      places.set(`${check} ${operation}`, { name: `${check} ${operation}`, check, operation });
  return places.values();
}

/** How long the check took to judge the answers of the operation. */
function timeOf(report: Report, check: string, operation: string): { readonly durationMs?: number } {
  const judgingMs = member(objectAt(objectAt(report['fuzz'], 'judgingMs'), operation), check);
  return typeof judgingMs === 'number' ? { durationMs: judgingMs } : {};
}

function findingCase(name: string, findings: readonly Finding[], report: Report): TestCase {
  const [first] = findings;
  const time = first === undefined ? {} : timeOf(report, first.check, first.operation);
  const own = { kind: 'check', name, findings, ...time } as const;
  const [worst, ...more] = findings.filter(({ status }) => status === 'new');
  if (worst !== undefined)
    return {
      ...own,
      status: 'failed',
      type: worst.severity,
      message: `${worst.title}${more.length === 0 ? '' : ` and ${more.length} more`}`,
      details: [worst, ...more].map(detailsOf).join('\n\n'),
    };
  const reasons = findings.map(({ status, explanation }) =>
    explanation === undefined ? status : `${status}: ${explanation}`,
  );
  return { ...own, status: 'skipped', ...defined({ type: first?.status }), message: [...new Set(reasons)].join('; ') };
}

function detailsOf(finding: Finding): string {
  const { id, title, expected, received, reproduction, curl, replay } = finding;
  const { explain, documentation } = checkReference(finding);
  return [
    title,
    `finding  ${id} (${reproduction})`,
    ...(expected === undefined ? [] : [`expected ${expected}`]),
    ...(received === undefined ? [] : [`received ${received}`]),
    ...curl,
    replay,
    `${explain} (${documentation})`,
  ].join('\n');
}
