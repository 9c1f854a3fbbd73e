import { Command } from 'commander';
import { expect, test } from 'vitest';
import { forDescriptions, forTarget, optionsFor } from '../../../src/commands/options/options-for.ts';

test('optionsFor adds options of the table, with what the command says otherwise', () => {
  const command = optionsFor(new Command('fuzz'), ['workers', ['maxTime', { default: '60s' }], 'shrink', 'header']);

  command.parse(['-H', 'A: 1', '--header', 'B: 2', '--no-shrink'], { from: 'user' });

  expect(command.opts()).toEqual({ workers: '4', maxTime: '60s', shrink: false, header: ['A: 1', 'B: 2'] });
});

test('optionsFor says in the help which variable holds an option too', () => {
  const [target, writes] = optionsFor(new Command('fuzz'), ['target', 'allowWrites']).options;

  expect(target?.description).toMatch(/\(AIRLOCK_TARGET\)$/);
  expect(writes?.description).toMatch(/\(AIRLOCK_ALLOW_WRITES=1\)$/);
});

test('a command that reads descriptions has a way in, and no workspace or consent', () => {
  const full = optionsFor(new Command('fuzz'), forTarget).options.map((option) => option.attributeName());
  const some = optionsFor(new Command('spec'), forDescriptions).options.map((option) => option.attributeName());

  expect(full).toEqual(expect.arrayContaining(some));
  expect(some).toContain('token');
  expect(some).not.toContain('workspace');
  expect(some).not.toContain('allowWrites');
});
