/** The folder that pacts are written to; pacts of other teams may lie in it as well. */
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '../../src/files/make-folder.ts';
import { writeWhole } from '../../src/report/write-whole.ts';
import { providerName } from '../interaction.ts';
import { isWrittenHere } from './merge-pact.ts';

export interface PactFile {
  readonly name: string;
  readonly text: string;
}

/**
 * Writes the files that are new or changed, and removes pacts that were written here and are no longer declared. Returns
 * the names of both.
 * @param kept names of pacts that are declared and not written this time.
 * @throws {TypeError} where no folder can be.
 */
export function replacePacts(
  folder: string,
  files: readonly PactFile[],
  kept: readonly string[] = [],
): readonly string[] {
  makeOut(folder);
  const stale = readdirSync(folder).filter(
    (name) =>
      name.endsWith(`-${providerName}.json`) &&
      !files.some((file) => file.name === name) &&
      !kept.includes(name) &&
      isWrittenHere(join(folder, name)),
  );
  for (const name of stale) rmSync(join(folder, name), { force: true });
  const changed = files.filter(({ name, text }) => textOf(join(folder, name)) !== text);
  for (const { name, text } of changed) writeWhole(join(folder, name), text);
  return [...stale, ...changed.map(({ name }) => name)];
}

function makeOut(out: string): void {
  try {
    makeFolder(out);
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'it is not writable';
    throw new TypeError(`Cannot write pacts to --out "${out}": ${reason}; name a folder that can be written`, {
      cause: error,
    });
  }
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
