/** Default limits. They are generous, to catch what is broken; baselines find regressions. */
import type { LoadOperation } from './settings.ts';

/** Milliseconds. A list item carries two icons and a get a whole catalog; the web page polls the list once a minute. */
export const latencyLimits = { list: { p95: 1500, p99: 3000 }, get: { p95: 1000, p99: 2000 } } as const;

/** Of the measured requests. */
export const maxFailedShare = 0.01;

/** Thresholds in k6 syntax; extra ones are added to the defaults of the same metric. */
export function thresholdsFor(
  operation: LoadOperation,
  extra: Readonly<Record<string, readonly string[]>>,
): Record<string, string[]> {
  const operations = operation === 'mixed' ? (['list', 'get'] as const) : [operation];
  const defaults: Record<string, string[]> = {
    // A dropped iteration is a request that was due but never sent, so the measured latency is too good.
    dropped_iterations: ['count==0'],
    'http_req_failed{phase:measured}': [`rate<${maxFailedShare}`],
    script_errors: ['count==0'],
  };
  for (const name of operations) {
    defaults[`http_req_duration{phase:measured,operation:${name},expected_response:true}`] = [
      `p(95)<${latencyLimits[name].p95}`,
      `p(99)<${latencyLimits[name].p99}`,
    ];
  }
  for (const [metric, expressions] of Object.entries(extra))
    defaults[metric] = [...(defaults[metric] ?? []), ...expressions];
  return defaults;
}
