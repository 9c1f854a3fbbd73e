/**
 * Whether JSON is nested so deep that whoever recurses into it would exhaust the stack. Level by level instead of by recursion; a part
 * that aliases make appear twice is looked at once.
 */
export function isDeeperThan(limit: number, value: unknown): boolean {
  let level: readonly unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > limit) return true;
    level = [
      ...new Set(level.flatMap((node) => (typeof node === 'object' && node !== null ? Object.values(node) : []))),
    ];
  }
  return false;
}
