/** How long to wait before a refused request is sent again, and when not to send it again. */
import type { Answer } from './exchange.ts';

/** After these statuses a request is sent again: it was not carried out. */
const triesAt: Readonly<Record<number, number>> = { 429: 6, 503: 4 };
/** A server that asks for a longer wait ends the run. */
export const longestRetryAfterMs = 120_000;

/**
 * Milliseconds until the next attempt: what `Retry-After` says, in seconds or as a date; without it 250 ms, doubled
 * each time. `undefined` when the answer stands.
 */
export function retryDelayMs({ status, headers }: Answer, attempt: number): number | undefined {
  if (attempt >= (triesAt[status] ?? 0)) return undefined;
  const header = headers['retry-after']?.trim();
  const seconds = header === undefined ? Number.NaN : secondsIn(header);
  return Number.isFinite(seconds) ? Math.max(seconds, 0) * 1000 : 250 * 2 ** (attempt - 1);
}

/** RFC 9110, section 10.2.3: a number of seconds, or a date. Anything else is ignored. */
function secondsIn(header: string): number {
  return /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - Date.now()) / 1000;
}
