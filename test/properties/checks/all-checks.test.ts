import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { allChecks } from '../../../properties/checks/all-checks.ts';

/** Judged at the end of a run, not by an answer: their files have no transcripts. */
const atTheEnd: readonly string[] = ['existing-untouched', 'growth'];
const byAnswer = allChecks.map(({ id }) => id).filter((id) => !atTheEnd.includes(id));

test.each(byAnswer)('%s is proved by transcripts of both kinds in a file of its name', (id) => {
  const text = readFileSync(`${import.meta.dirname}/${id}.test.ts`, 'utf8');

  expect(text).toMatch(new RegExp(`^prove\\(\\s*${variableOf(id)},\\s*\\{\n +keeps: \\{[\\s\\S]*\n +breaks: \\{`, 'm'));
});

test('there is an example for every check that judges answers, and for no other', () => {
  const examples = readdirSync(`${import.meta.dirname}/examples`).map((name) => name.replace(/\.txt$/, ''));

  expect(examples.toSorted()).toEqual(byAnswer.toSorted());
});

function variableOf(id: string): string {
  return id.replaceAll(/-(\w)/g, (_dash, letter: string) => letter.toUpperCase());
}
