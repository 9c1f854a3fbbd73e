/** Shorter lists and texts, boldest first. */

/** Nothing, halves, all but a quarter, an eighth, …, then one item less; single items only from short lists. */
export function* shorterLists(list: readonly unknown[]): Generator<readonly unknown[]> {
  if (list.length > 0) yield [];
  if (list.length > 2) yield* [list.slice(0, list.length / 2), list.slice(list.length / 2)];
  // From the end alone: which of the many items go is hardly the point, how many stay is.
  if (list.length > 16)
    for (let part = Math.ceil(list.length / 4); ; part = Math.ceil(part / 2)) {
      yield list.slice(0, list.length - part);
      if (part === 1) break;
    }
  if (list.length > 1 && list.length <= 16) for (const index of list.keys()) yield list.toSpliced(index, 1);
}

/** The plainest text, then halves by character, so that a pair of surrogates is never cut. */
export function* shorterTexts(text: string, plainest: string): Generator<string> {
  if (text === plainest || text.length < plainest.length) return;
  yield plainest;
  const characters = Array.from(text);
  if (characters.length < 2) return;
  const half = Math.ceil(characters.length / 2);
  yield* [characters.slice(0, half).join(''), characters.slice(half).join('')];
}
