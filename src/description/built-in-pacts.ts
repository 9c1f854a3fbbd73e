/** The pacts of the built-in consumers, which the package has with it. */
import { existsSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

/** Where a project keeps its pacts. */
const ownPacts = 'pacts';

/** The folder of the project, or the built-in one where the project has none. */
export function pactFolder(): { readonly path: string; readonly isBuiltIn: boolean } {
  if (existsSync(ownPacts)) return { path: ownPacts, isBuiltIn: false };
  return { path: builtInPacts(), isBuiltIn: true };
}

/** Two folders up in a checkout and three in the built package; as it is seen from the working folder. */
function builtInPacts(): string {
  const places = ['../..', '../../..'].map((root) => join(import.meta.dirname, root, 'pacts'));
  const place = places.find((folder) => statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true);
  if (place === undefined) throw new Error('Cannot read the built-in pacts: they are not there; install Airlock again');
  const near = relative(process.cwd(), place);
  return near.startsWith('..') || near === '' ? place : near;
}
