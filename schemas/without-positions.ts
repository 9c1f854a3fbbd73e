/** A JSON pointer with `*` for every position in a list: the same place in each item. */
export function withoutPositions(pointer: string): string {
  return pointer.replaceAll(/\/\d+(?=\/|$)/g, '/*');
}
