/** `report.html`: one file that opens offline, on a phone, and however hostile the answers in it are. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderHtml } from './html/render-html.ts';
import { redacted } from './redacted.ts';
import type { Reporter, ReporterOptions } from './reporters.ts';

export function htmlReporter({ reportDir, redact }: ReporterOptions): Reporter {
  return {
    emit(event) {
      if (event.type === 'run-finished')
        writeFileSync(join(reportDir, 'report.html'), renderHtml(redacted(event.report, redact)));
    },
  };
}
