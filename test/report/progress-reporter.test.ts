import { describe, expect, test } from 'vitest';
import { progressLine } from '../../src/report/progress-reporter.ts';

describe('progress', () => {
  test('says requests, rate, acceptance, findings and the time that is left', () => {
    const line = progressLine({
      type: 'progress',
      phase: 'valid',
      requests: 1234,
      perSecond: 99.6,
      acceptance: 0.998,
      findings: 1,
      remainingMs: 1200,
    });

    expect(line).toBe('valid  1,234 requests  100/s  99.8 % accepted  1 finding  2 s left');
  });
});
