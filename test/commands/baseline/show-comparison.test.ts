import { describe, expect, test } from 'vitest';
import { resultOf } from '../../../src/commands/baseline/show-comparison.ts';
import type { Comparison } from '../../../src/performance/comparison.ts';

const arms = { base: 'http://127.0.0.1:8000/api', candidate: 'http://127.0.0.1:8001/api' };

function shown(changes: Partial<Comparison>, also: readonly Comparison['quantile'][] = []) {
  const comparison: Comparison = {
    operation: 'list',
    quantile: 'p95',
    verdict: 'regression',
    ratio: 1.24,
    low: 1.16,
    high: 1.33,
    blocks: 40,
    minimumDetectable: 0.05,
    seconds: 48,
    baseMs: 10,
    candidateMs: 12.4,
    ...changes,
  };
  return resultOf(also.map((quantile) => ({ ...comparison, quantile })).concat(comparison), {
    mode: 'duet',
    arms,
    failOnInconclusive: false,
    section: {},
    notes: [],
  });
}

describe('a comparison', () => {
  test('names both sides, in its lines and in the reason of a regression', () => {
    const { summary, verdicts } = shown({});

    expect(summary).toEqual([
      'baseline  base       http://127.0.0.1:8000/api',
      '          candidate  http://127.0.0.1:8001/api',
      '          list p95  regression   ×1.240 (1.160 to 1.330): base 10.0 ms, candidate 12.4 ms; 40 blocks in 48 s, slow-downs of 5.0 % and more would show',
      '          duet: regression',
    ]);
    expect(verdicts?.[0]?.reason).toBe(
      'http://127.0.0.1:8001/api is slower than http://127.0.0.1:8000/api: list p95 ×1.240 (1.160 to 1.330)',
    );
  });

  test('says once why several are invalid', () => {
    const { verdicts } = shown({ verdict: 'invalid', why: 'the load generator was late' }, ['p50']);

    expect(verdicts?.[0]?.reason).toBe('The comparison is invalid: list p50, list p95: the load generator was late');
  });

  test('has no number in the report that is not finite', () => {
    const { sections, summary } = shown({
      verdict: 'inconclusive',
      low: 0,
      high: Number.POSITIVE_INFINITY,
      minimumDetectable: Number.POSITIVE_INFINITY,
    });

    expect(JSON.stringify(sections)).not.toContain('null');
    expect(summary?.join('\n')).not.toMatch(/Infinity|NaN/);
  });
});
