import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { commands } from '../../src/commands/commands.ts';

const root = join(import.meta.dirname, '../..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const commandLines = [...readme.matchAll(/```bash\n([\s\S]*?)```/g)].flatMap((match) =>
  (match[1] ?? '').trim().split('\n'),
);
const folder = mkdtempSync(join(tmpdir(), 'airlock-readme-'));
const children: ChildProcess[] = [];
afterAll(() => {
  for (const child of children) child.kill();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs an `airlock` command line of the README from the checkout, its reports in a folder of the test. */
function airlock(words: readonly string[]): {
  child: ChildProcess;
  output: () => string;
  ended: Promise<number | null>;
} {
  const child = spawn(process.execPath, [join(root, 'src/cli.ts'), ...words], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
  return { child, output: () => text, ended };
}

const wordsOf = (line: string): readonly string[] => line.replace(/^npm run airlock -- |^airlock /, '').split(' ');
const documented = (command: string): string =>
  commandLines.find((line) => line.startsWith(`npm run airlock -- ${command}`)) ?? '';

describe('the README', () => {
  test('stays within 150 lines', () => {
    expect(readme.trimEnd().split('\n').length).toBeLessThanOrEqual(150);
  });

  test('lists exactly the commands that there are', () => {
    const listed = [...readme.matchAll(/^\| `([a-z]+)` +\|/gm)].map((match) => match[1]);

    expect(listed).toEqual(Object.keys(commands));
  });

  test('shows how a planted fault is found, and the command finds it', { timeout: 60_000 }, async () => {
    const serve = airlock(wordsOf(documented('serve').replace('--port 8123', '--port 0')));
    const ready = await new Promise<string>((resolve) =>
      serve.child.stdout?.once('data', (chunk: Buffer) => resolve(chunk.toString())),
    );
    const [, url = '', workspace = ''] = /ready: (\S+) workspace (\S+)/.exec(ready) ?? [];
    expect(documented('fuzz')).toContain(workspace);

    const fuzz = airlock(wordsOf(documented('fuzz').replace('http://127.0.0.1:8123/api', url)));
    const code = await fuzz.ended;

    expect(code).toBe(1);
    const title = 'HIGH An update changed "scheduleType", which it does not name';
    expect(fuzz.output()).toContain(title);
    expect(readme).toContain(title);
  });
});
