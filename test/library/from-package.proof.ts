import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listAt, member } from '../../src/json/json.ts';
import { packed } from '../packed.ts';

const root = join(import.meta.dirname, '../..');
const example = join(root, 'examples/vitest');
const folder = mkdtempSync(join(tmpdir(), 'airlock-library-'));
const environment = {
  ...process.env,
  PATH: `${dirname(process.execPath)}${delimiter}${process.env['PATH'] ?? ''}`,
  SCARF_ANALYTICS: 'false',
  PACT_DO_NOT_TRACK: 'true',
};

function run(
  command: string,
  words: readonly string[],
  cwd = folder,
): { readonly status: number | null; readonly output: string } {
  const { status, stdout, stderr } = spawnSync(command, words, { cwd, env: environment, encoding: 'utf8' });
  return { status, output: stripVTControlCharacters(`${stdout}${stderr}`) };
}

const installed = (name: string): string => join(folder, 'node_modules', name);

beforeAll(async () => {
  cpSync(example, folder, { recursive: true, filter: (path) => !path.includes('node_modules') });
  const tarball = await packed();
  const manifest = readFileSync(join(folder, 'package.json'), 'utf8');
  writeFileSync(
    join(folder, 'package.json'),
    manifest.replace(/("airlock-harness": )".*"/, (_, name: string) => `${name}"file:${tarball}"`),
  );
  const install = run('npm', ['install', '--no-audit', '--no-fund']);
  if (install.status !== 0) throw new Error(install.output);
}, 900_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the parts, installed from the package', () => {
  test('share the fast-check of the project', () => {
    expect(existsSync(join(installed('fast-check'), 'package.json'))).toBe(true);
    expect(existsSync(join(installed('airlock-harness'), 'node_modules/fast-check'))).toBe(false);
  });

  // Options of the strictest project that there is; declarations of every dependency are compiled as well.
  test.each([
    ['nodenext', []],
    ['node16', ['--module', 'node16']],
    ['bundler', ['--module', 'es2022', '--moduleResolution', 'bundler']],
  ])('have types that a strict compiler accepts with resolution %s', { timeout: 900_000 }, (_name, words) => {
    writeFileSync(join(folder, 'src/use.ts'), use);

    const { status, output } = run(process.execPath, [
      join(installed('typescript'), 'lib/tsc.js'),
      '--skipLibCheck',
      'false',
      '--noPropertyAccessFromIndexSignature',
      ...words,
    ]);

    expect(output).toBe('');
    expect(status).toBe(0);
  });

  test('find the mistake of the example, as small as its README shows it', { timeout: 300_000 }, () => {
    const { status, output } = run(process.execPath, [installed('vitest/vitest.mjs'), 'run']);

    const [, counterexample = '[]'] = /^Counterexample: (\[.*\])$/m.exec(output) ?? [];
    const [catalog] = JSON.parse(counterexample) as unknown[];
    const [entry, ...others] = listAt(catalog, 'streams');
    expect(output).toMatch(/Tests +1 failed \| 3 passed/);
    expect(status).toBe(1);
    expect(others).toEqual([]);
    expect(Object.keys(member(member(member(entry, 'stream'), 'jsonSchema'), 'properties') as object)).toHaveLength(1);
    expect(JSON.stringify(member(member(entry, 'config'), 'primaryKey'))).toMatch(/^\[\["[^"]*\.[^"]*"\]\]$/);
  });

  test('find nothing when the mistake is mended as the README says', { timeout: 300_000 }, () => {
    const file = join(folder, 'src/key-texts.ts');
    const [, diff = ''] = /```diff\n([\s\S]*?)```/.exec(readFileSync(join(example, 'README.md'), 'utf8')) ?? [];
    const lines = (sign: string): string[] =>
      diff.split('\n').flatMap((line) => (line.startsWith(sign) ? [line.slice(1)] : []));
    const mended = lines('-').reduce(
      (text, line, index) => text.replace(line, () => lines('+')[index] ?? ''),
      readFileSync(file, 'utf8'),
    );
    writeFileSync(file, mended);

    const { status, output } = run(process.execPath, [installed('vitest/vitest.mjs'), 'run']);

    expect(output).toMatch(/Tests +4 passed/);
    expect(status).toBe(0);
  });
});

const use = `
import fc from 'fast-check';
import { catalogs, createBodies, invalidUpdateBodies, updateBodies } from 'airlock-harness/arbitraries';
import type { InvalidBody } from 'airlock-harness/arbitraries';
import { startBackend, UsageError } from 'airlock-harness/backend';
import type { Backend } from 'airlock-harness/backend';
import { ApiError, createClient } from 'airlock-harness/client';
import type { Client } from 'airlock-harness/client';
import { brokenRules, isValid, schemasOf, validatorFor } from 'airlock-harness/schemas';
import type { Model, RequestBody, ResponseBody, Violation } from 'airlock-harness/schemas';

const id = '00000000-0000-4000-8000-000000000000';
const ids = { workspaceId: id, sourceId: id, destinationId: id };
export const created: fc.Arbitrary<RequestBody<'webBackendCreateConnection', '2.0'>> = createBodies({ release: '2.0', ...ids });
export const names: fc.Arbitrary<string> = catalogs().map(({ streams }) => streams[0]?.stream?.name ?? '');
export const broken: fc.Arbitrary<InvalidBody> = invalidUpdateBodies({ workspaceId: id, connectionId: id });
export const tags = createBodies({ release: '2.0', ...ids }).map(({ tags }) => tags ?? []);
// @ts-expect-error a status that there is not
export const gone: fc.Arbitrary<{ status: 'gone' }> = createBodies(ids);
// @ts-expect-error the id of the connection is missing
updateBodies({ workspaceId: id });

export const backend: Backend = await startBackend({ release: '2.0', hooks: [{ answer: (answer) => void (answer.status = 503) }] });
export const client: Client<'2.0'> = createClient({ host: backend.url, release: '2.0' });
export const read: ResponseBody<'webBackendGetConnection', '2.0'> = (await client.webBackendGetConnection({ connectionId: id })).body;
// @ts-expect-error the release has no such operation
void client.webBackendListGeographies();
// @ts-expect-error not an id
void client.webBackendGetConnection({ connectionId: 7 });
export const status = (error: unknown): number => (error instanceof ApiError ? error.status : error instanceof UsageError ? 2 : 0);

const value: unknown = JSON.parse('{}');
export const mode: Model<'SyncMode'> | undefined = isValid(schemasOf().models.SyncMode, value) ? value : undefined;
export const violations: readonly Violation[] = validatorFor(schemasOf('2.0').models.Tag)(value);
export const rules: readonly string[] = brokenRules('webBackendGetConnection', value, { release: '2.0' });
if (isValid(schemasOf('2.0').models.WebBackendConnectionRead, value)) console.log(value.syncCatalog.streams.length);
`;
