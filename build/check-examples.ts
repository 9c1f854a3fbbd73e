/** The examples of the page about the checks: what each finds in the first transcript that breaks its law. */
import { readdirSync, readFileSync } from 'node:fs';

const folder = new URL('../test/properties/checks/examples/', import.meta.url);

/** By check id. The tests of the checks write these files: `vitest run test/properties/checks --update`. */
export function checkExamples(): ReadonlyMap<string, string> {
  return new Map(
    readdirSync(folder).map((name) => [
      name.replace(/\.txt$/, ''),
      readFileSync(new URL(name, folder), 'utf8').trimEnd(),
    ]),
  );
}
