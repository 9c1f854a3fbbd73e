import { expect, test } from 'vitest';
import { generations } from '../../contracts/generation.ts';
import { chosenGenerations } from '../../src/commands/chosen-generations.ts';
import { optionTable } from '../../src/commands/options/option-table.ts';

test('generations are named in any order, and none is named without the option', () => {
  expect(chosenGenerations({ consumers: '2.0, 2023' })).toEqual(['2023', '2.0']);
  expect(chosenGenerations({ consumers: '2.0' })).toEqual(['2.0']);
  expect(chosenGenerations({})).toBeUndefined();
});

test('a word that is no generation is refused with those that there are', () => {
  expect(() => chosenGenerations({ consumers: '2.1' })).toThrow(/^Cannot use --consumers "2\.1": expected 2023, 2\.0/);
});

test('the help names every generation', () => {
  expect(optionTable.consumers.accepted).toEqual(generations);
});
