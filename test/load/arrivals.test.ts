/** The times at which arrivals are due, against k6's own and against the rate itself. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dueAt } from '../../load/arrivals.ts';
import { scheduledIterations } from '../../load/schedule.ts';
import { readSettings } from '../../load/settings.ts';
import { planFor, rampedTypes } from '../../load/workloads.ts';

/** Milliseconds that the tests of k6 v2.2.0 expect (TestRampingArrivalRateCal), up to one arrival a second and down again. */
const upAndDown = [
  { target: 1, seconds: 5 },
  { target: 1, seconds: 1 },
  { target: 0, seconds: 5 },
];
const ofK6 = [
  [1, [3162, 4472, 5500, 6527, 7837, 11000]],
  [3, [1825, 2581, 3162, 3651, 4082, 4472, 4830, 5166, 5499, 5833, 6169, 6527, 6917, 7348, 7837, 8418, 9174, 10999]],
] as const;

describe('an arrival of a ramp is due when it is', () => {
  test.each(ofK6)('in the schedules of k6, times %i', (times, expected) => {
    const stages = upAndDown.map(({ target, seconds }) => ({ target: target * times, seconds }));

    const due = expected.map((_, turn) => (dueAt({ rate: times, stages }, turn) ?? Number.NaN) * 1000);

    // k6's tests have whole milliseconds, some of them rounded down.
    for (const [turn, ms] of expected.entries()) expect(Math.abs((due[turn] ?? 0) - ms)).toBeLessThan(1.01);
    expect(dueAt({ rate: times, stages }, expected.length)).toBeUndefined();
  });

  test('where the area under the rate has grown by one for each arrival before it and for itself', () => {
    const stages = fc.array(
      fc.record({ target: fc.integer({ min: 0, max: 200 }), seconds: fc.integer({ min: 1, max: 60 }) }),
      {
        minLength: 1,
        maxLength: 6,
      },
    );
    fc.assert(
      fc.property(stages, fc.double({ min: 0, max: 0.999, noNaN: true }), (ramp, share) => {
        const turn = Math.floor(share * scheduledIterations({ rate: 1, seconds: 0, stages: ramp }));
        const due = dueAt({ rate: 1, stages: ramp }, turn);

        fc.pre(due !== undefined);
        expect(areaUntil(ramp, due)).toBeCloseTo(turn + 1, 4);
      }),
    );
  });
});

test.each([...rampedTypes])('every whole arrival of %s has a time, the last one too', (type) => {
  for (const rate of ['7', '30', '333']) {
    const plan = planFor(type as 'stress', readSettings({ AIRLOCK_RATE: rate, AIRLOCK_DURATION_SECONDS: '97' }));
    const whole = Math.floor(scheduledIterations(plan));

    expect(dueAt(plan, whole - 1)).toBeLessThanOrEqual(
      plan.stages?.reduce((sum, { seconds }) => sum + seconds, 0) ?? 0,
    );
    expect(dueAt(plan, whole)).toBeUndefined();
  }
});

/** The area under a piecewise linear rate, by trapezoids of a stage each. */
function areaUntil(stages: readonly { readonly target: number; readonly seconds: number }[], end: number): number {
  let [area, begun, from] = [0, 0, 0];
  for (const { target, seconds } of stages) {
    const within = Math.min(seconds, Math.max(0, end - begun));
    area += ((from + from + ((target - from) * within) / seconds) / 2) * within;
    begun += seconds;
    from = target;
  }
  return area;
}
