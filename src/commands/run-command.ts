/** Runs a command line: options, reporters, signals, the last line and the exit code. */
import { defined } from '../json/defined.ts';
import { randomInt } from 'node:crypto';
import type { Command } from 'commander';
import { placeReports } from '../report/report-place.ts';
import type { ReportPlace } from '../report/report-place.ts';
import { openReporters, reportFormats } from '../report/reporters.ts';
import type { Report } from '../report/report.ts';
import { verdictInWords } from '../report/verdict-in-words.ts';
import { visible } from '../report/visible.ts';
import { columnsOf, wrapped } from '../report/wrapped.ts';
import { redactorOf } from '../target/redact.ts';
import { describeFailure } from './failure.ts';
import { mask, maskWith } from './masking.ts';
import { onSignals } from './on-signals.ts';
import { mergedOptions, givenOptions } from './options/merged-options.ts';
import { targetOptionsOf } from './options/target-options-of.ts';
import { text, wholeNumber, words } from './options/option-values.ts';
import type { Options } from './options/option-values.ts';
import { printLine } from './print-line.ts';
import { replayLines } from './replay-line.ts';
import { runBody } from './run-body.ts';
import { secretsIn } from './secrets-in.ts';
import type { CommandBody } from './run-body.ts';

export type { CommandBody, CommandContext } from './run-body.ts';

/** How one command differs in what surrounds it. */
export interface CommandFrame {
  /** True for options with which the command judges nothing: its report replaces no other. */
  readonly onlyLooks?: (options: Options) => boolean;
  /** True for options that print data for another program: nothing else may go to standard output. */
  readonly printsData?: (options: Options) => boolean;
  /** Completes the options from what was named on the command line. @throws {UsageError} */
  readonly prepare?: (options: Options) => Promise<Options>;
}

/** Runs `body`, writes the reports, prints the last line and sets the exit code. Never throws. */
export async function runCommand(command: Command, body: CommandBody, frame: CommandFrame = {}): Promise<void> {
  try {
    process.exitCode = await framed(command, body, frame);
  } catch (error) {
    const failure = describeFailure(error);
    process.exitCode = failure.exitCode;
    if (failure.stack !== undefined) console.error(mask(failure.stack));
    printLine(failure.line);
  }
}

async function framed(command: Command, body: CommandBody, frame: CommandFrame): Promise<number> {
  const merged = mergedOptions(command);
  const secrets = secretsIn(merged, command.args);
  maskWith(redactorOf(secrets));
  const seed = seedOf(command, merged);
  const seeded = seed === undefined ? merged : { ...merged, seed: String(seed) };
  const options = (await frame.prepare?.(seeded)) ?? seeded;
  // Mistakes in the options of the target are reported first.
  if (command.options.some(({ long }) => long === '--target')) targetOptionsOf(options);
  const isData = frame.printsData?.(options) === true;
  const quiet = options['quiet'] === true || isData;
  const onlyLooks = frame.onlyLooks?.(options) === true;
  const place = placeOf(command, options, { onlyLooks, isData });
  if (place.kept !== undefined) printLine(place.kept);
  const stop = new AbortController();
  const releaseSignals = onSignals(stop);
  try {
    const reporters = await openReporters(place.formats, {
      reportDir: place.dir,
      ...defined({ maxNdjson: wholeNumber(options, 'maxNdjson', 1) }),
      quiet,
      verbose: options['verbose'] === true,
      color: options['color'] !== false && (process.env['NO_COLOR'] ?? '') === '',
      redact: mask,
    });
    let report: Report;
    let written: readonly string[] = [];
    try {
      report = await runBody(body, {
        command: nameOf(command),
        options,
        emit: reporters.emit,
        signal: stop.signal,
        reportDir: place.dir,
        ...defined({ seed }),
        onlyLooks,
        completeLine: replayLines({
          typed: givenOptions(command),
          reportDir: text(options, 'reportDir'),
          isStored: place.formats.includes('json'),
        }),
        secrets,
        redact: mask,
        onRedact: maskWith,
      });
    } finally {
      written = await reporters.close();
    }
    const stream = place.formats.includes('console') ? process.stdout : process.stderr;
    const where = [...whereLines(written), ...place.settle(written)];
    const last = report.exitCode === 0 ? [verdictInWords(report).sentence] : [];
    for (const line of options['quiet'] !== true ? where : isData ? [] : last) say(stream, line);
    if (typeof report['defect'] === 'string') console.error(mask(report['defect']));
    if (report.reason !== undefined) printLine(report.reason);
    return report.exitCode;
  } finally {
    releaseSignals();
    place.settle([]);
  }
}

function placeOf(
  command: Command,
  options: Options,
  { onlyLooks, isData }: { readonly onlyLooks: boolean; readonly isData: boolean },
): ReportPlace {
  const formats = words(options, 'report', reportFormats) ?? ['console', 'json'];
  return placeReports({
    command: nameOf(command),
    given: text(options, 'reportDir'),
    formats: isData ? formats.filter((format) => format !== 'console') : formats,
    isAsked: options['report'] !== undefined,
    onlyLooks,
  });
}

function say(stream: NodeJS.WriteStream, line: string): void {
  const print = stream === process.stdout ? console.log : console.error;
  for (const fitting of wrapped(visible(mask(line)), columnsOf(stream))) print(fitting);
}

/** Says where the reports are, a line each. */
function whereLines(written: readonly string[]): readonly string[] {
  return written.map((file, index) => `${(index === 0 ? 'report' : '').padEnd(10)}${file}`);
}

/** `baseline compare` for a subcommand, the plain name otherwise. */
function nameOf(command: Command): string {
  const parent = command.parent;
  return parent === null || parent.name() === 'airlock' ? command.name() : `${parent.name()} ${command.name()}`;
}

function seedOf(command: Command, options: Options): number | undefined {
  if (!command.options.some((option) => option.attributeName() === 'seed')) return undefined;
  return wholeNumber(options, 'seed') ?? randomInt(2 ** 31);
}
