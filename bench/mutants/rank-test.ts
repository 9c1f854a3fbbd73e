/** Whether one tool is certainly better than another, by a few runs of each. */

export interface Comparison {
  /** Share of pairs in which the left one has more, ties as halves (Vargha and Delaney): 0.5 is no difference. */
  readonly a12: number;
  /** Of the Mann-Whitney U test, two-sided and exact: the share of all ways to divide the values that differ at least as much. */
  readonly p: number;
}

export function compareRanks(left: readonly number[], right: readonly number[]): Comparison {
  const all = [...left, ...right];
  const even = (left.length * right.length) / 2;
  const found = Math.abs(wins(left, right) - even);
  let [divided, asFar] = [0, 0];
  for (const chosen of subsets(all.length, left.length)) {
    const one = all.filter((_, index) => chosen.includes(index));
    const other = all.filter((_, index) => !chosen.includes(index));
    divided += 1;
    if (Math.abs(wins(one, other) - even) >= found) asFar += 1;
  }
  return { a12: wins(left, right) / (2 * even), p: asFar / divided };
}

function wins(left: readonly number[], right: readonly number[]): number {
  return left.reduce(
    (sum, one) => sum + right.reduce((own, other) => own + (one > other ? 1 : one === other ? 0.5 : 0), 0),
    0,
  );
}

/** Every choice of `size` positions among the first `count`. */
function* subsets(count: number, size: number, from = 0): Generator<readonly number[]> {
  if (size === 0) yield [];
  else
    for (let first = from; first <= count - size; first += 1)
      for (const rest of subsets(count, size - 1, first + 1)) yield [first, ...rest];
}
