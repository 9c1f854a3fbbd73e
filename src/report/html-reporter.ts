/** One HTML file without any external link: summary, findings, coverage and, where there is one, the load test. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderHtml } from './html/render-html.ts';
import type { Reporter, ReporterOptions } from './reporters.ts';

export function htmlReporter({ reportDir, redact }: ReporterOptions): Reporter {
  return {
    emit(event) {
      if (event.type === 'run-finished')
        writeFileSync(join(reportDir, 'report.html'), redact(renderHtml(event.report)));
    },
  };
}
