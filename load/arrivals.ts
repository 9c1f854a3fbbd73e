/** When each arrival of a schedule is due: k6 sends the next one when the area under the rate has grown by one. */
import type { Schedule } from './schedule.ts';

/** What rounding may lack of a whole arrival where one is due at the very end of a stage. */
const roundingShare = 1e-6;

/**
 * Seconds after the start at which arrival `turn`, counted from 0, is due. A constant rate begins at once; a ramp begins from nothing,
 * so that its first arrival is due when its area reaches one. `undefined` beyond the end of a ramp. k6 counts a constant rate from the
 * start of the scenario and a ramp from when its virtual users are ready (lib/executor/ramping_arrival_rate.go): `ramp-delay.ts` finds that.
 */
export function dueAt({ rate, stages }: Pick<Schedule, 'rate' | 'stages'>, turn: number): number | undefined {
  if (stages === undefined) return turn / rate;
  let from = 0;
  let before = 0;
  let begun = 0;
  for (const { target, seconds } of stages) {
    const within = ((from + target) / 2) * seconds;
    const wanted = turn + 1 - before;
    if (wanted <= within + roundingShare) return begun + timeToArea(from, (target - from) / seconds, wanted);
    before += within;
    begun += seconds;
    from = target;
  }
  return undefined;
}

/** Solves `from·t + slope·t²/2 = area`, in the form that does not divide by a slope of nothing. */
function timeToArea(from: number, slope: number, area: number): number {
  return (2 * area) / (from + Math.sqrt(Math.max(0, from * from + 2 * slope * area)));
}
