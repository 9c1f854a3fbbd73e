import { commands } from '../src/commands/commands.ts';

export interface DocsPage {
  readonly name: string;
  readonly text: string;
}

/** The index of docs/ as Markdown. */
export function docsIndex(pages: readonly DocsPage[]): string {
  const order = Object.keys(commands);
  const place = ({ name }: DocsPage): number => order.indexOf(name.replace('.md', ''));
  const isCommand = (page: DocsPage): boolean => place(page) !== -1;
  const sorted = pages.toSorted((left, right) => left.name.localeCompare(right.name));
  return [
    '# Documentation',
    '',
    'The README one level up shows the first steps.',
    '',
    '## The commands',
    '',
    ...sorted
      .filter(isCommand)
      .toSorted((left, right) => place(left) - place(right))
      .map(lineOf),
    '',
    '## Everything else',
    '',
    ...sorted.filter((page) => !isCommand(page)).map(lineOf),
    '',
  ].join('\n');
}

function lineOf({ name, text }: DocsPage): string {
  const title = /^# (.+)$/m.exec(text)?.[1] ?? name;
  return `- [${title}](${name})`;
}
