/** Every event on a line of its own, as it happens. */
import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { RunEvent } from './events.ts';
import { inertJson } from './inert-json.ts';
import { redacted } from './redacted.ts';
import type { Reporter, ReporterOptions } from './reporters.ts';

/** Of each body: a run exchanges gigabytes, and what matters of it is in the findings. */
const keptCharacters = 4096;

export function ndjsonReporter({ reportDir, redact }: ReporterOptions): Reporter {
  const descriptor = openSync(join(reportDir, 'events.ndjson'), 'w');
  return {
    emit: (event) => void writeSync(descriptor, `${inertJson(redacted(shortened(event), redact))}\n`),
    close: () => closeSync(descriptor),
  };
}

function shortened(event: RunEvent): RunEvent {
  if (event.type !== 'exchange') return event;
  const { requestBody, responseBody } = event.exchange;
  return {
    ...event,
    exchange: {
      ...event.exchange,
      ...(requestBody === undefined ? {} : { requestBody: cut(requestBody) }),
      ...(responseBody === undefined ? {} : { responseBody: cut(responseBody) }),
    },
  };
}

function cut(text: string): string {
  const rest = text.length - keptCharacters;
  return rest <= 0 ? text : `${text.slice(0, keptCharacters)}… ${rest} more characters`;
}
