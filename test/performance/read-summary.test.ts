import { describe, expect, test } from 'vitest';
import { readSummary } from '../../src/performance/read-summary.ts';

describe('the summary of k6', () => {
  test('says of each threshold whether it holds and what was measured, and how much was sent', () => {
    const summary = summaryOf({
      http_reqs: { type: 'counter', values: { count: 12 } },
      http_req_duration: {
        type: 'trend',
        values: { count: 9, 'p(95)': 321.5 },
        thresholds: { 'p( 95 ) < 200': { ok: false }, 'p(99.5)<300': { ok: true } },
      },
    });

    expect(readSummary(summary)).toEqual({
      thresholds: [
        { metric: 'http_req_duration', expression: 'p( 95 ) < 200', ok: false, measured: 321.5 },
        // k6 keeps only the percentiles that the script names.
        { metric: 'http_req_duration', expression: 'p(99.5)<300', ok: true },
      ],
      empty: [],
      sent: 12,
    });
  });

  test('names the metrics that have a threshold and no value', () => {
    const thresholds = { 'rate<1': { ok: true } };
    const summary = summaryOf({
      trend_without: { type: 'trend', values: { count: 0 }, thresholds },
      rate_without: { type: 'rate', values: { passes: 0, fails: 0 }, thresholds },
      rate_with: { type: 'rate', values: { passes: 0, fails: 1 }, thresholds },
      counter_at_zero: { type: 'counter', values: { count: 0 }, thresholds },
      without_threshold: { type: 'trend', values: { count: 0 } },
    });

    expect(readSummary(summary).empty).toEqual(['trend_without', 'rate_without']);
  });

  test('says nothing when k6 wrote none', () => {
    expect(readSummary(undefined)).toEqual({ thresholds: [], empty: [] });
  });
});

function summaryOf(metrics: object): string {
  return JSON.stringify({ metrics });
}
