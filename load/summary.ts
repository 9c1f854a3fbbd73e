/** What k6 leaves behind at the end: the proof that it came to the end. */

/** Writes the summary to a file when it is told one; otherwise there is no writer, and k6 prints its own summary. */
export function summaryWriter(file: string | undefined): ((data: unknown) => Record<string, string>) | undefined {
  return file === undefined || file === '' ? undefined : (data) => ({ [file]: JSON.stringify(data) });
}
