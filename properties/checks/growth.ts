import type { Check } from './check.ts';

/** Judged once, at the end of a run, on the latencies of its valid requests and a second look at what they make suspect. */
export const growth = {
  id: 'growth',
  law: 'Latency grows at most in proportion to the size of a catalog and the number of connections, does not grow with every write or call, and is not many times the usual from time to time.',
  meaning: 'The operation works on small workspaces and stops working on large or old ones.',
  exceptions:
    'Slow and in proportion is slow, not wrong. Pauses of the whole server, a machine that is busy or drifts, waiting that it asks for, and less than a quarter of a second are left alone.',
  severity: 'medium',
  inspect: () => undefined,
} as const satisfies Check;
