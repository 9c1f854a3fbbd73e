import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pages, root } from './pages.ts';

/** Packages whose program has the name of the package: npx finds the right one. */
const own = ['tsx', 'vitest'];

const texts = [
  ...pages.map(({ file, text }) => ({ file, text })),
  ...['action.yml', 'templates/gitlab-ci.yml', 'templates/github-workflow.yml', 'CONTRIBUTING.md'].map((file) => ({
    file,
    text: readFileSync(join(root, file), 'utf8'),
  })),
];

test('npx is never given a bare name, which on npm may be the package of somebody else', () => {
  const calls = texts.flatMap(({ file, text }) =>
    [...text.matchAll(/\bnpx ((?:-\S+ )*)(\S+)/g)].map(([line, options = '', name = '']) => ({
      file,
      line,
      options,
      name,
    })),
  );
  const bare = calls.filter(({ options, name }) => !options.includes('--package ') && !own.includes(name));

  expect(calls.length).toBeGreaterThan(5);
  expect(bare).toEqual([]);
});
