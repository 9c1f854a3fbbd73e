/** What k6 leaves behind at the end: the proof that it came to the end. */

/** Writes the summary to a file when it is told one, otherwise to standard output. */
export function summary(data: unknown, file: string | undefined): Record<string, string> {
  return { [file || 'stdout']: JSON.stringify(data) };
}
