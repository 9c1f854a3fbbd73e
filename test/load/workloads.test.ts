import { describe, expect, test } from 'vitest';
import { readSettings, testTypes } from '../../load/settings.ts';
import { planFor } from '../../load/workloads.ts';

describe('the plan of a load test', () => {
  test.each(testTypes)('of type %s has a rate, a length and enough virtual users to show a stall', (type) => {
    const { rate, seconds, vus } = planFor(type, readSettings({}));

    expect(rate).toBeGreaterThan(0);
    expect(seconds).toBeGreaterThan(0);
    expect(vus).toBeGreaterThanOrEqual(rate * 2);
  });

  test('ramps to the rate that is asked for, and over the time that is asked for', () => {
    const { stages } = planFor('stress', readSettings({ AIRLOCK_RATE: '100', AIRLOCK_DURATION_SECONDS: '200' }));

    expect(stages).toEqual([
      { target: 100, seconds: 30 },
      { target: 100, seconds: 140 },
      { target: 0, seconds: 30 },
    ]);
  });

  test('keeps a constant rate without stages', () => {
    expect(planFor('smoke', readSettings({}))).not.toHaveProperty('stages');
  });

  test('takes the virtual users that are asked for', () => {
    expect(planFor('smoke', readSettings({ AIRLOCK_VUS: '3' })).vus).toBe(3);
  });
});
