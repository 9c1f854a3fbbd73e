/** `report.json` and one file per finding. */
import { join } from 'node:path';
import { inertJson } from './inert-json.ts';
import { redacted } from './redacted.ts';
import { reportFiles } from './report-files.ts';
import type { Reporter, ReporterOptions } from './reporter.ts';
import { storeFindings } from './store-findings.ts';
import { writeWhole } from './write-whole.ts';

export function jsonReporter({ reportDir, redact }: ReporterOptions): Reporter {
  const file = join(reportDir, reportFiles.json);
  const written: string[] = [];
  return {
    emit(event) {
      if (event.type !== 'run-finished') return;
      const report = redacted(event.report, redact);
      const folder = storeFindings(reportDir, report);
      writeWhole(file, `${inertJson(report, 2)}\n`);
      written.push(file, ...(report.findings.length === 0 ? [] : [join(folder, '/')]));
    },
    written: () => written,
  };
}
