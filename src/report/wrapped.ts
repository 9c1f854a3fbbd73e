/** Lines that fit a terminal: broken between words, with what follows set in below the text. */
import { stripVTControlCharacters } from 'node:util';

/** Where a stream of a terminal does not say its width. */
const usualWidth = 80;

export interface Screen {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** Columns of a terminal; nothing limits a file or a pipe. */
export function columnsOf({ isTTY, columns }: Screen): number | undefined {
  if (isTTY !== true) return undefined;
  return columns === undefined || columns === 0 ? usualWidth : columns;
}

/**
 * A line as lines of at most `width` columns. A word that is longer stays whole, so that it can be copied; a command line stays one,
 * by the backslash of a shell.
 */
export function wrapped(line: string, width: number | undefined): readonly string[] {
  if (width === undefined || lengthOf(line) <= width) return [line];
  const bare = stripVTControlCharacters(line);
  // Shells of Windows know no such backslash: the terminal breaks the line as it likes.
  const isCommand = /^ +(?:curl|printf|airlock|sh) /.test(bare);
  if (isCommand && process.platform === 'win32') return [line];
  const indent = ' '.repeat(indentOf(bare, width));
  const room = isCommand ? width - 2 : width;
  const lines: string[] = [];
  let current = '';
  for (const [, gap = '', word = ''] of line.matchAll(isCommand ? shellWords : words))
    if (lengthOf(current) + gap.length + lengthOf(word) <= room || lengthOf(current + gap) <= indent.length)
      // What would not begin further to the left on a line of its own stays.
      current += gap + word;
    else {
      lines.push(current);
      current = indent + word;
    }
  lines.push(current);
  return isCommand ? lines.map((each, index) => (index < lines.length - 1 ? `${each} \\` : each)) : lines;
}

const words = /( *)([^ ]+)/g;
/** What a POSIX shell takes for one word. */
const shellWords = /( *)((?:\\.|'[^']*'|"(?:\\.|[^"\\])*"|[^ '"\\])+)/g;

/** Below the text after a label or a number; two further than the line itself where it has neither. */
function indentOf(line: string, width: number): number {
  const own = /^ */.exec(line)?.[0].length ?? 0;
  const text = /^ *(?:\d+\. |[-+] |\S+ {2,})/.exec(line)?.[0].length ?? own + 2;
  if (text <= width / 2) return text;
  return own + 2 <= width / 2 ? own + 2 : 2;
}

function lengthOf(text: string): number {
  return stripVTControlCharacters(text).length;
}
