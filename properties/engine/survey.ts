/** Looks once at everything that the list of the workspace shows. */
import { BudgetSpentError, TargetLostError } from '../../src/target/errors.ts';
import { readsOfExisting } from '../arbitraries/steps.ts';
import type { Case } from '../model/case.ts';
import { concerns } from './generation.ts';
import { runAndJudge } from './run-phase.ts';
import type { PhaseOptions } from './run-phase.ts';

/** More would be a load test. */
const mostConnections = 200;
/** Of the time of the run. */
const mostTime = 0.1;

/** Reads every connection that was there before the run: each is readable, and its source is in the workspace that lists it. */
export async function survey(options: PhaseOptions): Promise<void> {
  const { target, operations, workers, maxTimeMs, signal } = options;
  const until = performance.now() + maxTimeMs * mostTime;
  const queue = target.fixtures.existingConnectionIds
    .slice(0, mostConnections)
    .map((_, number) => readOf(number))
    .filter((testCase) => concerns(testCase, operations));
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift())
      if (signal.aborted || performance.now() > until || (await runAndJudge(next, options)) !== undefined) return;
  };
  try {
    await Promise.all(Array.from({ length: workers }, worker));
  } catch (error) {
    // The phase that follows meets the same, and says so.
    if (!(error instanceof BudgetSpentError) && !(error instanceof TargetLostError)) throw error;
  }
}

function readOf(number: number): Case {
  return {
    phase: 'valid',
    path: `valid:survey:${number}`,
    steps: readsOfExisting(number).slice(0, 1),
  };
}
