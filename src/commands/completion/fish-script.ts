import type { Completed, CompletedOption, CompletedValue } from './completed-commands.ts';

/** Options are offered after their command only: `spec check` and `check` have different ones. */
export function fishScript(commands: readonly Completed[]): readonly string[] {
  return [
    '# Completes airlock in fish. In ~/.config/fish/config.fish: airlock completion fish | source',
    'function __airlock_after',
    '  set -l typed (commandline -opc)',
    '  set -e typed[1]',
    '  set -l wanted (count $argv)',
    '  test "$typed[1..$wanted]" = "$argv"',
    'end',
    'function __airlock_at',
    '  test (count (commandline -opc)) -eq (math (count $argv) + 1); and __airlock_after $argv',
    'end',
    'complete -c airlock -f',
    ...offered(commands, []),
    "complete -c airlock -n 'test (count (commandline -opc)) -eq 1' -l version -d 'show the version'",
    "complete -c airlock -l help -d 'show the help'",
    ...commands.flatMap((command) => linesOf(command, [])),
  ];
}

function linesOf(command: Completed, before: readonly string[]): readonly string[] {
  const { name, options, words, takesFiles, subcommands } = command;
  const place = [...before, name];
  const after = `complete -c airlock -n '__airlock_after ${place.join(' ')}'`;
  const first =
    words.length === 0
      ? []
      : [`complete -c airlock -n '__airlock_at ${place.join(' ')}' -a ${quoted(words.join(' '))}`];
  return [
    ...offered(subcommands, place),
    ...options.map((option) => `${after} ${specOf(option)}`),
    ...first,
    ...(takesFiles ? [`${after} -F`] : []),
    ...subcommands.flatMap((each) => linesOf(each, place)),
  ];
}

function offered(commands: readonly Completed[], place: readonly string[]): readonly string[] {
  const at = place.length === 0 ? 'test (count (commandline -opc)) -eq 1' : `__airlock_at ${place.join(' ')}`;
  return commands.map(({ name, description }) => `complete -c airlock -n '${at}' -a ${name} -d ${quoted(description)}`);
}

function specOf({ long, short, description, value }: CompletedOption): string {
  const parts = [
    ...(short === undefined ? [] : [`-s ${short.slice(1)}`]),
    `-l ${long.slice(2)}`,
    ...(value === undefined ? [] : [valueOf(value)]),
    `-d ${quoted(description)}`,
  ];
  return parts.join(' ');
}

function valueOf(value: CompletedValue): string {
  if (value.kind === 'files') return '-r -F';
  if (value.kind === 'free') return '-x';
  return value.kind === 'list'
    ? `-x -a ${quoted(`(__fish_append , ${value.words.join(' ')})`)}`
    : `-x -a ${quoted(value.words.join(' '))}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll(/['\\]/g, String.raw`\$&`)}'`;
}
