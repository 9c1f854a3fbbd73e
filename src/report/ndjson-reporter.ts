/**
 * Every event on a line of its own, as it happens. Exchanges and progress end at a size limit, since a long run has gigabytes of
 * them; findings, phases and the report at the end are few and go on. A line says where that was, and the last line what is missing.
 */
import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { defined } from '../json/defined.ts';
import type { RunEvent } from './events.ts';
import { inertJson } from './inert-json.ts';
import { defaultNdjsonMb } from './ndjson-limit.ts';
import { redacted } from './redacted.ts';
import { reportFiles } from './report-files.ts';
import type { Reporter, ReporterOptions } from './reporter.ts';

/** Kept of each body: a run exchanges gigabytes, and the findings have what matters. */
const keptCharacters = 4096;

const bytesOfMb = 1_000_000;

/** A line that is no event of the run: from here on, or in all, exchanges are missing. */
interface LimitReached {
  readonly type: 'limit-reached';
  readonly maxNdjson: number;
  /** ISO 8601, UTC. */
  readonly at: string;
  /** In the last line: how many events of each type. */
  readonly leftOut?: Readonly<Record<string, number>>;
}

export function ndjsonReporter(options: ReporterOptions): Reporter {
  const { reportDir, redact, quiet, maxNdjson = defaultNdjsonMb } = options;
  const file = join(reportDir, reportFiles.ndjson);
  const leftOut: Record<string, number> = {};
  let descriptor: number | undefined;
  let held = '';
  let bytes = 0;
  let reached: LimitReached | undefined;
  function write(text: string): void {
    descriptor ??= openEmpty(file);
    bytes += writeSync(descriptor, text);
  }
  /** Once full it stays so, although a shorter line would still go in: what follows the line about it is complete or missing. */
  function hasRoomFor(line: string): boolean {
    if (reached !== undefined) return false;
    if (bytes + Buffer.byteLength(held + line) <= maxNdjson * bytesOfMb) return true;
    reached = { type: 'limit-reached', maxNdjson, at: new Date().toISOString() };
    held += lineOf(reached);
    return false;
  }
  return {
    emit(event) {
      const line = lineOf(shortened(redacted(event, redact)));
      const isOneOfMany = event.type === 'exchange' || event.type === 'progress';
      if (!isOneOfMany || hasRoomFor(line)) held += line;
      else leftOut[event.type] = (leftOut[event.type] ?? 0) + 1;
      // A wrong command line ends here. It must not empty the file of the run before.
      if (event.type === 'run-started' || held === '') return;
      write(held);
      held = '';
    },
    close() {
      if (reached !== undefined) {
        write(lineOf({ ...reached, leftOut }));
        if (!quiet)
          console.error(`${file} has no exchanges after ${reached.at}: it reached ${maxNdjson} MB (--max-ndjson)`);
      }
      if (descriptor !== undefined) closeSync(descriptor);
    },
    written: () => (descriptor === undefined ? [] : [file]),
  };
}

function lineOf(value: RunEvent | LimitReached): string {
  return `${inertJson(value)}\n`;
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
