#!/usr/bin/env node
/** The entry: picks a command, prints the last line, sets the exit code. */
import { Command, CommanderError } from 'commander';
import { commandNames, commands } from './commands/commands.ts';
import { nearest } from './commands/nearest.ts';
import { packageVersion } from './commands/version.ts';

await main(process.argv.slice(2));

/** Only the module of the command that is used gets loaded, so that help answers at once. */
async function main(words: readonly string[]): Promise<void> {
  const [first, ...rest] = words;
  if (first === undefined || first === '--help' || first === '-h') return void process.stdout.write(overview());
  if (first === '--version' || first === '-V') return void process.stdout.write(`${packageVersion()}\n`);
  if (first === 'help') return main(rest[0] === undefined ? [] : [rest[0], '--help']);
  const entry = Object.hasOwn(commands, first) ? commands[first] : undefined;
  if (entry === undefined) return refuse(first);
  try {
    const command = await entry.load();
    report(command);
    await command.parseAsync([...rest], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    process.exitCode = error.exitCode === 0 ? 0 : 2;
  }
}

/** Commander's own messages become one line in our form, with exit 2. */
function report(command: Command): void {
  command.name(`airlock ${command.name()}`.replace(/^(airlock )+/, 'airlock '));
  for (const each of [command, ...command.commands])
    each.exitOverride().configureOutput({
      outputError: (text, write) => write(`${lineOf(text, each)}\n`),
    });
}

function lineOf(text: string, command: Command): string {
  const said = text.trim().replace(/^error: /, '').split('\n');
  const typed = /unknown option '(-[^']*)'/.exec(text)?.[1];
  const flags = command.options.flatMap(({ long, short }) => [long, short]).filter((flag) => typeof flag === 'string');
  const hint = typed === undefined ? undefined : nearest(typed, flags);
  const first = typed === undefined ? `Cannot run ${command.name()}: ${said[0] ?? ''}` : `Cannot use option "${typed}": ${command.name()} has no such option`;
  return `${first}${hint === undefined ? '' : `; did you mean "${hint}"?`} (${command.name()} --help lists what it accepts)`;
}

function refuse(word: string): void {
  const hint = nearest(word, commandNames);
  const kind = word.startsWith('-') ? 'option' : 'command';
  process.stderr.write(`Cannot run ${kind} "${word}": expected ${commandNames.join(', ')}${hint === undefined ? '' : `; did you mean "${hint}"?`}\n`);
  process.exitCode = 2;
}

function overview(): string {
  const rows = commandNames.map((name) => `  ${name.padEnd(10)} ${commands[name]?.description ?? ''}`);
  return [
    'airlock <command> [options]',
    '',
    "Contract tests, fuzzing and load tests for Airbyte's web backend API.",
    '',
    ...rows,
    '',
    'Without --target a command works on the embedded reference backend.',
    'airlock <command> --help lists the options of a command.',
    '',
  ].join('\n');
}
