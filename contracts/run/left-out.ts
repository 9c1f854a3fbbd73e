/** What is there and not replayed: said on the console and in the report, so that a green run hides nothing. */
import type { Verdict } from '../../src/report/report.ts';

export interface LeftOut {
  /** A file, a file and a pointer into it, or the pact of a consumer. */
  readonly place: string;
  readonly reason: string;
  /** It is about this provider, so that without it the contract is not proved. */
  readonly isFault: boolean;
}

/** A folder of a hundred other pacts must not push the result off the screen. */
const shownLines = 12;

export function leftOutLines(leftOut: readonly LeftOut[]): readonly string[] {
  // Faults first: they are what somebody has to mend.
  const sorted = leftOut.toSorted((left, right) => Number(right.isFault) - Number(left.isFault));
  const more = sorted.length - shownLines;
  return [
    ...sorted.slice(0, shownLines).map(({ place, reason }) => `          left out ${place}: ${reason}`),
    ...(more > 0 ? [`          left out ${more} more: see the report`] : []),
  ];
}

export function leftOutVerdicts(leftOut: readonly LeftOut[]): readonly Verdict[] {
  const faults = leftOut.filter(({ isFault }) => isFault);
  const [first] = faults;
  if (first === undefined) return [];
  const more = faults.length === 1 ? '' : `; and ${faults.length - 1} more`;
  return [
    {
      code: 6,
      reason: `Not everything could be replayed: ${first.place}: ${first.reason}${more}; mend it, or take it out`,
    },
  ];
}
