/** Opens the reporters that a run asked for and hands every event to each of them. */
import { accessSync, constants, existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunEvent } from './events.ts';
import { makeFolder } from '../files/make-folder.ts';
import { filesOf, reportFiles } from './report-files.ts';
import type { Reporter, ReporterOptions } from './reporter.ts';
import { unwritable } from './unwritable.ts';

/** All reporters of a run as one. */
export interface Reporters {
  readonly emit: (event: RunEvent) => void;
  /** Resolves to what was really written, in the order of the formats. */
  close(): Promise<readonly string[]>;
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
  sarif: async () => (await import('./sarif-reporter.ts')).sarifReporter,
  codequality: async () => (await import('./codequality-reporter.ts')).codequalityReporter,
  ctrf: async () => (await import('./ctrf-reporter.ts')).ctrfReporter,
};

/** The accepted words of `--report`. */
export const reportFormats: readonly string[] = Object.keys(factories);

/** @throws {TypeError} before anything is sent when the report folder cannot be written. */
export async function openReporters(formats: readonly string[], given: ReporterOptions): Promise<Reporters> {
  const { reportDir } = given;
  const options = formats.includes('json') ? { ...given, reportFile: join(reportDir, reportFiles.json) } : given;
  const files = filesOf(formats);
  if (files.length > 0) probe(reportDir, files);
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
      return reporters.flatMap((reporter) => reporter.written?.() ?? []);
    },
  };
}

/** A real write, since permission bits say nothing about a full disk; and a look at what other users may have left there. */
function probe(reportDir: string, files: readonly string[]): void {
  const file = join(reportDir, `.airlock-probe-${process.pid}`);
  try {
    makeFolder(reportDir);
    try {
      writeFileSync(file, 'x'.repeat(probeBytes));
    } finally {
      if (existsSync(file)) rmSync(file, { force: true });
    }
    for (const name of [...files, 'findings'].map((each) => join(reportDir, each)))
      if (existsSync(name)) accessSync(name, constants.W_OK);
  } catch (error) {
    throw unwritable(reportDir, error);
  }
}
