import { existsSync, readFileSync } from 'node:fs';

/** What docs/checks.md says about each check, by its id, as lines for a terminal. */
export function checkSections(): ReadonlyMap<string, readonly string[]> {
  const [, ...sections] = checksPage().split(/^## /m);
  return new Map(
    sections.map((section) => {
      const lines = section.trimEnd().split('\n');
      return [lines[0] ?? '', lines.filter((line) => !line.startsWith('```')).map(withoutBold)] as const;
    }),
  );
}

/** The page is three folders up in a checkout and four in the built package. */
function checksPage(): string {
  const places = ['../../../docs/checks.md', '../../../../docs/checks.md'].map(
    (path) => new URL(path, import.meta.url),
  );
  const page = places.find((place) => existsSync(place));
  if (page === undefined) throw new Error('Cannot explain checks: docs/checks.md is not there; install Airlock again');
  return readFileSync(page, 'utf8');
}

function withoutBold(line: string): string {
  return line.replace(/^\*\*(.+?)\*\*/, '$1');
}
