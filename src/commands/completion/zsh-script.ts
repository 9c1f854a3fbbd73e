import type { Completed, CompletedOption, CompletedValue } from './completed-commands.ts';

/** Works both sourced and as a file `_airlock` in a folder of `fpath`. */
export function zshScript(commands: readonly Completed[]): readonly string[] {
  return [
    '#compdef airlock',
    '# Completes airlock in zsh. In ~/.zshrc, after compinit: source <(airlock completion zsh)',
    '_airlock() {',
    '  local curcontext="$curcontext" state line',
    "  _arguments -C '--help[show the help]' '--version[show the version]' '1: :->command' '*:: :->rest'",
    '  case "$state" in',
    `    command) ${describe('command', commands)} ;;`,
    '    rest)',
    '      case "$line[1]" in',
    ...commands.flatMap((command) => branchOf(command).map((text) => `        ${text}`)),
    '      esac',
    '      ;;',
    '  esac',
    '}',
    'if [ "$funcstack[1]" = "_airlock" ]; then _airlock "$@"; else compdef _airlock airlock; fi',
  ];
}

function branchOf(command: Completed): readonly string[] {
  const { name, subcommands } = command;
  if (subcommands.length === 0) return [`${name}) _arguments ${specsOf(command).join(' ')} ;;`];
  return [
    `${name})`,
    "  _arguments -C '--help[show the help]' '1: :->command' '*:: :->rest'",
    '  case "$state" in',
    `    command) ${describe('command', subcommands)} ;;`,
    '    rest)',
    '      case "$line[1]" in',
    ...subcommands.flatMap((each) => branchOf(each).map((text) => `        ${text}`)),
    '      esac',
    '      ;;',
    '  esac',
    '  ;;',
  ];
}

function describe(what: string, commands: readonly Completed[]): string {
  const entries = commands.map(({ name, description }) => quoted(`${name}:${description}`));
  return `local -a names=(${entries.join(' ')}); _describe ${what} names`;
}

function specsOf({ options, words, takesFiles }: Completed): readonly string[] {
  const files = takesFiles ? [quoted('*:file:_files')] : [];
  const first = words.length === 0 ? [] : [quoted(`1:argument:(${words.join(' ')})`)];
  return [...options.flatMap(specsOfOption), quoted('--help[show the help]'), ...first, ...files];
}

/** A flag that may be given again is marked by a star. */
function specsOfOption({ long, short, description, value, isRepeated }: CompletedOption): readonly string[] {
  const explained = `[${description.replaceAll(/[[\]\\]/g, String.raw`\$&`)}]${value === undefined ? '' : `:value:${actionOf(value)}`}`;
  const star = isRepeated ? '*' : '';
  return [...(short === undefined ? [] : [short]), long].map((flag) => quoted(`${star}${flag}${explained}`));
}

function actionOf(value: CompletedValue): string {
  if (value.kind === 'files') return '_files';
  if (value.kind === 'free') return ' ';
  return value.kind === 'list' ? `_values -s , value ${value.words.join(' ')}` : `(${value.words.join(' ')})`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
