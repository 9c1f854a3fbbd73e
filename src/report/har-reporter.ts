/** HAR 1.2 of the exchanges, the newest thousand, bodies cut to a size that tools can open. */
import { join } from 'node:path';
import type { ExchangeSummary } from './events.ts';
import { inertJson } from './inert-json.ts';
import { redacted } from './redacted.ts';
import { reportFiles } from './report-files.ts';
import type { Reporter, ReporterOptions } from './reporter.ts';
import { writeWhole } from './write-whole.ts';

const keptExchanges = 1000;
const keptCharacters = 64 * 1024;

export function harReporter({ reportDir, redact }: ReporterOptions): Reporter {
  const file = join(reportDir, reportFiles.har);
  const entries: Entry[] = [];
  let version = '';
  let base = '';
  let isFinished = false;
  return {
    emit(event) {
      if (event.type === 'run-started') {
        ({ version } = event);
        base = event.target ?? base;
      }
      isFinished ||= event.type === 'run-finished';
      if (event.type !== 'exchange') return;
      // Mask first, since a cut secret is not recognised. Cut now: a thousand whole bodies may not fit into memory.
      entries.push(entryOf(redacted(event.exchange, redact), base));
      if (entries.length > keptExchanges) entries.shift();
    },
    close() {
      // A wrong command line starts no run. It must not empty the file of the run before.
      if (isFinished) writeWhole(file, inertJson(redacted(toHar(entries, version), redact), 1));
    },
    written: () => (isFinished ? [file] : []),
  };
}

interface Entry {
  /** ISO 8601. */
  readonly startedDateTime: string;
  readonly [member: string]: unknown;
}

/** The document around entries, the oldest first, as HAR 1.2 prefers it. */
export function toHar(entries: readonly Entry[], version: string): object {
  const sorted = entries.toSorted((one, other) => Date.parse(one.startedDateTime) - Date.parse(other.startedDateTime));
  return { log: { version: '1.2', creator: { name: 'airlock', version }, entries: sorted } };
}

/** One exchange; `base` is the address that its path is below. */
export function entryOf(exchange: ExchangeSummary, base: string): Entry {
  const {
    method,
    url,
    startedAt,
    durationMs,
    requestBody,
    requestHeaders,
    status,
    responseHeaders,
    responseBody,
    error,
  } = exchange;
  const type = responseHeaders?.['content-type'] ?? '';
  return {
    startedDateTime: startedAt,
    time: durationMs,
    request: {
      method,
      url: `${base}${url}`,
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: pairs(requestHeaders),
      queryString: [...new URL(`${base}${url}`, 'http://unknown').searchParams].map(([name, value]) => ({
        name,
        value,
      })),
      headersSize: -1,
      bodySize: requestBody === undefined ? 0 : Buffer.byteLength(requestBody),
      ...(requestBody === undefined
        ? {}
        : { postData: { mimeType: requestHeaders['content-type'] ?? '', text: requestBody.slice(0, keptCharacters) } }),
    },
    response: {
      status: status ?? 0,
      statusText: error ?? '',
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: pairs(responseHeaders ?? {}),
      content: {
        size: Buffer.byteLength(responseBody ?? ''),
        mimeType: type,
        text: (responseBody ?? '').slice(0, keptCharacters),
      },
      redirectURL: '',
      headersSize: -1,
      bodySize: -1,
    },
    cache: {},
    timings: { send: 0, wait: durationMs, receive: 0 },
  };
}

function pairs(
  headers: Readonly<Record<string, string>>,
): readonly { readonly name: string; readonly value: string }[] {
  return Object.entries(headers).map(([name, value]) => ({ name, value }));
}
