/** Joins the raw points of several k6 processes, each with an execution segment, into one result. */
import { latencyLimits, maxFailedShare } from '../../load/thresholds.ts';
import type { StepResult, Verdict } from '../report/report.ts';
import { Measurements } from './measurements.ts';
import { takePoints } from './ramp-delay.ts';
import { linesOf } from './run-load.ts';

/** Joins points, because percentiles cannot be joined; the default thresholds apply to all processes together. @throws {TypeError} for a file that cannot be read. */
export async function mergePoints(files: readonly string[]): Promise<StepResult> {
  if (files.length === 0)
    throw new TypeError('Cannot merge raw points: no file was named; pass the --points files of every process');
  const measurements = new Measurements();
  for (const file of new Set(files)) await takeAll(file, measurements);
  const latencies = measurements.latencies();
  const doubts = doubtsOf(measurements, files);
  const crossed = crossedBy(measurements);
  const { iterations, dropped, lag, contractViolations } = measurements;
  return {
    sections: {
      load: {
        type: 'merge',
        files,
        verdict: doubts.length > 0 ? 'invalid' : crossed.length > 0 ? 'threshold crossed' : 'pass',
        doubts,
        crossed,
        iterations,
        dropped,
        generatorLagMs: { p50: lag.quantile(0.5), p99: lag.quantile(0.99), max: lag.max },
        contractViolations,
        latencies,
      },
    },
    summary: latencies.flatMap((latency, index) => linesOf(latency, index === 0 ? 'merged' : '')),
    verdicts: [
      ...verdictOf(5, crossed, 'The joined result crosses'),
      ...verdictOf(6, doubts, 'The joined result is invalid:'),
    ],
  };
}

async function takeAll(file: string, measurements: Measurements): Promise<void> {
  try {
    await takePoints(file, measurements);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    const reason = error.code === 'ENOENT' ? 'there is no such file' : `it cannot be read (${error.message})`;
    throw new TypeError(`Cannot merge "${file}": ${reason}; expected a file that load --points has written`, {
      cause: error,
    });
  }
}

function verdictOf(code: 5 | 6, reasons: readonly string[], beginning: string): readonly Verdict[] {
  return reasons.length === 0 ? [] : [{ code, reason: `${beginning} ${reasons.join('; ')}` }];
}

function doubtsOf({ requests, failed, dropped, scriptErrors }: Measurements, files: readonly string[]): string[] {
  return [
    ...(requests === 0
      ? [`${files.join(', ')} hold no measured request; were they written by --out json of a load script?`]
      : []),
    ...(dropped > 0 ? [`${dropped} arrivals were dropped`] : []),
    ...(scriptErrors > 0 ? [`${scriptErrors} iterations threw`] : []),
    ...(failed > requests / 2 ? [`${failed} of ${requests} requests failed`] : []),
  ];
}

function crossedBy(measurements: Measurements): string[] {
  const { requests, failed } = measurements;
  const slow = measurements.latencies().flatMap(({ operation, p95, p99 }) => {
    if (operation !== 'list' && operation !== 'get') return [];
    const limits = latencyLimits[operation];
    return [
      ...(p95 < limits.p95 ? [] : [`${operation} p(95)<${limits.p95}: ${p95.toFixed(0)} ms`]),
      ...(p99 < limits.p99 ? [] : [`${operation} p(99)<${limits.p99}: ${p99.toFixed(0)} ms`]),
    ];
  });
  return [
    ...(failed > requests * maxFailedShare ? [`http_req_failed rate<${maxFailedShare}: ${failed} of ${requests}`] : []),
    ...slow,
  ];
}
