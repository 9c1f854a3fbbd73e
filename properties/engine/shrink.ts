/** Makes a failing case small without letting it slip into another defect. */
import { isObject } from '../../src/json/json.ts';
import { shrinkBody, shrinkInvalidBody } from '../arbitraries/shrink-body.ts';
import type { Case, CaseStep, OperationStep } from '../model/case.ts';

interface ShrinkBudget {
  readonly maxRuns: number;
  /** `performance.now()` after which no candidate is tried. */
  readonly deadline: number;
}

/** Tries smaller cases while `stillFails` says that the very same defect shows. Returns the smallest found. */
export async function shrinkCase(
  start: Case,
  stillFails: (candidate: Case) => Promise<boolean>,
  budget: ShrinkBudget,
): Promise<Case> {
  let smallest = start;
  let runs = 0;
  let improved = true;
  while (improved) {
    improved = false;
    for (const steps of candidatesFor(smallest.steps)) {
      if (runs >= budget.maxRuns || performance.now() > budget.deadline) return smallest;
      runs += 1;
      const candidate = { ...smallest, steps };
      if (!(await stillFails(candidate))) continue;
      smallest = candidate;
      improved = true;
      break;
    }
  }
  return smallest;
}

const longCase = 10;

/** Fewer steps first, then smaller bodies. */
function* candidatesFor(steps: readonly CaseStep[]): Generator<readonly CaseStep[]> {
  const half = Math.floor(steps.length / 2);
  if (steps.length > 3) yield* [steps.slice(half), [...steps.slice(0, 1), ...steps.slice(half)]];
  // Of a long case whole stretches go first: one by one would take as many runs as it has steps, each as long as it is.
  for (let size = half; steps.length > longCase && size > 2; size = Math.floor(size / 2))
    for (let from = 1; from < steps.length; from += size)
      yield steps.filter((_, position) => position < from || position >= from + size);
  for (const index of steps.keys()) if (steps.length > 1) yield steps.filter((_, position) => position !== index);
  for (const [index, step] of steps.entries()) {
    if (step.raw !== undefined || step.body === undefined) continue;
    for (const body of smallerBodiesOf(step))
      if (staysInactive(step.operation, body))
        yield steps.map((one, position) => (position === index ? { ...step, body } : one));
  }
}

function smallerBodiesOf({ operation, intent, body }: OperationStep): Iterable<unknown> {
  // What a body was made for must stay in it.
  return 'label' in intent ? shrinkInvalidBody(operation, body, intent.label) : shrinkBody(operation, body);
}

/** A schedule without a status, or a status without a schedule, could start syncs on somebody's server. */
function staysInactive(operation: string, body: unknown): boolean {
  if (!isObject(body)) return true;
  const { scheduleType, status } = body;
  if (operation === 'webBackendUpdateConnection' && status === 'active') return scheduleType === 'manual';
  return scheduleType === undefined || scheduleType === 'manual' || status !== undefined;
}
