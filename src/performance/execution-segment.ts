/** The share of a schedule that one of several k6 processes sends. */

export interface Segment {
  /** Share of all arrivals, 0 to 1. */
  readonly length: number;
  /** For k6. */
  readonly arguments: readonly string[];
}

/** k6's own notation: `0:1/3`, `1/3:2/3` or `50%`, with the cuts of all processes as a sequence. @throws {TypeError} */
export function parseSegment(segment: string, sequence?: string): Segment {
  const ends = segment.split(':').map((part) => share(part));
  const [from = 0, to = Number.NaN] = ends.length === 1 ? [0, ends[0]] : ends;
  if (ends.length > 2 || !(from >= 0 && to > from && to <= 1))
    throw new TypeError(`Cannot use --execution-segment "${segment}": expected a share such as 0:1/2, 1/2:1 or 50%`);
  const cuts = sequence?.split(',').map((part) => share(part)) ?? [];
  if (sequence !== undefined && !isRising(cuts))
    throw new TypeError(
      `Cannot use --execution-segment-sequence "${sequence}": expected the cuts of all processes such as 0,1/2,1`,
    );
  return {
    length: to - from,
    arguments: [
      '--execution-segment',
      segment,
      ...(sequence === undefined ? [] : ['--execution-segment-sequence', sequence]),
    ],
  };
}

function isRising(cuts: readonly number[]): boolean {
  return (
    cuts.length > 1 && cuts[0] === 0 && cuts.at(-1) === 1 && cuts.every((cut, i) => i === 0 || cut > (cuts[i - 1] ?? 0))
  );
}

/** `1/3`, `0.5` or `50%`; NaN for anything else. */
function share(text: string): number {
  const match = /^(\d+(?:\.\d+)?)(?:\/(\d+)|(%))?$/.exec(text.trim());
  if (match?.[1] === undefined) return Number.NaN;
  return Number(match[1]) / (match[2] !== undefined ? Number(match[2]) : match[3] === '%' ? 100 : 1);
}
