/** The command that sends a stored finding again, so that it works when it is pasted where the run was started. */
import { isAbsolute, join, relative } from 'node:path';
import { withoutUser } from '../client/address.ts';
import type { StepResult } from '../report/report.ts';
import { quote } from '../target/curl.ts';
import { kebab } from './options/option-name.ts';
import type { Options } from './options/option-values.ts';

export interface LineContext {
  /** Options that were typed: those of the environment and the file are still there when the line is pasted. */
  readonly typed: Options;
  /** The folder of the reports, where the run was told one; `airlock replay` looks into the others by itself. */
  readonly reportDir: string | undefined;
  /** The finding becomes a file. */
  readonly isStored: boolean;
}

/** How a target is reached, and what may be done to it. Secrets are not among them. */
const reach =
  'ca cert key insecure proxy requestTimeout rateLimit maxInFlight readOnly allowWrites allowHarmful allowActive allowRefresh allowReset';

/** Completes every `airlock replay <id>` of a text: which file, and what a replay needs besides the finding. */
export function replayLines(context: LineContext): (text: string) => string {
  const options = wordsOf(`config ${reach}`, context.typed);
  return (text) =>
    text.replaceAll(/\bairlock replay ([0-9a-f]{8})\b/g, (_, id: string) =>
      context.isStored
        ? ['airlock replay', quoted(placeOf(id, context)), ...options].join(' ')
        : `airlock replay ${id} (after a run with json among --report, which stores it)`,
    );
}

/** The findings with a line that runs the whole command again, where no single case shows them; `names` of options that it needs. */
export function withLine(result: StepResult, command: string, names: string, options: Options): StepResult {
  if (result.findings === undefined) return result;
  const replay = [`airlock ${command}`, ...wordsOf(names, options)].join(' ');
  return { ...result, findings: result.findings.map((finding) => ({ ...finding, replay })) };
}

/** Options of a command with a target. */
export const targetNames = `target workspace source destination openapi ${reach}`;

/** The id where `replay` finds it, else the file; relative where it can be, since artifacts are unpacked elsewhere. */
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

/** One word for a POSIX shell, or for both shells of Windows. */
export function quoted(word: string): string {
  if (/^[\w./:=@%+,-]+$/.test(word)) return word;
  return process.platform === 'win32' ? `"${word}"` : quote(word);
}
