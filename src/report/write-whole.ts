import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { makeFolder } from '../files/make-folder.ts';

/**
 * Writes a file in one step: a script that reads it meanwhile, or a second run in the same folder, never sees half of it.
 * @throws as `writeFile` does.
 */
export function writeWhole(file: string, text: string): void {
  // Somebody may have tidied up while the run went on.
  makeFolder(dirname(file));
  const part = `${file}.${process.pid}.part`;
  try {
    writeFileSync(part, text);
    renameSync(part, file);
  } finally {
    rmSync(part, { force: true });
  }
}
