import { describe, expect, test } from 'vitest';
import { diffLines } from '../../src/report/diff-lines.ts';

describe('two JSON values', () => {
  test('are compared line by line', () => {
    const lines = diffLines('{"a":1,"b":2,"c":3}', '{"a":1,"b":4,"c":3}');

    expect(lines?.map(({ side, text }) => `${side} ${text.trim()}`)).toEqual([
      'both {',
      'both "a": 1,',
      'expected "b": 2,',
      'received "b": 4,',
      'both "c": 3',
      'both }',
    ]);
  });

  test('give back both sides whole when one side of the comparison is left out', () => {
    const [left, right] = [{ a: [1, 2, 3], b: {} }, { a: [2, 3, 4] }];

    const lines = diffLines(JSON.stringify(left), JSON.stringify(right)) ?? [];
    const without = (side: string): unknown =>
      JSON.parse(lines.flatMap((line) => (line.side === side ? [] : [line.text])).join('\n'));

    expect(without('received')).toEqual(left);
    expect(without('expected')).toEqual(right);
  });

  test.each([
    ['plain words', 'a 4xx', '{}'],
    ['text that was cut', '{"a":', '{}'],
    ['a number', '1', '2'],
    ['more lines than anybody reads', JSON.stringify(Array.from({ length: 500 }, () => 1)), '[]'],
  ])('are not compared where one is %s', (_, expected, received) => {
    expect(diffLines(expected, received)).toBeUndefined();
  });
});
