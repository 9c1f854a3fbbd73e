/** The k6 of the tests: found, or built once; a test that needs it is never skipped. */
import { findK6 } from '../../src/performance/find-k6.ts';
import type { K6 } from '../../src/performance/find-k6.ts';

let pending: Promise<K6> | undefined;

export function k6ForTests(): Promise<K6> {
  const named = process.env['K6_BIN'];
  pending ??= findK6(named === undefined ? {} : { named });
  return pending;
}

/** Building k6 on two slow cores. */
export const installLimitMs = 900_000;
