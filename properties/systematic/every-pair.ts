/** A walk over all items on which every one comes right after every other one, and after itself. */
export function everyPair<Item>(items: readonly Item[]): readonly Item[] {
  return items.flatMap((item, index) => [item, item, ...items.slice(index + 1).flatMap((later) => [later, item])]);
}
