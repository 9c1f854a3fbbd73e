import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commands, loadCommand } from '../../src/commands/commands.ts';
import { runInProcess } from './run-in-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'airlock-completion-'));
const shells = ['bash', 'zsh', 'fish'] as const;
const script = (shell: string): string => join(folder, `airlock.${shell}`);
const isThere = (shell: string): boolean => spawnSync(shell, ['--version']).error === undefined;

beforeAll(async () => {
  for (const shell of shells) writeFileSync(script(shell), (await runInProcess(['completion', shell])).stdout);
  writeFileSync(join(folder, 'pact-one.json'), '{}');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What bash offers for the last word. */
function offered(...words: readonly string[]): readonly string[] {
  const lines = [
    'source "$0"',
    'COMP_WORDS=("$@")',
    'COMP_CWORD=$(($# - 1))',
    '_airlock',
    'printf "%s\\n" "${COMPREPLY[@]}"',
  ];
  const said = execFileSync('bash', ['-c', lines.join('\n'), script('bash'), 'airlock', ...words], {
    cwd: folder,
    encoding: 'utf8',
  });
  return said.split('\n').filter((line) => line !== '');
}

describe.each(shells.filter(isThere))('the script for %s', (shell) => {
  test('is one that the shell accepts', () => {
    expect(() => execFileSync(shell, ['-n', script(shell)])).not.toThrow();
  });
});

describe('bash completes', () => {
  test('every command', () => {
    expect(offered('')).toEqual(expect.arrayContaining(Object.keys(commands)));
  });

  test.each(Object.keys(commands))('every option of %s', async (name) => {
    const { options } = await loadCommand(name);

    expect(offered(name, '-').toSorted()).toEqual(
      [...options.flatMap(({ long, short }) => [long, short]), '--help']
        .filter((flag) => flag !== undefined)
        .toSorted(),
    );
  });

  test.each([
    ['a subcommand', ['baseline', 'rec'], ['record']],
    ['an option of a subcommand', ['baseline', 'compare', '--base-ta'], ['--base-target']],
    ['a word of an option', ['load', '--operation', 'mi'], ['mixed']],
    ['a word after an equals sign', ['fuzz', '--phases', '=', 'in'], ['invalid']],
    ['the next word of a list', ['fuzz', '--phases', 'valid,in'], ['valid,invalid']],
    ['a check', ['fuzz', '--checks', 'patch-f'], ['patch-frame']],
    ['a fault', ['serve', '--fault', 'read-without-n'], ['read-without-name']],
    ['an operation by any name', ['fuzz', '--operations', 'webBackendGetC'], ['webBackendGetConnection']],
    ['a load test', ['load', 'sm'], ['smoke']],
    ['a file as a value', ['verify', '--pact', 'pact-'], ['pact-one.json']],
    ['a file as an argument', ['replay', 'pact-'], ['pact-one.json']],
    ['nothing where any text will do', ['fuzz', '--token', ''], []],
  ])('%s', (_what, words, expected) => {
    expect(offered(...words)).toEqual(expected);
  });
});

test.runIf(isThere('fish'))('fish completes options of the command alone, and the next word of a list', () => {
  const fish = (line: string): readonly string[] =>
    execFileSync('fish', ['--no-config', '-c', `source ${script('fish')}; complete -C '${line}'`], { encoding: 'utf8' })
      .split('\n')
      .flatMap((each) => each.split('\t')[0] ?? [])
      .filter((word) => word !== '');

  expect(fish('airlock check --ski')).toEqual(['--skip']);
  expect(fish('airlock spec check --ski')).toEqual([]);
  expect(fish('airlock fuzz --phases valid,in')).toEqual(['valid,invalid']);
});

test('a shell that has no script is named with those that have one', async () => {
  const { exitCode, stderr } = await runInProcess(['completion', 'ksh']);

  expect(exitCode).toBe(2);
  expect(stderr).toMatch(/ksh.*bash, zsh, fish/);
});
