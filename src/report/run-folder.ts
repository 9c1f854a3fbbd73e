/** A folder of its own for every run, so that no report takes the place of another one. */
import { existsSync, lstatSync, mkdirSync, renameSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { makeFolder } from '../files/make-folder.ts';

/** Where reports go when nothing else was said. */
export const reportRoot = 'airlock-report';

/**
 * Makes `<root>/<time>-<command>`. Names sort by time, which is UTC because local time is set back once a year; a run that finds its
 * millisecond taken takes the next one.
 * @throws as `mkdir` does.
 */
export function makeRunFolder(root: string, command: string, startedAt: Date): string {
  makeFolder(root);
  for (let time = startedAt.getTime(); ; time += 1) {
    const folder = join(root, runFolderName(command, new Date(time)));
    try {
      mkdirSync(folder);
      return folder;
    } catch (error) {
      if (!existsSync(folder)) throw error;
    }
  }
}

/** `2026-01-31T12-30-05-123Z-baseline-compare`: no character in it that a file system or a shell minds. */
export function runFolderName(command: string, startedAt: Date): string {
  return `${startedAt.toISOString().replaceAll(/[:.]/g, '-')}-${command.replaceAll(' ', '-')}`;
}

/**
 * Makes `<root>/latest` lead to the folder `name`: a link, or where there are no links a text file with the name in it.
 * @returns what the user should know, if anything.
 */
export function leadLatestTo(root: string, name: string): readonly string[] {
  const latest = join(root, 'latest');
  const next = join(root, `.latest-${process.pid}`);
  const moved = makeRoomFor(latest, `${latest}-before-${name}`);
  try {
    // A junction needs no right to make links, which users of Windows do not have; its target must be absolute.
    symlinkSync(process.platform === 'win32' ? resolve(root, name) : name, next, 'junction');
    replace(next, latest);
    return moved;
  } catch {
    rmSync(next, { force: true, recursive: true });
  }
  try {
    writeFileSync(next, `${name}\n`);
    replace(next, latest);
    return [...moved, `${latest} is a file with the name of the newest folder: no link can be made here`];
  } catch {
    rmSync(next, { force: true, recursive: true });
    return [...moved, `${latest} does not lead to this run: it cannot be replaced`];
  }
}

/** What unpacks artifacts makes a folder of the link. It is kept, under another name. */
function makeRoomFor(latest: string, aside: string): readonly string[] {
  if (lstatSync(latest, { throwIfNoEntry: false })?.isDirectory() !== true) return [];
  try {
    renameSync(latest, aside);
    return [`${latest} was a folder and is now ${aside}`];
  } catch {
    return []; // said when the link cannot be made
  }
}

function replace(next: string, latest: string): void {
  // Windows does not rename over a junction.
  if (process.platform === 'win32' && lstatSync(latest, { throwIfNoEntry: false }) !== undefined) unlinkSync(latest);
  renameSync(next, latest);
}
