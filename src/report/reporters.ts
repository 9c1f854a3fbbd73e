/** Opens the reporters that a run asked for and hands every event to each of them. */
import { accessSync, constants, mkdirSync } from 'node:fs';
import { consoleReporter } from './console-reporter.ts';
import type { RunEvent } from './events.ts';
import { githubReporter } from './github-reporter.ts';
import { harReporter } from './har-reporter.ts';
import { htmlReporter } from './html-reporter.ts';
import { jsonReporter } from './json-reporter.ts';
import { junitReporter } from './junit-reporter.ts';
import { ndjsonReporter } from './ndjson-reporter.ts';
import { progressReporter } from './progress-reporter.ts';

export interface ReporterOptions {
  readonly reportDir: string;
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly color: boolean;
  /** Applied to everything that leaves the process. */
  readonly redact: (text: string) => string;
}

export interface Reporter {
  emit(event: RunEvent): void;
  /** Writes what can only be written at the end. */
  close?(): void | Promise<void>;
}

const factories: Readonly<Record<string, (options: ReporterOptions) => Reporter>> = {
  console: consoleReporter,
  json: jsonReporter,
  junit: junitReporter,
  html: htmlReporter,
  har: harReporter,
  ndjson: ndjsonReporter,
  github: githubReporter,
};

/** @throws {TypeError} before anything is sent when the report folder cannot be written. */
export async function openReporters(formats: readonly string[], options: ReporterOptions): Promise<Required<Reporter>> {
  if (formats.some((format) => format !== 'console')) {
    try {
      mkdirSync(options.reportDir, { recursive: true });
      accessSync(options.reportDir, constants.W_OK);
    } catch (error) {
      throw new TypeError(
        `Cannot write reports to "${options.reportDir}": ${error instanceof Error && 'code' in error ? String(error.code) : 'it is not writable'}; pass another --report-dir`,
        { cause: error },
      );
    }
  }
  const reporters = formats.flatMap((format) => {
    const factory = factories[format];
    return factory === undefined ? [] : [factory(options)];
  });
  if (!options.quiet && formats.includes('console')) reporters.push(await progressReporter(options));
  return {
    emit: (event) => {
      for (const reporter of reporters) reporter.emit(event);
    },
    async close() {
      for (const reporter of reporters) await reporter.close?.();
    },
  };
}
