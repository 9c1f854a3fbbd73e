/** One line for what cleaning up could not remove: ids that are still listed, and `unknown: …` where nobody could look. */
export function leftBehind(left: readonly string[]): string {
  const unknown = left.find((each) => each.startsWith('unknown: '))?.slice('unknown: '.length);
  const ids = left.filter((each) => !each.startsWith('unknown: '));
  if (unknown === undefined) return `${ids.length} sandbox connections could not be removed`;
  const known = ids.length === 0 ? '' : `; ${ids.length} connections are left`;
  return `The sandbox could not be proved empty, because ${unknown}${known}`;
}
