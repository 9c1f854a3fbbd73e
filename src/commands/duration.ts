import { UsageError } from './usage-error.ts';

const factors: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** `500ms`, `30s`, `5m` or `1h` in milliseconds. @throws {UsageError} showing the value. */
export function parseDuration(text: string, option = 'a duration'): number {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(text.trim());
  const factor = factors[match?.[2] ?? ''];
  if (match === null || factor === undefined)
    throw new UsageError(`Cannot use ${option} "${text}": expected a duration such as 500ms, 30s or 5m`);
  return Number(match[1]) * factor;
}

/** `20/s` or `20`, per second. @throws {UsageError} showing the value. */
export function parseRate(text: string): number {
  const match = /^(\d+(?:\.\d+)?)(?:\/s)?$/.exec(text.trim());
  const rate = Number(match?.[1]);
  if (match === null || !(rate > 0))
    throw new UsageError(`Cannot use --rate-limit "${text}": expected requests per second such as 20/s`);
  return rate;
}
