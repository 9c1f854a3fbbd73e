import { expect, test } from 'vitest';
import { leftBehind } from '../../src/target/left-behind.ts';

const way = 'airlock cleanup --force deletes what is left, or an administrator does, by POST /v1/connections/delete';

test.each([
  [['a'], `1 sandbox connection could not be deprecated by an update (a); ${way}`],
  [['a', 'b', 'c', 'd'], `4 sandbox connections could not be deprecated by an update (a, b, c and 1 more); ${way}`],
  [
    ['unknown: the list was answered with 500'],
    'The sandbox could not be proved empty, because the list was answered with 500',
  ],
  [
    ['a', 'unknown: updating a was answered with 500'],
    `The sandbox could not be proved empty, because updating a was answered with 500; not known to be gone: a; ${way}`,
  ],
])('what is left is named, with what to tell an administrator: %j', (left, expected) => {
  expect(leftBehind(left)).toBe(expected);
});
