/** What a command prints besides its results fits a narrow terminal as well. */
import { afterEach, expect, test, vi } from 'vitest';
import { explainCommand } from '../../src/commands/explain.ts';
import { main } from '../../src/commands/main.ts';
import { serveCommand } from '../../src/commands/serve.ts';

const screen = { isTTY: process.stdout.isTTY, columns: process.stdout.columns };
afterEach(() => {
  vi.restoreAllMocks();
  Object.assign(process.stdout, screen);
});

test.each([60, 80])('the overview has at most %i columns and every command', async (columns) => {
  Object.assign(process.stdout, { isTTY: true, columns });
  let said = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    said += String(text);
    return true;
  });

  await main(['--help']);

  for (const line of said.split('\n')) expect(line.length).toBeLessThanOrEqual(columns);
  expect(said).toMatch(/^ {2}check {7}contract, verify,[^\n]*\n {14}\S/m);
});

test('the list of faults has as many columns as the terminal, and one line each where there is room', async () => {
  const said = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  const linesOn = async (columns: number): Promise<readonly string[]> => {
    Object.assign(process.stdout, { isTTY: true, columns });
    said.mockClear();
    await serveCommand().parseAsync(['--list'], { from: 'user' });
    return said.mock.calls.flatMap(([line]) => String(line).split('\n'));
  };

  const [narrow, wide] = [await linesOn(60), await linesOn(1000)];

  for (const line of narrow) expect(line.length).toBeLessThanOrEqual(60);
  expect(narrow.length).toBeGreaterThan(wide.length);
  for (const line of wide) expect(line).toMatch(/^(--(fault|latitude) \S+ +\S.*)?$/);
});

test('an explanation has as many columns as the terminal', async () => {
  Object.assign(process.stdout, { isTTY: true, columns: 60 });
  const said = vi.spyOn(console, 'log').mockImplementation(() => undefined);

  await explainCommand().parseAsync(['patch-frame'], { from: 'user' });

  const lines = said.mock.calls.map(([line]) => String(line));
  expect(lines.length).toBeGreaterThan(10);
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(60);
});
