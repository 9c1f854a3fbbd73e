/** What a run may claim about its silence, and when it claims nothing. */
import { describe, expect, test } from 'vitest';
import { allChecks } from '../../../properties/checks/all-checks.ts';
import { detectionLine, detectionOf } from '../../../properties/engine/detection.ts';
import { detectionRates } from '../../../properties/engine/detection-rates.ts';
import type { DetectionRates } from '../../../properties/engine/detection-rates.ts';
import { phases } from '../../../properties/model/case.ts';
import { operationIds } from '../../../schemas/operations.ts';

const weakest = { operation: 'getStateType', noticed: 8, of: 10 };
const rates: DetectionRates = {
  measuredOn: '2026-01-31',
  mutants: 120,
  seed: 1,
  steps: [
    { requests: 500, noticed: 70, of: 100, weakest },
    { requests: 2000, noticed: 90, of: 100, weakest },
  ],
};
const usual = allChecks.filter(({ optional }) => optional !== true);
const whole = { phases, checks: usual, writes: true };

describe('what the silence of a run is worth', () => {
  test('is told by the largest measured size that the run reached', () => {
    expect(detectionOf(1999, whole, rates)).toMatchObject({ requests: 500, noticed: 70 });
    expect(detectionOf(2000, whole, rates)).toMatchObject({ requests: 2000, measuredOn: '2026-01-31' });
  });

  test('is not told of a run that is smaller than any that was measured', () => {
    expect(detectionOf(499, whole, rates)).toBeUndefined();
  });

  test.each([
    ['operations', { ...whole, operations: ['getStateType'] }],
    ['phases', { ...whole, phases: phases.slice(1) }],
    ['checks', { ...whole, checks: usual.slice(1) }],
    ['what may be written', { ...whole, writes: false }],
  ])('is not told of a run that is narrowed in %s', (_, run) => {
    expect(detectionOf(2000, run, rates)).toBeUndefined();
  });

  test('is told in a line that names the weakest operation', () => {
    const detection = detectionOf(2000, whole, rates);

    expect(detection === undefined ? '' : detectionLine(detection)).toBe(
      'silence   runs of 2000 requests noticed 90 % of 100 random defects of the reference backend; weakest: state/get_type (80 %)',
    );
  });
});

describe('the measured rates', () => {
  test('ascend with the requests, and name operations of the API', () => {
    const sizes = detectionRates.steps.map(({ requests }) => requests);

    expect(sizes.length).toBeGreaterThan(0);
    expect(sizes).toEqual(sizes.toSorted((left, right) => left - right));
    for (const { noticed, of, weakest: least } of detectionRates.steps) {
      expect(noticed).toBeLessThanOrEqual(of);
      expect(operationIds).toContain(least.operation);
    }
  });
});
