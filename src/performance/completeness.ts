/** Whether a run is valid: k6 exits with 0 even when every request failed or every iteration threw. */
import { availableParallelism } from 'node:os';
import type { Measurements } from './measurements.ts';
import type { K6Exit } from './run-k6.ts';

export interface Expectation {
  /** Iterations that the schedule holds. */
  readonly scheduled: number;
  readonly summaryWritten: boolean;
}

/** When its 99th percentile is later than this, the generator measures itself. */
const maxLagMs = 100;
/** With fewer arrivals the 99th percentile is the slowest one, and one hiccup of the machine proves nothing. */
const leastLags = 20;
/** When k6 uses more than this share of all processors, what looks like latency is queueing in k6. */
const maxProcessorShare = 0.8;
const exitMeanings: Readonly<Record<number, string>> = {
  97: 'the run was aborted',
  100: 'setup took too long',
  104: 'an option or a threshold is wrong',
  105: 'it was interrupted',
  107: 'the script failed',
  108: 'the script gave up',
  110: 'the script failed the test',
  255: 'the script is missing',
};

/** Reasons why the run proves nothing, in plain words; none when it is complete. */
export function reasonsForDoubt(measurements: Measurements, exit: K6Exit, expected: Expectation): readonly string[] {
  const reasons: string[] = [];
  if (exit.killed) reasons.push('k6 did not end in time and was killed');
  else if (exit.code !== 0 && exit.code !== 99)
    reasons.push(
      `k6 ended with ${exit.code ?? exit.signal ?? 'no code'}: ${exitMeanings[exit.code ?? -1] ?? 'unexpected'}${complaintOf(exit.complaint)}`,
    );
  const { requests, failed, lag } = measurements;
  if (!expected.summaryWritten) reasons.push('k6 wrote no summary: it did not come to its end');
  if (requests === 0) reasons.push('no request was measured');
  if (measurements.dropped > 0)
    reasons.push(
      `${measurements.dropped} arrivals were dropped: there were too few virtual users for the stalls of the target`,
    );
  if (measurements.scriptErrors > 0) reasons.push(`${measurements.scriptErrors} iterations threw`);
  // k6 starts one more than rate × duration, and the last may be cut off.
  if (measurements.iterations < expected.scheduled * 0.99 - 2)
    reasons.push(`${measurements.iterations} of ${Math.round(expected.scheduled)} scheduled iterations were completed`);
  if (requests > 0 && failed / requests > 0.5)
    reasons.push(`${failed} of ${requests} requests failed: what is left says nothing about latency`);
  if (measurements.foreignAnswers > 0)
    reasons.push(
      `${measurements.foreignAnswers} of ${measurements.contractChecks} answers that were looked at are no list and no connection: something else was measured`,
    );
  if (lag.count >= leastLags && lag.quantile(0.99) > maxLagMs)
    reasons.push(`the load generator was late by ${lag.quantile(0.99).toFixed(0)} ms at the 99th percentile`);
  const processors = availableParallelism();
  if (exit.processorsUsed !== undefined && exit.processorsUsed > maxProcessorShare * processors)
    reasons.push(`k6 itself used ${exit.processorsUsed.toFixed(1)} of ${processors} processors`);
  return reasons;
}

function complaintOf(complaint: string): string {
  const line = complaint
    .split('\n')
    .map((one) => /msg="((?:[^"\\]|\\.)*)"/.exec(one)?.[1] ?? one.trim())
    .filter((one) => one !== '')
    .at(-1);
  return line === undefined ? '' : `; it said: ${line.slice(0, 200)}`;
}
