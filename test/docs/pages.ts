/** README.md and the pages of docs/, taken apart into what a reader types, clicks and looks up. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '../..');

export interface Page {
  /** From the root of the repository. */
  readonly file: string;
  readonly text: string;
  /** Lines of the ```bash blocks, continued lines joined, comments gone. */
  readonly lines: readonly string[];
  /** Further command lines: in jobs of a CI, and in sentences. They are parsed and not run. */
  readonly mentioned: readonly string[];
}

export const pages: readonly Page[] = [
  'README.md',
  ...readdirSync(join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
].map((file) => {
  const text = readFileSync(join(root, file), 'utf8');
  return { file, text, lines: shellLines(text), mentioned: [...jobLines(text), ...inlineLines(text)] };
});

function shellLines(text: string): readonly string[] {
  return [...text.matchAll(/^```(?:bash|sh|shell|console)\n([\s\S]*?)^```/gm)]
    .flatMap((match) => (match[1] ?? '').replaceAll(/\\\n\s*/g, '').split('\n'))
    .map((line) => line.replace(/(^|\s+)#\s.*$/, '').trim())
    .filter((line) => line !== '');
}

/** Commands of the ```yaml blocks, those that are folded over several lines included. */
function jobLines(text: string): readonly string[] {
  return [...text.matchAll(/^```yaml\n([\s\S]*?)^```/gm)]
    .flatMap((match) => (match[1] ?? '').replaceAll(/>-\n((?: +[^-\s].*\n| +--.*\n)+)/g, folded).split('\n'))
    .map((line) => line.replace(/^ *-? *(?:run: )?/, '').replace(/\s+#\s.*$/, ''))
    .filter((line) => airlockCalls(line).length > 0);
}

function folded(_: string, lines: string): string {
  return `${lines.trim().replaceAll(/\n */g, ' ')}\n`;
}

/** Whole commands in the code of sentences: a name alone, or an ellipsis, is none. */
function inlineLines(text: string): readonly string[] {
  return [...text.replaceAll(/^```[\s\S]*?^```/gm, '').matchAll(/`((?:npx --package \S+ )?airlock [^`\n]+)`/g)]
    .map((match) => match[1] ?? '')
    .filter((line) => !/[…<]/.test(line));
}

/** The words after `airlock` in every call of a line, as commander would get them; empty for other lines. */
export function airlockCalls(line: string): readonly (readonly string[])[] {
  return wordsOf(line).flatMap((words) => {
    const at = words.findIndex((word, index) => isAirlock(words, word, index));
    return at === -1 ? [] : [words.slice(at + (words[at + 1] === '--' ? 2 : 1))];
  });
}

function isAirlock(words: readonly string[], word: string, index: number): boolean {
  const before = words.slice(0, index).filter((earlier) => !/^\w+=/.test(earlier));
  if (word !== 'airlock') return false;
  return (
    before.length === 0 ||
    /^(npm run|exec|time|npx( --yes)? --package (airlock-harness(@\S+)?|\$AIRLOCK_PACKAGE))$/.test(before.join(' '))
  );
}

/** Words of each simple command of a line, quotes resolved. */
function wordsOf(line: string): readonly (readonly string[])[] {
  const tokens = line.match(/(?:[^\s'"|;&<>]|'[^']*'|"[^"]*"|[<>]\S)+|[|;&<>]+/g) ?? [];
  const commands: string[][] = [[]];
  for (const token of tokens)
    if (/^[|;&]+$/.test(token)) commands.push([]);
    else commands.at(-1)?.push(token.replaceAll(/'([^']*)'|"([^"]*)"/g, '$1$2'));
  return commands.map((words) => {
    const end = words.findIndex((word) => /^\d?[<>]/.test(word));
    return end === -1 ? words : words.slice(0, end);
  });
}

/** Relative targets of links, code left out. */
export function linksOf({ text }: Page): readonly string[] {
  const prose = text.replaceAll(/^```[\s\S]*?^```/gm, '').replaceAll(/`[^`\n]*`/g, '');
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
    .map((match) => match[1] ?? '')
    .filter((link) => !/^[a-z]+:/.test(link));
}

/** The anchors that GitHub gives the headings of a page. */
export function anchorsOf(text: string): readonly string[] {
  return [...text.replaceAll(/^```[\s\S]*?^```/gm, '').matchAll(/^#+ (.+)$/gm)].map((match) =>
    (match[1] ?? '')
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replaceAll(/\s/g, '-'),
  );
}
