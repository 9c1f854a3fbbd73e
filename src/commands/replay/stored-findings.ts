/** Finds the findings that a command line names, in the folders of earlier runs or as files. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { reportRoot } from '../../report/run-folder.ts';
import { UsageError } from '../usage-error.ts';
import { readFinding } from './read-finding.ts';
import type { FindingAction, StoredFinding } from './read-finding.ts';

export interface FindingSearch {
  readonly reportDir: string | undefined;
  readonly action: FindingAction;
}

const findingId = /^[0-9a-f]{8}$/i;

/**
 * The findings of these ids and files; without any, all of the newest run that has some.
 * @throws {UsageError} for what is not there or is no finding.
 */
export function storedFindings(named: readonly string[], search: FindingSearch): readonly StoredFinding[] {
  const { reportDir, action } = search;
  const folders = foldersOf(reportDir);
  const files = named.length > 0 ? named.map((name) => fileOf(name, folders, search)) : newestIn(folders);
  if (files.length === 0)
    throw new UsageError(
      `Cannot ${action}: no run in ${reportDir ?? reportRoot} has left findings; run airlock fuzz first, or name a file`,
    );
  return [...new Set(files)].map((file) => readFinding(file, action));
}

/** Folders with findings, the newest run first, and replays last: another run found what they saw again. */
function foldersOf(reportDir: string | undefined): readonly string[] {
  // An artifact may be unpacked anywhere, the current folder included.
  const places = reportDir === undefined ? [...runsIn(reportRoot), reportRoot, '.'] : [reportDir, ...runsIn(reportDir)];
  return places.map((place) => join(place, 'findings')).filter((folder) => existsSync(folder));
}

function runsIn(root: string): readonly string[] {
  if (!existsSync(root)) return [];
  const names = readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  return names.toSorted((left, right) => (rank(left) < rank(right) ? 1 : -1)).map((name) => join(root, name));
}

/** Sorts folders that a run named first, then others, then replays. */
function rank(name: string): string {
  return `${name.endsWith('-replay') ? 0 : 1}${/^\d/.test(name) ? 1 : 0}${name}`;
}

function newestIn(folders: readonly string[]): readonly string[] {
  for (const folder of folders) {
    const files = readdirSync(folder).filter((name) => name.endsWith('.json') && findingId.test(name.slice(0, -5)));
    if (files.length > 0) return files.map((name) => join(folder, name));
  }
  return [];
}

function fileOf(name: string, folders: readonly string[], { reportDir, action }: FindingSearch): string {
  if (!findingId.test(name)) return name;
  const files = folders.map((folder) => join(folder, `${name.toLowerCase()}.json`));
  const found = files.find((file) => existsSync(file));
  if (found === undefined)
    throw new UsageError(
      `Cannot ${action} "${name}": no run in ${reportDir ?? reportRoot} has found it; name its file, or the folder of its run with --report-dir`,
    );
  return found;
}
