import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packed } from './packed.ts';

const root = join(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'airlock-package-'));
const environment = { ...process.env, SCARF_ANALYTICS: 'false', PACT_DO_NOT_TRACK: 'true' };

function run(command: string, options: readonly string[], cwd: string): string {
  return execFileSync(command, [...options], {
    cwd,
    env: environment,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

beforeAll(async () => {
  const tarball = await packed();
  writeFileSync(join(folder, 'package.json'), '{"name":"empty","private":true}');
  run('npm', ['install', '--no-audit', '--no-fund', tarball], folder);
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const installed = join(folder, 'node_modules/airlock-harness');
const airlock = (...words: readonly string[]): string =>
  run(process.execPath, [join(installed, 'dist/src/cli.js'), ...words], folder);

describe('the package, installed into an empty folder', () => {
  test('holds compiled code with types, and no TypeScript source or test', () => {
    const files = readdirSync(installed, { recursive: true, encoding: 'utf8' }).filter(
      (file) => !file.startsWith('node_modules'),
    );

    expect(files.filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))).toEqual([]);
    expect(files.filter((file) => file.includes('.test.'))).toEqual([]);
    expect(files).toContain(join('dist', 'src', 'index.d.ts'));
    expect(existsSync(join(folder, 'node_modules/.bin/airlock'))).toBe(true);
  });

  test('answers --version and --help', () => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly version: string };

    expect(airlock('--version').trim()).toBe(version);
    expect(airlock('--help')).toContain('airlock <command>');
  });

  test('verifies the contracts that it has with it, and writes them where it is asked to', { timeout: 300_000 }, () => {
    const verified = airlock('verify', '--report', 'console');
    const pacts = readdirSync(join(installed, 'pacts'));

    expect(verified).toContain('Pacts of the built-in consumers');
    expect(verified).toMatch(/verify {4}(\d+) of \1 interactions hold/);
    expect(existsSync(join(folder, 'pacts'))).toBe(false);

    airlock('contract', '--out', 'written', '--report', 'console');

    expect(readdirSync(join(folder, 'written')).toSorted()).toEqual(pacts.toSorted());
    for (const name of pacts)
      expect(readFileSync(join(folder, 'written', name), 'utf8')).toBe(
        readFileSync(join(installed, 'pacts', name), 'utf8'),
      );
  });

  test('completes itself in bash, and explains a check', () => {
    expect(airlock('completion', 'bash')).toContain('complete -F _airlock airlock');
    expect(airlock('explain', 'patch-frame')).toContain('Law');
  });

  test('records a baseline', { timeout: 300_000 }, () => {
    const output = airlock('baseline', 'record', '--runs', '1', '--max-duration', '6s');

    expect(output).toContain('recorded "default" in baselines/default.json');
  });

  test('runs its main command', { timeout: 900_000 }, () => {
    const output = airlock('check', '--max-time', '40s', '--seed', '1', '--report', 'console,html');
    const page = readFileSync(join(folder, 'airlock-report/latest/report.html'), 'utf8');

    expect(output).toMatch(/verify {4}\d+ of \d+ interactions hold/);
    expect(output).toMatch(/fuzz {6}\d+ requests/);
    expect(output).toMatch(/load {6}list/);
    // The script of the page is bundled from what is installed.
    expect(page).toContain('clipboard.writeText');
  });

  test('is a library with the names of the commands', () => {
    const names = run(
      process.execPath,
      ['--input-type=module', '-e', "console.log(Object.keys(await import('airlock-harness')).join())"],
      folder,
    );

    expect(names.trim().split(',')).toEqual(expect.arrayContaining(['check', 'contract', 'fuzz', 'load', 'verify']));
  });

  test('has types that a strict compiler accepts', () => {
    writeFileSync(
      join(folder, 'use.mts'),
      [
        "import { fuzz, verify } from 'airlock-harness';",
        "import type { Finding, Report } from 'airlock-harness';",
        "const report: Report = await fuzz({ seed: 1, maxTime: '1s', phases: ['valid'] });",
        'export const sent: number = report.acceptance.valid.sent + report.sandbox.created;',
        "export const findings: readonly Finding[] = (await verify({ pact: 'pacts' })).findings;",
        '// @ts-expect-error an unknown phase',
        "void fuzz({ phases: ['nope'] });",
      ].join('\n'),
    );

    const compiler = join(root, 'node_modules/typescript/lib/tsc.js');
    const options = ['--noEmit', '--strict', '--skipLibCheck', '--module', 'nodenext', '--target', 'es2024', 'use.mts'];

    expect(() => run(process.execPath, [compiler, ...options], folder)).not.toThrow();
  });
});
