/** A word that no option takes may be a secret whose option was mistyped, or a second half of one that was not quoted. */
import { expect, test } from 'vitest';
import { runInProcess } from '../commands/run-in-process.ts';

test.each([
  ['fuzz', '--auth', 'me:first', 's3cret-word'],
  ['fuzz', 's3cret-word', 'other'],
  ['verify', '--token', 'first', 's3cret-word'],
  ['load', 'smoke', 's3cret-word'],
  ['baseline', 'compare', '--base-token', 'first', 's3cret-word'],
  ['spec', 'check', 'a.yaml', 's3cret-word'],
  ['fuzz', '--tokn', 's3cret-word'],
  ['fuzz', '--tokn=s3cret-word'],
])('%j', async (...words) => {
  const ran = await runInProcess(words);

  expect(ran.exitCode).toBe(2);
  expect(ran.stdout + ran.stderr).not.toContain('s3cret-word');
  expect(ran.stderr).toMatch(/argument|option/);
});

test('says how many there are, and what an option looks like', async () => {
  const { stderr } = await runInProcess(['fuzz', 'one', 'two']);

  expect(stderr).toContain('too many arguments: expected none beside the options, and got 2; options begin with --');
});
