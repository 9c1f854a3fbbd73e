/** A command line from its words to its exit code. */
import { Command, CommanderError } from 'commander';
import { commands, loadCommand } from './commands.ts';
import { describeFailure } from './failure.ts';
import { mask } from './masking.ts';
import { columnsOf, wrapped } from '../report/wrapped.ts';
import { nearest } from './nearest.ts';
import { printLine } from './print-line.ts';
import { UsageError } from './usage-error.ts';
import { packageVersion } from './version.ts';

const names = Object.keys(commands);

/** Runs a command line: picks the command, prints the last line, sets `process.exitCode`. Never throws, never ends the process. */
export async function main(words: readonly string[]): Promise<void> {
  const [first, second] = words;
  if (first === undefined || first === '--help' || first === '-h') return print(overview());
  if (first === '--version' || first === '-V') return print(packageVersion());
  if (first === 'help') return main(second === undefined ? [] : [second, '--help']);
  if (!names.includes(first)) return refuse(first);
  try {
    // Only the module of the command that is used gets loaded, so that help answers at once.
    const command = await loadCommand(first);
    const subcommands = command.commands.map((each) => each.name());
    if (subcommands.length > 0 && second === undefined)
      throw new UsageError(`Cannot run "airlock ${first}": expected ${subcommands.join(', ')} (${helpOf(first)})`);
    const program = new Command('airlock').addCommand(command);
    for (const each of [program, command, ...command.commands]) describeMistakes(each);
    await program.parseAsync([...words], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? 0 : 2;
      return;
    }
    const failure = describeFailure(error);
    process.exitCode = failure.exitCode;
    if (failure.stack !== undefined) console.error(mask(failure.stack));
    printLine(failure.line);
  }
}

/** Commander's own messages become one line in our form; the caller sets exit 2. */
function describeMistakes(command: Command): void {
  command
    .exitOverride()
    .showSuggestionAfterError(false)
    .configureOutput({ outputError: (text) => printLine(mistakeIn(text, command)) });
}

function mistakeIn(text: string, command: Command): string {
  const path =
    command.parent === null || command.parent.name() === 'airlock'
      ? command.name()
      : `${command.parent.name()} ${command.name()}`;
  const help = ` (${helpOf(path)})`;
  const option = /unknown option '([^']*)'/.exec(text)?.[1];
  const [, most, given] = /too many arguments[^]* Expected (\d+) arguments? but got (\d+)/.exec(text) ?? [];
  const word = /unknown command '([^']*)'/.exec(text)?.[1];
  if (option !== undefined) {
    const flags = command.options
      .flatMap(({ long, short }) => [long, short])
      .filter((flag) => typeof flag === 'string');
    // What follows may be a secret that was meant for an option.
    const [name = ''] = option.split('=');
    return `Cannot use option "${name}": "airlock ${path}" has no such option${suggestion(name, flags)}${help}`;
  }
  if (word !== undefined) {
    const accepted = command.commands.map((each) => each.name());
    return `Cannot run "airlock ${path} ${word}": expected ${accepted.join(', ')}${suggestion(word, accepted)}${help}`;
  }
  // One of them may be a secret whose option was mistyped, so that none is shown.
  if (most !== undefined)
    return `Cannot run "airlock ${path}": too many arguments: expected ${most === '0' ? 'none' : `at most ${most}`} beside the options, and got ${given ?? ''}; options begin with --, and a value with blanks needs quotes${help}`;
  const said =
    text
      .trim()
      .split('\n')[0]
      ?.replace(/^error: /, '') ?? '';
  return `Cannot run "airlock ${path}": ${said}${help}`;
}

function helpOf(path: string): string {
  return `airlock ${path} --help lists what it accepts`;
}

function refuse(word: string): void {
  const what = word.startsWith('-') ? `use option "${word}"` : `run command "${word}"`;
  printLine(`Cannot ${what}: expected ${names.join(', ')}${suggestion(word, names)}`);
  process.exitCode = 2;
}

function suggestion(typed: string, accepted: readonly string[]): string {
  const hint = nearest(typed, accepted);
  return hint === undefined ? '' : `; did you mean "${hint}"?`;
}

function overview(): string {
  return [
    'airlock <command> [options]',
    '',
    "Contract tests, fuzzing and load tests for Airbyte's web backend API.",
    '',
    ...Object.entries(commands).map(([name, description]) => `  ${name.padEnd(11)} ${description}`),
    '',
    'Without --target a command works on the embedded reference backend.',
    '"airlock <command> --help" lists the options of a command.',
  ].join('\n');
}

function print(text: string): void {
  const lines = text.split('\n').flatMap((line) => wrapped(line, columnsOf(process.stdout)));
  process.stdout.write(`${lines.join('\n')}\n`);
}
