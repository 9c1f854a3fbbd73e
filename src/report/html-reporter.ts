/** `report.html`: one file that opens offline, on a phone, and however hostile the answers in it are. */
import { join } from 'node:path';
import { renderHtml } from './html/render-html.ts';
import { redacted } from './redacted.ts';
import { reportFiles } from './report-files.ts';
import type { Reporter, ReporterOptions } from './reporter.ts';
import { writeWhole } from './write-whole.ts';

export function htmlReporter({ reportDir, redact }: ReporterOptions): Reporter {
  const file = join(reportDir, reportFiles.html);
  let isWritten = false;
  return {
    emit(event) {
      if (event.type !== 'run-finished') return;
      writeWhole(file, renderHtml(redacted(event.report, redact)));
      isWritten = true;
    },
    written: () => (isWritten ? [file] : []),
  };
}
