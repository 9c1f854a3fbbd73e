import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { installInto } from './packed.ts';

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

// What it does, command by command, is in test/docs/documentation.proof.ts.
beforeAll(() => installInto(folder), 300_000);
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

  test('bundles the script of its page from what is installed', { timeout: 300_000 }, () => {
    airlock('fuzz', '--max-requests', '300', '--min-acceptance', '0', '--seed', '1', '--report', 'html');

    const page = readFileSync(join(folder, 'airlock-report/latest/report.html'), 'utf8');
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
