/** `--threshold`, in the syntax of k6. */
import { nearest } from '../nearest.ts';
import { UsageError } from '../usage-error.ts';

const trend = ['avg', 'min', 'max', 'med', 'p'];
const rate = ['rate'];
const counter = ['count', 'rate'];
const gauge = ['value'];

/** The aggregations of each metric of a load script. */
const aggregations: Readonly<Record<string, readonly string[]>> = {
  http_req_duration: trend,
  http_req_waiting: trend,
  http_req_blocked: trend,
  http_req_connecting: trend,
  http_req_tls_handshaking: trend,
  http_req_sending: trend,
  http_req_receiving: trend,
  http_req_failed: rate,
  http_reqs: counter,
  iteration_duration: trend,
  iterations: counter,
  dropped_iterations: counter,
  data_sent: counter,
  data_received: counter,
  vus: gauge,
  vus_max: gauge,
  from_intended_start: trend,
  generator_lag: trend,
  script_errors: counter,
  contract_checks: counter,
  contract_violations: counter,
};

const form =
  /^(?:([a-z_]+)(\{[^{}]*\})?\s*:\s*)?((p)\((\d+(?:\.\d+)?)\)|[a-z]+)\s*(?:<=?|>=?|===?|!=)\s*-?\d+(?:\.\d+)?$/;

/**
 * `metric: expression`, or an expression alone, which is about the latency of what was measured. k6 would find most mistakes only when
 * it starts, and takes a limit on a metric without values for kept.
 * @throws {UsageError} naming what is accepted.
 */
export function readThresholds(lines: unknown): Readonly<Record<string, readonly string[]>> {
  const thresholds: Record<string, string[]> = {};
  for (const line of Array.isArray(lines) ? lines.map((one) => String(one).trim()) : []) {
    const match = form.exec(line);
    if (match === null)
      throw new UsageError(
        `Cannot use --threshold "${line}": expected k6 syntax such as 'p(95)<200' or 'http_req_failed: rate<0.01'`,
      );
    const [, metric = 'http_req_duration', tags = '', aggregation = '', percentile, share] = match;
    const accepted = Object.hasOwn(aggregations, metric) ? aggregations[metric] : undefined;
    if (accepted === undefined) {
      const hint = nearest(metric, Object.keys(aggregations));
      throw new UsageError(
        `Cannot use --threshold "${line}": no metric "${metric}"${hint === undefined ? `; expected one of ${Object.keys(aggregations).join(', ')}` : `; did you mean "${hint}"?`}`,
      );
    }
    if (!accepted.includes(percentile ?? aggregation) || Number(share ?? 0) > 100)
      throw new UsageError(
        `Cannot use --threshold "${line}": ${metric} has ${accepted.map((name) => (name === 'p' ? 'p(0) to p(100)' : name)).join(', ')}`,
      );
    const key =
      match[1] === undefined ? 'http_req_duration{phase:measured,expected_response:true}' : `${metric}${tags}`;
    const expression = line.slice(line.length - line.replace(/^[a-z_]+(\{[^{}]*\})?\s*:\s*/, '').length);
    thresholds[key] = [...(thresholds[key] ?? []), expression];
  }
  return thresholds;
}
