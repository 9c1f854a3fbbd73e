/** Decides where the reports of a run go, and keeps earlier ones. */
import { existsSync, rmdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { readText } from '../files/read-text.ts';
import { member } from '../json/json.ts';
import { filesOf, reportFiles } from './report-files.ts';
import { leadLatestTo, makeRunFolder, reportRoot, runFolderName } from './run-folder.ts';
import { unwritable } from './unwritable.ts';

export interface PlaceRequest {
  readonly command: string;
  /** The folder of `--report-dir`; without it the run gets one of its own. */
  readonly given: string | undefined;
  readonly formats: readonly string[];
  /** Somebody chose the formats. */
  readonly isAsked: boolean;
  /** The command judges nothing: it writes only when it is asked to, and never over the report of a run. */
  readonly onlyLooks: boolean;
}

export interface ReportPlace {
  /** Relative to the working folder, or as it was given. */
  readonly dir: string;
  readonly formats: readonly string[];
  /** Why reports that were asked for are not written. */
  readonly kept?: string;
  /** When the reports are closed: `latest` leads to them, a folder that stayed empty goes. Returns what is to be said. */
  settle(written: readonly string[]): readonly string[];
}

/** @throws {TypeError} when the folder of the run cannot be made. */
export function placeReports(request: PlaceRequest): ReportPlace {
  const { command, given, formats, isAsked, onlyLooks } = request;
  const files = filesOf(formats);
  const withoutFiles = formats.filter((format) => !Object.hasOwn(reportFiles, format));
  if (given !== undefined) {
    const isKept = onlyLooks && files.some((file) => existsSync(join(given, file))) && !isOfAnOnlooker(given);
    const kept = `${given} holds the report of a run, which is kept: airlock ${command} writes ${files.join(', ')} only to another --report-dir`;
    return isKept
      ? { dir: given, formats: withoutFiles, kept, settle: nothing }
      : { dir: given, formats, settle: nothing };
  }
  const isWriting = files.length > 0 && (!onlyLooks || isAsked);
  if (!isWriting)
    return { dir: join(reportRoot, runFolderName(command, new Date())), formats: withoutFiles, settle: nothing };
  return { formats, ...ownFolder(command, onlyLooks) };
}

function nothing(): readonly string[] {
  return [];
}

function ownFolder(command: string, onlyLooks: boolean): Pick<ReportPlace, 'dir' | 'settle'> {
  const dir = made(command);
  const leaveNothingEmpty = (): void => {
    try {
      rmdirSync(dir);
    } catch {
      // There is something in it.
    }
  };
  // A second Ctrl-C ends the process at once.
  process.once('exit', leaveNothingEmpty);
  return {
    dir,
    settle(written) {
      process.off('exit', leaveNothingEmpty);
      leaveNothingEmpty();
      return written.length === 0 || onlyLooks ? [] : leadLatestTo(reportRoot, basename(dir));
    },
  };
}

function made(command: string): string {
  try {
    return makeRunFolder(reportRoot, command, new Date());
  } catch (error) {
    throw unwritable(reportRoot, error);
  }
}

/** What a command that only looks has written may be replaced by the next one. */
function isOfAnOnlooker(dir: string): boolean {
  try {
    return member(JSON.parse(readText(join(dir, reportFiles.json))), 'onlyLooks') === true;
  } catch {
    return false;
  }
}
