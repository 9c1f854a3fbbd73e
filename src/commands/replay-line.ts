/** The command line that replays a stored finding. It can be pasted in the folder where the run was started. */
import { isAbsolute, join, relative } from 'node:path';
import { withoutUser } from '../client/address.ts';
import type { StepResult } from '../report/report.ts';
import { shellWord } from '../text/shell-word.ts';
import { kebab } from './options/option-name.ts';
import type { Options } from './options/option-values.ts';

export interface LineContext {
  /** Options of the command line. Those of the environment and the configuration file still apply when the line is pasted. */
  readonly typed: Options;
  /** The folder of `--report-dir`. `airlock replay` looks into the usual folders by itself. */
  readonly reportDir: string | undefined;
  /** Findings are stored as files. */
  readonly isStored: boolean;
}

/** Options of access and consent, without secrets. */
const accessNames =
  'ca cert key insecure proxy requestTimeout rateLimit maxInFlight readOnly allowWrites allowHarmful allowActive allowRefresh allowReset';

/** Completes every `airlock replay <id>` in a text: adds the file and the options that a replay needs. */
export function replayLines(context: LineContext): (text: string) => string {
  const options = wordsOf(`config ${accessNames}`, context.typed);
  return (text) =>
    text.replaceAll(/\bairlock replay ([0-9a-f]{8})\b/g, (_, id: string) =>
      context.isStored
        ? ['airlock replay', quoted(placeOf(id, context)), ...options].join(' ')
        : `airlock replay ${id} (after a run with json among --report, which stores it)`,
    );
}

/** Gives findings without a case of their own a line that runs the whole command again, with the options in `names`. */
export function withLine(result: StepResult, command: string, names: string, options: Options): StepResult {
  if (result.findings === undefined) return result;
  const replay = [`airlock ${command}`, ...wordsOf(names, options)].join(' ');
  return { ...result, findings: result.findings.map((finding) => ({ ...finding, replay })) };
}

/** Names of the options of a command with a target. */
export const targetNames = `target workspace source destination openapi ${accessNames}`;

/** The id where `replay` finds the file itself, else its path: a relative one where possible, because artifacts are unpacked elsewhere. */
function placeOf(id: string, { reportDir }: LineContext): string {
  if (reportDir === undefined) return id;
  const file = join(reportDir, 'findings', `${id}.json`);
  const inside = isAbsolute(file) ? relative(process.cwd(), file) : file;
  return inside.startsWith('..') || isAbsolute(inside) ? file : inside;
}

function wordsOf(names: string, options: Options): readonly string[] {
  return names.split(' ').flatMap((name) => {
    const value = options[name];
    const option = `--${kebab(name)}`;
    if (value === true) return [option];
    const values: readonly unknown[] = Array.isArray(value) ? value : [value];
    // A user in the address of a proxy is a secret.
    return values.flatMap((each) =>
      typeof each === 'string' && !(name === 'proxy' && each.includes('@')) ? [option, quoted(withoutUser(each))] : [],
    );
  });
}

/** Quotes a word for a POSIX shell, or for both shells of Windows. */
export function quoted(word: string): string {
  if (/^[\w./:=@%+,-]+$/.test(word)) return word;
  return process.platform === 'win32' ? `"${word}"` : shellWord(word);
}
