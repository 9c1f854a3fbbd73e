/** Where pacts may lie: a file, or every `.json` below a folder. */
import { readdirSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Sorted; links are followed, and what two of them lead to is there once. @throws {TypeError} when nothing is at the path. */
export function pactFilesAt(path: string): readonly string[] {
  let isFolder: boolean;
  try {
    isFolder = statSync(path).isDirectory();
  } catch {
    throw new TypeError(`Cannot read pacts at "${path}": it is not there; run: airlock contract`);
  }
  return isFolder ? filesBelow(path, new Set()) : [path];
}

function filesBelow(folder: string, seen: Set<string>): readonly string[] {
  return readdirSync(folder)
    .filter((name) => name !== 'node_modules' && !name.startsWith('.'))
    .toSorted()
    .flatMap((name) => {
      const path = join(folder, name);
      const found = statSync(path, { throwIfNoEntry: false });
      if (found?.isDirectory() !== true && !name.endsWith('.json')) return [];
      // A link that leads nowhere is named when it is read.
      const real = found === undefined ? path : realpathSync(path);
      if (seen.has(real)) return [];
      seen.add(real);
      return found?.isDirectory() === true ? filesBelow(path, seen) : [path];
    });
}
