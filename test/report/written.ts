import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunEvent } from '../../src/report/events.ts';
import { openReporters } from '../../src/report/reporters.ts';

/** Hands events to the reporters of the formats. Returns the folder with their files. */
export async function written(
  formats: readonly string[],
  events: readonly RunEvent[],
  reportDir = mkdtempSync(join(tmpdir(), 'airlock-report-')),
  redact = (text: string): string => text,
): Promise<string> {
  const reporters = await openReporters(formats, { reportDir, quiet: false, verbose: false, color: false, redact });
  for (const event of events) reporters.emit(event);
  await reporters.close();
  return reportDir;
}
