/** `report.json` and one file per finding. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inertJson } from './inert-json.ts';
import { redacted } from './redacted.ts';
import type { Report } from './report.ts';
import type { Reporter, ReporterOptions } from './reporters.ts';

export function jsonReporter({ reportDir, redact }: ReporterOptions): Reporter {
  return {
    emit(event) {
      if (event.type === 'run-finished') write(event.report);
    },
  };

  function write(report: Report): void {
    const folder = join(reportDir, 'findings');
    // A replay works from these files; what it did not see again is still what the run before it found.
    if (report.command !== 'replay') rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    for (const finding of report.findings)
      writeFileSync(join(folder, `${finding.id}.json`), `${inertJson(redacted(finding, redact), 2)}\n`);
    writeFileSync(join(reportDir, 'report.json'), `${inertJson(redacted(report, redact), 2)}\n`);
  }
}
