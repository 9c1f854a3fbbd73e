import { existsSync, globSync } from 'node:fs';
import { join, matchesGlob } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from '../docs/pages.ts';
import { read } from './recipes.ts';

interface Instruction {
  readonly name: string;
  readonly words: readonly string[];
}

/** Stages by their names; the last one, which has none, is `''`. */
const stages = stagesOf(read('Dockerfile'));
const ignored = read('.dockerignore')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'));
const isIgnored = (file: string): boolean =>
  ignored.some((pattern) => matchesGlob(file, pattern) || file.startsWith(`${pattern}/`));
const packaged = JSON.parse(read('package.json')) as {
  readonly name: string;
  readonly bin: object;
  readonly files: readonly string[];
};

describe('the container', () => {
  test('copies from the checkout only what is there and is not ignored', () => {
    const copied = copies('build').flatMap(({ words }) => words.slice(0, -1));

    expect(copied).toContain('.');
    for (const file of copied)
      expect({ file, isThere: existsSync(join(root, file)), isIgnored: isIgnored(file) }).toEqual({
        file,
        isThere: true,
        isIgnored: false,
      });
  });

  test('builds from everything that makes the package, and from no report, secret or built file', () => {
    const sources = [
      'src/cli.ts',
      'templates/gitlab-ci.yml',
      'build/build-package.ts',
      'load/smoke.ts',
      'LICENSE',
      'README.md',
    ];
    const needed = [
      ...sources,
      ...packaged.files.filter((file) => file !== 'dist'),
      ...globSync('tsconfig*.json', { cwd: root }),
    ];
    const unwanted = [
      '.git/config',
      'node_modules/x',
      'dist/src/cli.js',
      'airlock-report/report.json',
      '.airlock/x',
      'x.tgz',
      '.env',
    ];

    expect(needed.filter(isIgnored)).toEqual([]);
    expect(unwanted.filter((file) => !isIgnored(file))).toEqual([]);
    for (const file of sources)
      expect({ file, isThere: existsSync(join(root, file)) }).toEqual({ file, isThere: true });
  });

  test('takes from its stages what they have made', () => {
    const taken = copies('').map(({ words }) => words);
    const made = ['k6', 'build'].map((name) => runsOf(name));

    expect(taken).toEqual([
      ['--from=k6', '/k6', '/usr/local/bin/k6'],
      ['--from=build', `/tmp/${packaged.name}-*.tgz`, '/tmp/'],
    ]);
    expect(made[0]).toContain(' -o /k6 ');
    expect(made[1]).toContain('npm pack --pack-destination /tmp');
    expect(runsOf('')).toContain(`npm install --global /tmp/${packaged.name}-*.tgz`);
  });

  test('finds its k6, and runs as any user, with a home and a working folder that each can write', () => {
    const variables = wordsOf('ENV').join(' ');

    expect(variables).toContain('K6_BIN=/usr/local/bin/k6');
    expect(variables).toContain('HOME=/tmp');
    expect(runsOf('')).toContain('install --directory --mode 1777 /work');
    expect(wordsOf('WORKDIR')).toEqual(['/work']);
    expect(wordsOf('USER')).toEqual(['node']);
    expect(wordsOf('ENTRYPOINT')).toEqual([JSON.stringify(Object.keys(packaged.bin))]);
  });
});

function copies(stage: string): readonly Instruction[] {
  return (stages.get(stage) ?? []).filter(({ name }) => name === 'COPY');
}

function runsOf(stage: string): string {
  return (stages.get(stage) ?? [])
    .filter(({ name }) => name === 'RUN')
    .map(({ words }) => words.join(' '))
    .join('\n');
}

function wordsOf(name: string): readonly string[] {
  return (stages.get('') ?? []).filter((each) => each.name === name).flatMap(({ words }) => words);
}

/** @throws for a line that begins with no instruction of the reference of Dockerfiles. */
function stagesOf(text: string): ReadonlyMap<string, readonly Instruction[]> {
  const found = new Map<string, Instruction[]>();
  let stage = '';
  for (const line of text.replaceAll(/\\\n\s*/g, '').split('\n')) {
    if (line === '' || line.startsWith('#')) continue;
    const [name = '', ...words] = line.split(/\s+/);
    if (!/^(ARG|CMD|COPY|ENTRYPOINT|ENV|FROM|RUN|USER|WORKDIR)$/.test(name))
      throw new Error(`Cannot read Dockerfile: ${line}`);
    if (name === 'FROM') {
      stage = words[2] ?? '';
      found.set(stage, []);
    } else found.get(stage)?.push({ name, words });
  }
  return found;
}
