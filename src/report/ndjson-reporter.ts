/** Every event on a line of its own, as it happens. */
import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { redacted } from './redacted.ts';
import type { Reporter, ReporterOptions } from './reporters.ts';

export function ndjsonReporter({ reportDir, redact }: ReporterOptions): Reporter {
  const descriptor = openSync(join(reportDir, 'events.ndjson'), 'w');
  return {
    emit: (event) => void writeSync(descriptor, `${JSON.stringify(redacted(event, redact))}\n`),
    close: () => closeSync(descriptor),
  };
}
