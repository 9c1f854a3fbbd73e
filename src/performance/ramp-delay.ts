/** When the ramps of a run began. */
import { rampedTypes } from '../../load/workloads.ts';
import type { ThresholdResult } from '../report/performance-section.ts';
import type { Measurements } from './measurements.ts';
import { readPoints } from './read-points.ts';

/** What counts from the time at which an arrival was due. */
const fromDue: ReadonlySet<string> = new Set(['generator_lag', 'from_intended_start']);

/**
 * Takes the raw points of one k6 process, and resolves to the milliseconds by which its ramp began later than its scenario. k6 counts a
 * ramp from when all virtual users are ready, tens of milliseconds after the start that a script can see, and never starts an arrival
 * early: the least that an arrival was late is the delay of them all. 0 for constant rates, which k6 counts from the start itself.
 */
export async function takePoints(file: string, measurements: Measurements): Promise<number> {
  const delayMs = await rampDelayIn(file);
  await readPoints(file, (point) =>
    measurements.take(fromDue.has(point.metric) ? { ...point, value: Math.max(0, point.value - delayMs) } : point),
  );
  return delayMs;
}

async function rampDelayIn(file: string): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  const take = (value: number, scenario: string | undefined): void => {
    if (rampedTypes.has(scenario ?? '')) least = Math.min(least, value);
  };
  await readPoints(file, ({ value, tags }) => take(value, tags['scenario']), new Set(['generator_lag']));
  return Number.isFinite(least) ? least : 0;
}

/** k6 judges by its own clock. The delay is the same in every value, so that it is taken off whatever was aggregated. */
export function withoutDelay(thresholds: readonly ThresholdResult[], delayMs: number): readonly ThresholdResult[] {
  return thresholds.map((threshold) => {
    const { metric, expression, measured } = threshold;
    if (delayMs === 0 || measured === undefined || !fromDue.has(metric.split('{')[0] ?? '')) return threshold;
    const value = Math.max(0, measured - delayMs);
    return { ...threshold, measured: value, ok: holds(value, expression) ?? threshold.ok };
  });
}

/** `undefined` for an expression that is not understood. */
function holds(value: number, expression: string): boolean | undefined {
  const [, operator = '', limit = ''] = /(<=?|>=?|={2,3}|!=)\s*(-?[\d.]+)\s*$/.exec(expression) ?? [];
  const bound = Number(limit);
  if (operator === '<') return value < bound;
  if (operator === '<=') return value <= bound;
  if (operator === '>') return value > bound;
  if (operator === '>=') return value >= bound;
  if (operator === '!=') return value !== bound;
  return operator === '' ? undefined : value === bound;
}
