/** What a command prints besides its results fits a narrow terminal as well. */
import { afterEach, expect, test, vi } from 'vitest';
import { explainCommand } from '../../src/commands/explain.ts';
import { main } from '../../src/commands/main.ts';

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

test('an explanation has as many columns as the terminal', async () => {
  Object.assign(process.stdout, { isTTY: true, columns: 60 });
  const said = vi.spyOn(console, 'log').mockImplementation(() => undefined);

  await explainCommand().parseAsync(['patch-frame'], { from: 'user' });

  const lines = said.mock.calls.map(([line]) => String(line));
  expect(lines.length).toBeGreaterThan(10);
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(60);
});
