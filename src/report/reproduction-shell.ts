/** What every script of a finding is made of: requests by curl, ids out of answers, and the end of what was created. */
import { operations } from '../../schemas/operations.ts';
import type { Finding } from './report.ts';

/** Who asks, as in the case of the finding; the user of the run where it does not say. */
export type Asker = 'run' | 'other' | 'nobody' | 'expired';

/** Credentials are handed to curl in a file, because everybody on the machine can read its arguments. */
export function credentialLines({ curl }: Finding, askers: readonly Asker[]): readonly string[] {
  const wants = (asker: Asker, prefix: string): readonly string[] =>
    askers.some((one, index) => one === asker && (curl[index] ?? '').includes(`$${prefix}_`))
      ? [
          `[ -n "\${${prefix}_AUTH:-}\${${prefix}_TOKEN:-}" ] || {`,
          `  echo "${prefix}_AUTH: set it to user:password, or ${prefix}_TOKEN to a bearer token" >&2`,
          '  exit 2',
          '}',
        ]
      : [];
  return [...wants('run', 'AIRLOCK'), ...wants('other', 'AIRLOCK_OTHER')];
}

/** @param created numbers of the steps of which a connection may come */
export function machinery(created: readonly number[]): readonly string[] {
  return [
    'target=${AIRLOCK_TARGET%/}',
    'work=$(mktemp -d)',
    'umask 077',
    '',
    '# user:password and token, as a configuration of curl',
    'credentials() {',
    `  if [ -n "$1" ]; then printf 'user = "%s"\\n' "$(printf %s "$1" | sed 's/[\\\\"]/\\\\&/g')"; fi`,
    `  if [ -n "$2" ]; then printf 'header = "Authorization: Bearer %s"\\n' "$2"; fi`,
    '}',
    'credentials "${AIRLOCK_AUTH:-}" "${AIRLOCK_TOKEN:-}" > "$work/run"',
    'credentials "${AIRLOCK_OTHER_AUTH:-}" "${AIRLOCK_OTHER_TOKEN:-}" > "$work/other"',
    `credentials '' expired > "$work/expired"`,
    `credentials '' '' > "$work/nobody"`,
    '',
    '# number, path, whose credentials, further arguments of curl',
    'send() {',
    '  number=$1 place=$2 asker=$3',
    '  shift 3',
    '  status=$(curl -sS --max-time 120 --config "$work/$asker" -o "$work/$number.answer" -w \'%{http_code}\' "$@" "$target$place") ||',
    "    status='no answer'",
    '  printf \'%s. %s -> %s\\n\' "$number" "$place" "$status"',
    '  if [ -f "$work/$number.answer" ]; then cat "$work/$number.answer"; fi',
    '  echo',
    '}',
    'post() {',
    '  send "$1" "$2" "$3" -X POST -H \'Content-Type: application/json\' --data-binary "@$work/$1.json"',
    '}',
    '',
    '# the first id of a member in the answer of a step',
    'id_in() {',
    '  if [ -f "$work/$1.answer" ]; then',
    `    tr ',{' '[\\n*2]' < "$work/$1.answer" | sed -n "s/.*\\"$2\\"[[:space:]]*:[[:space:]]*\\"\\([^\\"]*\\)\\".*/\\\\1/p" | sed -n "\${3}p"`,
    '  fi',
    '}',
    '',
    '# What was there before is left alone, whatever a create is answered with.',
    'remove() {',
    ...(created.length === 0 ? ['  :'] : []),
    ...created.flatMap((number) => [
      `  made=$(id_in ${number} connectionId 1)`,
      '  if [ -n "$made" ] && ! grep -qiF "$made" "$work/there.answer"; then',
      `    printf '{"connectionId":"%s","status":"deprecated","skipReset":true}' "$made" > "$work/end${number}.json"`,
      `    post end${number} ${operations.webBackendUpdateConnection.path} run > /dev/null`,
      '  fi',
    ]),
    '  rm -rf "$work"',
    '}',
    'trap remove EXIT',
    "trap 'exit 130' INT",
    "trap 'exit 143' TERM",
    ...(created.length === 0
      ? []
      : [
          `printf '{"workspaceId":"%s"}' "\${AIRLOCK_WORKSPACE}" > "$work/there.json"`,
          `post there ${operations.webBackendListConnectionsForWorkspace.path} run > /dev/null`,
          '[ "$status" = 200 ] || {',
          '  echo "Cannot use $target: the list of connections was answered with $status" >&2',
          '  exit 3',
          '}',
        ]),
  ];
}
