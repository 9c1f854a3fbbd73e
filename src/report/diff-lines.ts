import { parseJson } from '../json/parse-json.ts';
/** One line of a comparison of two JSON values. */
export interface DiffLine {
  readonly side: 'both' | 'expected' | 'received';
  readonly text: string;
}

/** Longer values are shown side by side instead: the comparison is quadratic. */
const comparedLines = 400;

/** Lines that two JSON texts share and do not; `undefined` unless both are objects or lists of a sensible size. */
export function diffLines(expected: string | undefined, received: string | undefined): readonly DiffLine[] | undefined {
  const left = linesOf(expected);
  const right = linesOf(received);
  if (left === undefined || right === undefined) return undefined;
  // lengths[i][j]: the longest common run of lines from left[i] and right[j] on.
  const lengths = Array.from({ length: left.length + 1 }, () => new Uint16Array(right.length + 1));
  const at = (i: number, j: number): number => lengths[i]?.[j] ?? 0;
  for (let i = left.length - 1; i >= 0; i -= 1)
    for (let j = right.length - 1; j >= 0; j -= 1) {
      const row = lengths[i];
      if (row !== undefined)
        row[j] = left[i] === right[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  const lines: DiffLine[] = [];
  let i = 0;
  let j = 0;
  while (i < left.length || j < right.length) {
    const [mine, theirs] = [left[i], right[j]];
    if (mine !== undefined && mine === theirs) {
      lines.push({ side: 'both', text: mine });
      i += 1;
      j += 1;
    } else if (mine !== undefined && (theirs === undefined || at(i + 1, j) >= at(i, j + 1))) {
      lines.push({ side: 'expected', text: mine });
      i += 1;
    } else {
      lines.push({ side: 'received', text: theirs ?? '' });
      j += 1;
    }
  }
  return lines;
}

function linesOf(text: string | undefined): readonly string[] | undefined {
  try {
    const value: unknown = parseJson(text ?? '');
    if (typeof value !== 'object' || value === null) return undefined;
    const lines = JSON.stringify(value, null, 2).split('\n');
    return lines.length <= comparedLines ? lines : undefined;
  } catch {
    return undefined; // plain words, or JSON that was cut
  }
}
