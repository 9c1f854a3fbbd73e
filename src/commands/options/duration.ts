import { UsageError } from '../usage-error.ts';

const factors: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** Node's timers cannot wait longer than 24 days. */
const longestMs = 500 * 3_600_000;

/** `500ms`, `30s`, `5m` or `1h` in milliseconds. @throws {UsageError} showing the value. */
export function parseDuration(text: string, option = 'a duration'): number {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(text.trim());
  const factor = factors[match?.[2] ?? ''];
  if (match === null || factor === undefined)
    throw new UsageError(`Cannot use ${option} "${text}": expected a duration such as 500ms, 30s or 5m`);
  const durationMs = Number(match[1]) * factor;
  if (!(durationMs > 0 && durationMs <= longestMs))
    throw new UsageError(`Cannot use ${option} "${text}": expected more than 0s and at most 500h`);
  return durationMs;
}

/** From one request in a quarter of an hour to more than any machine can send. */
const rates = { lowest: 0.001, highest: 1_000_000 };

/** `20/s` or `20`, per second. @throws {UsageError} showing the value. */
export function parseRate(text: string): number {
  const match = /^(\d+(?:\.\d+)?)(?:\/s)?$/.exec(text.trim());
  const rate = Number(match?.[1]);
  if (match === null || !(rate >= rates.lowest && rate <= rates.highest))
    throw new UsageError(`Cannot use --rate-limit "${text}": expected requests per second such as 20/s`);
  return rate;
}
