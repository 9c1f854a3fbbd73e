/** A place on the x axis and its value. */
export type Point = readonly [x: number, y: number];

/** Lines as columns over all their x values, rising; `null` where a line has no point. */
export function aligned(lines: readonly (readonly Point[])[]): [number[], ...(number | null)[][]] {
  const xs = [...new Set(lines.flatMap((points) => points.map(([x]) => x)))].toSorted((left, right) => left - right);
  return [
    xs,
    ...lines.map((points) => {
      const at = new Map(points);
      return xs.map((x) => at.get(x) ?? null);
    }),
  ];
}
