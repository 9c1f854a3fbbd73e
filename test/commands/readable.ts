/** What a reader may expect of a command on a terminal, whatever its width. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { expect, vi } from 'vitest';
import { runInProcess } from './run-in-process.ts';
import { Screen } from './screen.ts';

/** How often somebody looks at the screen: often enough to see a silence of two seconds. */
const lookMs = 500;

export interface Read {
  readonly exitCode: unknown;
  readonly stdout: string;
  readonly report: Readonly<Record<string, unknown>>;
}

/**
 * Runs a command on a terminal of so many columns, with its reports in `folder`, and expects whole words, a hanging indent, the verdict at the
 * end and no silence before it.
 */
export async function expectReadable(words: readonly string[], columns: number, folder: string): Promise<Read> {
  const screen = new Screen(columns);
  const output = { isTTY: process.stdout.isTTY, columns: process.stdout.columns };
  Object.assign(process.stdout, { isTTY: true, columns });
  vi.stubEnv('CI', undefined);
  const clock = setInterval(() => screen.look(), lookMs);
  const ran = await runInProcess([...words, '--report-dir', folder], {
    folder,
    env: { TERM: 'xterm' },
    terminal: screen.stream,
  });
  clearInterval(clock);
  Object.assign(process.stdout, output);

  const [stdout, stderr] = [stripVTControlCharacters(ran.stdout), stripVTControlCharacters(ran.stderr)];
  const report = JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')) as Read['report'] & {
    readonly summary: readonly string[];
    readonly reason?: string;
  };
  const drawn = screen.lines();
  for (const line of [stdout, stderr, ...drawn].flatMap((each) => each.split('\n')))
    if (line.length > columns) expect(line).toMatch(oneWord);
  for (const line of report.summary) expect(unwrapped(stdout)).toContain(unwrapped(line));
  expect(unwrapped(stdout)).toMatch(/\nreport +\S+(?: \S+)*\n$/);
  expect(unwrapped(stderr)).toBe(report.reason === undefined ? '' : `${unwrapped(report.reason)}\n`);
  const waited = screen.seen.slice(screen.seen.findIndex((line) => line !== ''));
  for (const line of waited) expect(line).toMatch(/\w{4}/);
  expect(drawn.length).toBeGreaterThan(3);
  return { exitCode: ran.exitCode, stdout, report };
}

/** One word that nothing can break, after a label, a number or a mark. To a shell a word is what its quotes hold together. */
const oneWord = /^ *(?:\S+ {2,}|\d+\. |[-+] )?(?:[^\s']|'[^']*')+(?: \\)?$/;

/** Without the breaks that a width makes, each of which is followed by an indent. */
function unwrapped(text: string): string {
  return text.replaceAll(/(?: \\)?\n {2,}/g, ' ').replaceAll(/ +/g, ' ');
}
