/** Opens the reporters that a run asked for and hands every event to each of them. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunEvent } from './events.ts';
import { makeFolder } from './make-folder.ts';

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

/** Room that every run needs for its reports. */
const probeBytes = 64 * 1024;

/** Loaded when asked for, so that `--help` does not pay for them. */
const factories: Readonly<Record<string, () => Promise<(options: ReporterOptions) => Reporter>>> = {
  console: async () => (await import('./console-reporter.ts')).consoleReporter,
  json: async () => (await import('./json-reporter.ts')).jsonReporter,
  junit: async () => (await import('./junit-reporter.ts')).junitReporter,
  html: async () => (await import('./html-reporter.ts')).htmlReporter,
  har: async () => (await import('./har-reporter.ts')).harReporter,
  ndjson: async () => (await import('./ndjson-reporter.ts')).ndjsonReporter,
  github: async () => (await import('./github-reporter.ts')).githubReporter,
};

/** The accepted words of `--report`. */
export const reportFormats: readonly string[] = Object.keys(factories);

/** @throws {TypeError} before anything is sent when the report folder cannot be written. */
export async function openReporters(formats: readonly string[], options: ReporterOptions): Promise<Required<Reporter>> {
  if (formats.some((format) => format !== 'console' && format !== 'github')) probe(options.reportDir);
  const reporters: Reporter[] = [];
  for (const format of formats) {
    const factory = await factories[format]?.();
    if (factory !== undefined) reporters.push(factory(options));
  }
  if (!options.quiet && formats.includes('console')) {
    const { progressReporter } = await import('./progress-reporter.ts');
    reporters.unshift(await progressReporter(options)); // first, so that it makes room for what others print
  }
  return {
    emit: (event) => {
      for (const reporter of reporters) reporter.emit(event);
    },
    async close() {
      for (const reporter of reporters) await reporter.close?.();
    },
  };
}

/** A real write, since permission bits say nothing about a full disk. */
function probe(reportDir: string): void {
  const file = join(reportDir, '.airlock-probe');
  try {
    makeFolder(reportDir);
    writeFileSync(file, 'x'.repeat(probeBytes));
    rmSync(file);
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'it is not writable';
    throw new TypeError(`Cannot write reports to "${reportDir}": ${reason}; pass another --report-dir`, {
      cause: error,
    });
  }
}
