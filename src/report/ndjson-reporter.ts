/** Every event on a line of its own, as it happens. */
import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { defined } from '../json/defined.ts';
import type { RunEvent } from './events.ts';
import { inertJson } from './inert-json.ts';
import { redacted } from './redacted.ts';
import { reportFiles } from './report-files.ts';
import type { Reporter, ReporterOptions } from './reporter.ts';

/** Kept of each body: a run exchanges gigabytes, and the findings have what matters. */
const keptCharacters = 4096;

export function ndjsonReporter({ reportDir, redact }: ReporterOptions): Reporter {
  const file = join(reportDir, reportFiles.ndjson);
  let descriptor: number | undefined;
  let held = '';
  return {
    emit(event) {
      held += `${inertJson(shortened(redacted(event, redact)))}\n`;
      // A wrong command line ends here. It must not empty the file of the run before.
      if (event.type === 'run-started') return;
      descriptor ??= openEmpty(file);
      writeSync(descriptor, held);
      held = '';
    },
    close() {
      if (descriptor !== undefined) closeSync(descriptor);
    },
    written: () => (descriptor === undefined ? [] : [file]),
  };
}

/** Every line is added at the end: another run in the same folder must not be written over in the middle of one. */
function openEmpty(file: string): number {
  writeFileSync(file, '');
  return openSync(file, 'a');
}

function shortened(event: RunEvent): RunEvent {
  if (event.type !== 'exchange') return event;
  const { requestBody, responseBody } = event.exchange;
  return {
    ...event,
    exchange: {
      ...event.exchange,
      ...defined({ requestBody: cut(requestBody), responseBody: cut(responseBody) }),
    },
  };
}

function cut(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const rest = text.length - keptCharacters;
  return rest <= 0 ? text : `${text.slice(0, keptCharacters)}… ${rest} more characters`;
}
