/** The findings that a run accepts, from a file, and what `--update-known` writes to it. */
import { expiredOn, isDay, parseKnownFindings } from '../../properties/engine/known-findings.ts';
import type { KnownFinding } from '../../properties/engine/known-findings.ts';
import type { Acceptance } from '../../properties/engine/known-findings-file.ts';
import { readText } from '../files/read-text.ts';
import type { Emit } from '../report/events.ts';
import { text } from './options/option-values.ts';
import type { Options } from './options/option-values.ts';
import { UsageError } from './usage-error.ts';

/** Entries of the file, if it is there; those that have expired are said. @throws {UsageError} */
export function knownFindings(options: Options, emit: Emit): readonly KnownFinding[] {
  const file = knownFile(options);
  let content: string;
  try {
    content = readText(file);
  } catch (error) {
    const isAbsent = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    // The default file need not exist, nor one that is about to be written.
    if (isAbsent && (text(options, 'known') === undefined || options['updateKnown'] === true)) return [];
    const state = isAbsent ? 'it is not there' : 'it is a folder, or not readable';
    throw new UsageError(`Cannot read accepted findings from "${file}": ${state}; name another file with --known`);
  }
  const known = parsed(content, file);
  for (const { signature, reason, expires = '' } of expiredOn(known, new Date().toISOString()))
    emit({
      type: 'notice',
      level: 'warning',
      text: `${file} no longer accepts "${signature}": the entry expired on ${expires} (${reason})`,
    });
  return known;
}

function parsed(content: string, file: string): readonly KnownFinding[] {
  try {
    return parseKnownFindings(content, file);
  } catch (error) {
    throw new UsageError(
      error instanceof TypeError
        ? error.message
        : `Cannot read ${file}: it is not JSON; expected {"findings": [{"signature": …, "reason": …}]}`,
    );
  }
}

/** What new findings are accepted with; `undefined` without `--update-known`. @throws {UsageError} unless it says why and until when. */
export function acceptanceOf(options: Options, today = new Date().toISOString()): Acceptance | undefined {
  const reason = text(options, 'reason')?.trim();
  const expires = text(options, 'expires')?.trim();
  if (options['updateKnown'] !== true) {
    const given = reason === undefined ? (expires === undefined ? undefined : '--expires') : '--reason';
    if (given !== undefined)
      throw new UsageError(
        `Cannot use ${given} without --update-known: it says what accepted findings are written with`,
      );
    return undefined;
  }
  const missing = [
    ...(reason === undefined || reason === '' ? ['--reason TEXT'] : []),
    ...(expires === undefined || expires === '' ? ['--expires YYYY-MM-DD'] : []),
  ];
  if (reason === undefined || expires === undefined || missing.length > 0)
    throw new UsageError(
      `Cannot use --update-known without ${missing.join(' and ')}: what is accepted says why, and from which day on it counts again`,
    );
  if (!isDay(expires) || expires.length !== 'YYYY-MM-DD'.length)
    throw new UsageError(`Cannot use --expires "${expires}": expected a day of the calendar as YYYY-MM-DD`);
  if (today >= expires)
    throw new UsageError(`Cannot use --expires "${expires}": it has come already, so that nothing would be accepted`);
  return { file: knownFile(options), reason, expires };
}

function knownFile(options: Options): string {
  return text(options, 'known') ?? 'airlock.known.json';
}
