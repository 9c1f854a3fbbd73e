import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readText } from '../files/read-text.ts';

/** What docs/checks.md says about each check, by its id, as lines for a terminal; nothing where the page is not there. */
export function checkSections(): ReadonlyMap<string, readonly string[]> {
  const [, ...sections] = (checksPage() ?? '').split(/^## /m);
  return new Map(
    sections.map((section) => {
      const lines = section.trimEnd().split('\n');
      return [lines[0] ?? '', lines.filter((line) => !line.startsWith('```')).map(withoutBold)] as const;
    }),
  );
}

/** The page is two folders up in a checkout and three in the built package. */
function checksPage(): string | undefined {
  const places = ['../..', '../../..'].map((root) => join(import.meta.dirname, root, 'docs/checks.md'));
  const page = places.find((place) => existsSync(place));
  return page === undefined ? undefined : readText(page);
}

function withoutBold(line: string): string {
  return line.replace(/^\*\*(.+?)\*\*/, '$1');
}
