/** A colour of the page's style, which follows the colour scheme of the reader. */
export function colour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

const lines = ['--blue', '--red', '--green', '--amber', '--second', '--quiet'] as const;

/** The colour of a line of a chart: six, then from the first again. */
export function lineColour(index: number): string {
  return colour(lines[index % lines.length] ?? '--ink');
}
