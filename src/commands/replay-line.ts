/** The command that sends a stored finding again, so that it works when it is pasted where the run was started. */
import { isAbsolute, join, relative } from 'node:path';
import { kebab } from './options.ts';
import type { Options } from './options.ts';

export interface LineContext {
  /** Options that were typed: those of the environment and the file are still there when the line is pasted. */
  readonly typed: Options;
  /** The folder of the reports, where the run was told one; `airlock replay` looks into the others by itself. */
  readonly reportDir: string | undefined;
  /** The finding becomes a file. */
  readonly isStored: boolean;
}

/** What a replay needs besides the finding: how the target is reached, and what may be done to it. Secrets are not among them. */
const carried =
  'config ca cert key insecure proxy requestTimeout rateLimit maxInFlight readOnly allowWrites allowHarmful allowActive allowRefresh allowReset'.split(
    ' ',
  );

/** Completes every `airlock replay <id>` of a text. */
export function replayLines(context: LineContext): (text: string) => string {
  const options = carried.flatMap((name) => wordsOf(name, context.typed[name]));
  return (text) =>
    text.replaceAll(/\bairlock replay ([0-9a-f]{8})\b/g, (_, id: string) =>
      context.isStored
        ? ['airlock replay', quoted(placeOf(id, context)), ...options].join(' ')
        : `airlock replay ${id} (after a run with json among --report, which stores it)`,
    );
}

/** The id where `replay` finds it, else the file; relative where it can be, since artifacts are unpacked elsewhere. */
function placeOf(id: string, { reportDir }: LineContext): string {
  if (reportDir === undefined) return id;
  const file = join(reportDir, 'findings', `${id}.json`);
  const inside = isAbsolute(file) ? relative(process.cwd(), file) : file;
  return inside.startsWith('..') || isAbsolute(inside) ? file : inside;
}

function wordsOf(name: string, value: unknown): readonly string[] {
  const option = `--${kebab(name)}`;
  if (value === true) return [option];
  // A user in the address of a proxy is a secret.
  return typeof value === 'string' && !value.includes('@') ? [option, quoted(value)] : [];
}

/** One word for a POSIX shell, or for both shells of Windows. */
export function quoted(word: string): string {
  if (/^[\w./:=@%+,-]+$/.test(word)) return word;
  return process.platform === 'win32' ? `"${word}"` : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
