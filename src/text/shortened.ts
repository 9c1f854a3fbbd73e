/** The beginning of a text that is longer than the limit; the ellipsis comes on top. */
export function shortened(text: string, limit: number): string {
  return text.length > limit ? `${text.slice(0, limit)}…` : text;
}
