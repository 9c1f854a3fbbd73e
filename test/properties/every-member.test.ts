import { expect, test } from 'vitest';
import { members } from './every-member/members.ts';
import { allRows, placeOfRow, rowOf } from './every-member/rows.ts';

test('every member of every answer has a row that names what judges it, or why nothing does', () => {
  const without = members.filter((member) => {
    const { judges = [], free = {}, unseen } = rowOf(member) ?? {};
    return judges.length === 0 && Object.keys(free).length === 0 && unseen === undefined;
  });

  expect(without.map(placeOfRow)).toEqual([]);
});

test('no row is about a member that is not declared', () => {
  const declared = new Set(members.map(placeOfRow));

  expect(allRows().filter((place) => !declared.has(place))).toEqual([]);
});
