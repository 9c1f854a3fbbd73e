/** What the table says of a member is true: each change of it that is not free is noticed by a check that the table names. */
import { describe, expect, test } from 'vitest';
import { changes } from './every-member/changed-member.ts';
import { members } from './every-member/members.ts';
import { answerKey, noticedBy, surveyed } from './every-member/noticed.ts';
import { rowOf } from './every-member/rows.ts';

const survey = await surveyed();

test('nothing is found in answers that are not changed', () => {
  expect(survey.noise).toEqual([]);
});

describe.each([...new Set(members.map(({ operation, status }) => answerKey(operation, status)))])('%s', (answer) => {
  test.each(members.filter(({ operation, status }) => answerKey(operation, status) === answer))(
    '$pointer is judged as the table says',
    async (member) => {
      const { judges = [], free = {}, unseen } = rowOf(member) ?? {};
      const missed: string[] = [];
      let timesChanged = 0;

      for (const change of changes) {
        const noticed = await noticedBy(member, change, { survey, until: judges });
        if (noticed === undefined) continue;
        timesChanged += 1;
        if (free[change] === undefined && !judges.some((judge) => noticed.has(judge)))
          missed.push(`${change}: ${[...noticed].join(', ')}`);
      }

      expect(missed).toEqual([]);
      expect(timesChanged > 0 || unseen !== undefined).toBe(true);
    },
  );
});
