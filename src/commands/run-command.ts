/** The edge around every command line: options, reporters, signals, the last line and the exit code. */
import { randomInt } from 'node:crypto';
import type { Command } from 'commander';
import { openReporters, reportFormats } from '../report/reporters.ts';
import type { Redact } from '../target/redact.ts';
import { describeFailure } from './failure.ts';
import { onSignals } from './on-signals.ts';
import { mergedOptions, targetOptionsOf, text, wholeNumber, words } from './options.ts';
import type { Options } from './options.ts';
import { printLine } from './print-line.ts';
import { runBody } from './run-body.ts';
import type { CommandBody } from './run-body.ts';

export type { CommandBody, CommandContext } from './run-body.ts';

/** Runs `body`, writes the reports, prints the last line and sets the exit code. Never throws. */
export async function runCommand(command: Command, body: CommandBody): Promise<void> {
  let redact: Redact = String; // until the secrets are known
  try {
    process.exitCode = await framed(command, body, {
      redact: (line) => redact(line),
      onRedact: (next) => (redact = next),
    });
  } catch (error) {
    const failure = describeFailure(error);
    process.exitCode = failure.exitCode;
    if (failure.stack !== undefined) console.error(redact(failure.stack));
    printLine(redact(failure.line));
  }
}

interface Masking {
  readonly redact: Redact;
  onRedact(redact: Redact): void;
}

async function framed(command: Command, body: CommandBody, masking: Masking): Promise<number> {
  const merged = mergedOptions(command);
  const seed = seedOf(command, merged);
  const options = seed === undefined ? merged : { ...merged, seed: String(seed) };
  // Mistakes in the options of the target are said before anything else is.
  if (command.options.some(({ long }) => long === '--target')) targetOptionsOf(options);
  const reportDir = text(options, 'reportDir') ?? 'airlock-report';
  const stop = new AbortController();
  const reporters = await openReporters(words(options, 'report', reportFormats) ?? ['console', 'json'], {
    reportDir,
    quiet: options['quiet'] === true,
    verbose: options['verbose'] === true,
    color: options['color'] !== false && (process.env['NO_COLOR'] ?? '') === '',
    redact: masking.redact,
  });
  const releaseSignals = onSignals(stop);
  try {
    const report = await runBody(body, {
      command: nameOf(command),
      options,
      emit: reporters.emit,
      signal: stop.signal,
      reportDir,
      ...(seed === undefined ? {} : { seed }),
      redact: masking.redact,
      onRedact: (next) => masking.onRedact(next),
    });
    await reporters.close();
    if (typeof report['defect'] === 'string') console.error(masking.redact(report['defect']));
    if (report.reason !== undefined) printLine(report.reason);
    return report.exitCode;
  } catch (error) {
    await reporters.close();
    throw error;
  } finally {
    releaseSignals();
  }
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
