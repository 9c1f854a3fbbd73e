/** Joins the raw points of several k6 processes, each with an execution segment, into one result. */
import { existsSync } from 'node:fs';
import type { StepResult } from '../report/report.ts';
import { Measurements } from './measurements.ts';
import { readPoints } from './read-points.ts';

/** @throws {TypeError} for a file that is not there. */
export async function mergePoints(files: readonly string[]): Promise<StepResult> {
  if (files.length === 0)
    throw new TypeError('Cannot merge raw points: no file was named; pass the --out json files of every segment');
  const missing = files.find((file) => !existsSync(file));
  if (missing !== undefined) throw new TypeError(`Cannot merge "${missing}": there is no such file`);
  const measurements = new Measurements();
  for (const file of files) await readPoints(file, (point) => measurements.take(point));
  const latencies = measurements.latencies();
  const empty = latencies.length === 0;
  return {
    sections: {
      load: { type: 'merge', files, iterations: measurements.iterations, dropped: measurements.dropped, latencies },
    },
    summary: latencies.map(
      ({ operation, requests, failed, p50, p95, p99 }) =>
        `merged    ${operation.padEnd(5)} p50 ${p50.toFixed(1)} ms  p95 ${p95.toFixed(1)} ms  p99 ${p99.toFixed(1)} ms  (${requests} requests, ${failed} failed)`,
    ),
    verdicts: empty
      ? [
          {
            code: 6,
            reason: `The files hold no measured request: ${files.join(', ')}; were they written by --out json of a load script?`,
          },
        ]
      : measurements.dropped > 0
        ? [{ code: 6, reason: `${measurements.dropped} arrivals were dropped: the joined result is invalid` }]
        : [],
  };
}
