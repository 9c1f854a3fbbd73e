import { join } from 'node:path';
import { redacted } from './redacted.ts';
import type { Report } from './report.ts';
import type { Reporter, ReporterOptions } from './reporter.ts';
import { writeWhole } from './write-whole.ts';

/** A reporter whose one file is made of the whole report, when the run has finished. */
export function documentReporter(
  name: string,
  render: (report: Report, reportDir: string) => string,
): (options: ReporterOptions) => Reporter {
  return ({ reportDir, redact }) => {
    const file = join(reportDir, name);
    let isWritten = false;
    return {
      emit(event) {
        if (event.type !== 'run-finished') return;
        // Before anything is escaped: afterwards a secret may not be recognised any more.
        writeWhole(file, render(redacted(event.report, redact), reportDir));
        isWritten = true;
      },
      written: () => (isWritten ? [file] : []),
    };
  };
}
