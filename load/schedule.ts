/** The rate of arrivals over time: constant, or in stages. */

export interface Stage {
  /** Arrivals a second at its end. */
  readonly target: number;
  readonly seconds: number;
}

export interface Schedule {
  /** Arrivals a second; the highest one where there are stages. */
  readonly rate: number;
  readonly seconds: number;
  readonly stages?: readonly Stage[];
}

/** Arrivals of a schedule; a ramp counts with its mean rate. */
export function scheduledIterations({ rate, seconds, stages }: Schedule): number {
  if (stages === undefined) return rate * seconds;
  let from = 0;
  return stages.reduce((sum, { target, seconds: length }) => {
    const part = ((from + target) / 2) * length;
    from = target;
    return sum + part;
  }, 0);
}
