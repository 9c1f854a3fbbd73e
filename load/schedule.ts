/** When how much is sent: a constant rate, or stages between rates. */

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

/** Arrivals that a schedule holds; ramps count their mean. */
export function scheduledIterations({ rate, seconds, stages }: Schedule): number {
  if (stages === undefined) return rate * seconds;
  let from = 0;
  return stages.reduce((sum, { target, seconds: length }) => {
    const part = ((from + target) / 2) * length;
    from = target;
    return sum + part;
  }, 0);
}
