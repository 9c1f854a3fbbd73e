import { expect, test } from 'vitest';
import { aligned } from '../../../../src/report/html/page/aligned.ts';

test('lines stand over all their x values, in rising order, with null where a line has no point', () => {
  const columns = aligned([
    [
      [10, 1],
      [2, 2],
    ],
    [
      [2, 0],
      [3, 4],
    ],
  ]);

  expect(columns).toEqual([
    [2, 3, 10],
    [2, null, 1],
    [0, 4, null],
  ]);
});
