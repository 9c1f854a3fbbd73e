import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { commands } from '../src/commands/commands.ts';

const root = join(import.meta.dirname, '..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const scripts = (
  JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly scripts: Record<string, string> }
).scripts;
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
function airlock(
  words: readonly string[],
  environment: Record<string, string> = {},
): { child: ChildProcess; output: () => string; ended: Promise<number | null> } {
  const child = spawn(process.execPath, [join(root, 'src/cli.ts'), ...words], {
    cwd: folder,
    env: { ...process.env, ...environment },
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

  test('names only npm scripts that there are', () => {
    const named = [...readme.matchAll(/npm run ([a-z:]+)/g)].map((match) => match[1] ?? '');

    expect(named.length).toBeGreaterThan(3);
    for (const name of named) expect(Object.keys(scripts)).toContain(name);
    expect(scripts).toHaveProperty('start');
    expect(scripts).toHaveProperty('test');
  });

  test('links only to files that there are', () => {
    const links = [...readme.matchAll(/\]\(([^)]+)\)/g)].map((match) => match[1] ?? '');

    expect(links.filter((link) => !existsSync(join(root, link)))).toEqual([]);
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
    expect(fuzz.output()).toMatch(/^HIGH Updating "[a-zA-Z]+".* also changed "schedule/m);
    expect(readme).toContain('HIGH Updating "name" also changed "scheduleType"');
  });

  test("shows the commands for an Airbyte of one's own, and they run", { timeout: 60_000 }, async () => {
    const serve = airlock(['serve', '--port', '0', '--auth', 'airbyte:password']);
    const ready = await new Promise<string>((resolve) =>
      serve.child.stdout?.once('data', (chunk: Buffer) => resolve(chunk.toString())),
    );
    const [, url = '', workspace = ''] = /ready: (\S+) workspace (\S+)/.exec(ready) ?? [];
    const environment = { AIRLOCK_TARGET: url, AIRLOCK_AUTH: 'airbyte:password', AIRLOCK_WORKSPACE: workspace };
    const lines = commandLines.filter((line) => line.startsWith('airlock '));
    expect(lines).toHaveLength(3);

    for (const line of lines) {
      const { ended, output } = airlock(
        wordsOf(line.replace('--max-time 5m', '--max-time 2s').replace('10/s', '200/s')),
        environment,
      );

      expect(await ended, `${line}\n${output()}`).toBe(0);
      expect(output()).not.toContain('password');
    }
  });
});
