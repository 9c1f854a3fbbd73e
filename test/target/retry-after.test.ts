import { describe, expect, test } from 'vitest';
import type { Answer } from '../../src/target/exchange.ts';
import { retryDelayMs } from '../../src/target/retry-after.ts';

function answer(status: number, retryAfter?: string): Answer {
  const headers = retryAfter === undefined ? {} : { 'retry-after': retryAfter };
  return { kind: 'answer', status, headers, text: '', json: { ok: false, reason: 'empty' } };
}

describe('retryDelayMs', () => {
  test('takes the seconds of Retry-After', () => {
    expect(retryDelayMs(answer(429, ' 3 '), 1)).toBe(3000);
  });

  test('waits no time for a date that is past', () => {
    expect(retryDelayMs(answer(503, 'Wed, 21 Oct 2015 07:28:00 GMT'), 1)).toBe(0);
  });

  test.each([
    [1, 250],
    [2, 500],
    [5, 4000],
  ])('doubles its own delay when the header is missing or unreadable: attempt %i', (attempt, delayMs) => {
    expect(retryDelayMs(answer(429), attempt)).toBe(delayMs);
    expect(retryDelayMs(answer(429, 'soon'), attempt)).toBe(delayMs);
  });

  test.each([
    [429, 6],
    [503, 4],
  ])('takes a %i as the answer at attempt %i', (status, attempt) => {
    expect(retryDelayMs(answer(status, '1'), attempt - 1)).toBe(1000);
    expect(retryDelayMs(answer(status, '1'), attempt)).toBeUndefined();
  });

  test('retries no other status', () => {
    expect(retryDelayMs(answer(500, '1'), 1)).toBeUndefined();
    expect(retryDelayMs(answer(200, '1'), 1)).toBeUndefined();
  });
});
