/** The files of a report folder by the word of `--report` that asks for them. */
export const reportFiles = {
  json: 'report.json',
  junit: 'junit.xml',
  html: 'report.html',
  har: 'exchanges.har',
  ndjson: 'events.ndjson',
  sarif: 'report.sarif',
  codequality: 'codequality.json',
  ctrf: 'ctrf.json',
} as const;

/** The files that these formats make; the console and GitHub need none. */
export function filesOf(formats: readonly string[]): readonly string[] {
  return Object.entries(reportFiles).flatMap(([format, file]) => (formats.includes(format) ? [file] : []));
}
