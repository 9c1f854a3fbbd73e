import type { Completed, CompletedOption } from './completed-commands.ts';

/** For bash 3.2, which macOS has, and newer. Options mean the same to every command, so their words are told once. */
export function bashScript(commands: readonly Completed[]): readonly string[] {
  return [
    '# Completes airlock in bash. In ~/.bashrc: source <(airlock completion bash)',
    '_airlock_words() { COMPREPLY=($(compgen -W "$1" -- "$cur")); }',
    '_airlock_list() {',
    '  local before=""',
    '  case "$cur" in *,*) before="${cur%,*}," ;; esac',
    '  COMPREPLY=($(compgen -P "$before" -W "$1" -- "${cur##*,}"))',
    '}',
    '_airlock_files() {',
    '  compopt -o filenames 2> /dev/null',
    '  COMPREPLY=($(compgen -f -- "$cur"))',
    '}',
    '_airlock() {',
    '  local cur="${COMP_WORDS[COMP_CWORD]}" prev="${COMP_WORDS[COMP_CWORD - 1]}" place="" index',
    '  COMPREPLY=()',
    // Bash takes --phases=valid for three words.
    '  if [ "$cur" = "=" ]; then',
    '    cur=""',
    '  elif [ "$prev" = "=" ]; then',
    '    prev="${COMP_WORDS[COMP_CWORD - 2]}"',
    '  fi',
    '  for ((index = 1; index < COMP_CWORD; index++)); do',
    '    case "${COMP_WORDS[index]}" in',
    '      -*) break ;;',
    '      *) place="$place ${COMP_WORDS[index]}" ;;',
    '    esac',
    '  done',
    '  case "$prev" in',
    ...valuesOf(commands).map((line) => `    ${line}`),
    '  esac',
    '  case "$place" in',
    `    "") _airlock_words "${[...commands.map(({ name }) => name), '--help', '--version'].join(' ')}" ;;`,
    ...commands.flatMap((command) => placesOf(command, '')).map((line) => `    ${line}`),
    '  esac',
    '}',
    'complete -F _airlock airlock',
  ];
}

function valuesOf(commands: readonly Completed[]): readonly string[] {
  const all = commands
    .flatMap(({ options, subcommands }) => [options, ...subcommands.map((each) => each.options)])
    .flat();
  const taking = [...new Map(all.map((option) => [option.long, option])).values()].filter(
    ({ value }) => value !== undefined,
  );
  return taking.map((option) => `${flagsOf(option).join(' | ')}) ${actionOf(option)}return ;;`);
}

function actionOf({ value }: CompletedOption): string {
  if (value === undefined || value.kind === 'free') return '';
  if (value.kind === 'files') return '_airlock_files; ';
  return `_airlock_${value.kind} "${value.words.join(' ')}"; `;
}

/** Subcommands first: the pattern of the command fits them, too. */
function placesOf(command: Completed, before: string): readonly string[] {
  const { name, options, words, takesFiles, subcommands } = command;
  const place = `${before} ${name}`;
  const offered = [...words, ...subcommands.map((each) => each.name), ...options.flatMap(flagsOf), '--help'];
  const files = takesFiles ? '; case "$cur" in -*) ;; *) [ ${#COMPREPLY[@]} -gt 0 ] || _airlock_files ;; esac' : '';
  return [
    ...subcommands.flatMap((each) => placesOf(each, place)),
    `"${place}"*) _airlock_words "${offered.join(' ')}"${files} ;;`,
  ];
}

function flagsOf({ long, short }: CompletedOption): readonly string[] {
  return short === undefined ? [long] : [short, long];
}
