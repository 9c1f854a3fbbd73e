/** `1 finding`, `2 findings`; `many` where the plural is no `s`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
