/** Pacts in the form that Pact's verifier is to see, in a folder that goes away. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LoadedPact } from './load-pacts.ts';

export interface StagedPacts {
  readonly files: readonly string[];
  /** What Pact says, about the files that the user knows. */
  named(text: string): string;
  remove(): void;
}

export function stagePacts(pacts: readonly LoadedPact[]): StagedPacts {
  const folder = mkdtempSync(join(tmpdir(), 'airlock-pacts-'));
  const staged = pacts.map(({ file, json, replayed }, index) => {
    const path = join(folder, `${index}.json`);
    writeFileSync(path, JSON.stringify({ ...json, interactions: replayed }));
    return { file, path };
  });
  return {
    files: staged.map(({ path }) => path),
    named: (text) => staged.reduce((said, { path, file }) => said.replaceAll(path, file), text),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
