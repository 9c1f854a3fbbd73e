import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { complaintAboutNode } from '../../src/node-version.ts';

const root = join(import.meta.dirname, '../..');
const pretend = "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.20.2' } })";

test('a Node that is too old ends every command with one line and exit 4', () => {
  const { status, stderr, stdout } = spawnSync(
    process.execPath,
    [
      '--import',
      `data:text/javascript,${encodeURIComponent(pretend)}`,
      join(root, 'src/cli.ts'),
      'fuzz',
      '--seed',
      '1',
    ],
    { encoding: 'utf8' },
  );

  expect(stderr).toMatch(/^Cannot run Airlock on Node 20\.20\.2: expected 22\.18 or newer[^\n]*\n$/);
  expect(stdout).toBe('');
  expect(status).toBe(4);
});

test('the entry loads nothing before it has looked at the version', () => {
  const imports = (file: string): readonly string[] =>
    [...readFileSync(join(root, file), 'utf8').matchAll(/^import .*'(.+)';$/gm)].map(([, specifier = '']) => specifier);

  expect(imports('src/cli.ts')).toEqual(['./node-version.ts']);
  expect(imports('src/node-version.ts')).toEqual([]);
});

test.each([
  ['16.20.2', true],
  ['20.20.2', true],
  ['22.10.0', true],
  ['22.17.9', true],
  ['22.18.0', false],
  ['23.0.0', false],
  ['24.21.0', false],
])('Node %s is too old: %s', (version, isTooOld) => {
  expect(complaintAboutNode(version) !== undefined).toBe(isTooOld);
});

test('the version that is asked for is the one of the package', () => {
  const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    readonly engines: { readonly node: string };
  };

  expect(complaintAboutNode('20.0.0')).toContain(`expected ${engines.node.replace('>=', '')} or newer`);
});
