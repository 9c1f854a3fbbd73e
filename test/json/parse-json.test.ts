import { describe, expect, test } from 'vitest';
import { isEqualJson } from '../../src/json/json.ts';
import { parseJson, withDoubles } from '../../src/json/parse-json.ts';
import { validatorFor } from '../../src/validation/validator.ts';

describe('an integer that a double cannot hold', () => {
  test.each([
    '9007199254740993',
    '-9223372036854775808',
    '9223372036854775807',
    '1152921504606847232',
    '123456789012345678901234567890',
    '9'.repeat(400),
  ])('%s is written as it was read', (literal) => {
    expect(JSON.stringify(parseJson(`{"at":[${literal}]}`))).toBe(`{"at":[${literal}]}`);
  });

  test('differs from the one that it would be rounded to', () => {
    const [read, rounded] = [parseJson('[9007199254740993]'), parseJson('[9007199254740992]')];

    expect(isEqualJson(read, rounded)).toBe(false);
    expect(isEqualJson(read, parseJson('[9007199254740993]'))).toBe(true);
  });

  test('is an integer to a schema, within its bounds or not', () => {
    const integer = validatorFor({ type: 'object', properties: { at: { type: 'integer', minimum: 0 } } });

    expect(integer(parseJson('{"at":9223372036854775807}'))).toEqual([]);
    expect(integer(parseJson('{"at":-9223372036854775808}')).map(({ keyword }) => keyword)).toEqual(['minimum']);
    expect(
      validatorFor({ type: 'object', properties: { at: { type: 'string' } } })(parseJson('{"at":9223372036854775807}')),
    ).toHaveLength(1);
  });
});

test.each([
  ['1152921504606847200', 1_152_921_504_606_847_200],
  ['1000000000000000000000000000000', 1e30],
  ['1e30', 1e30],
  ['0.12345678901234567890123', 0.123_456_789_012_345_68],
  ['"9007199254740993"', '9007199254740993'],
])('%s stays what JSON.parse makes of it', (literal, value) => {
  expect(parseJson(literal)).toBe(value);
});

test('a member named __proto__ is one of its own beside such an integer', () => {
  const text = '{"__proto__":{"at":9007199254740993}}';

  expect(JSON.stringify(parseJson(text))).toBe(text);
  expect(JSON.stringify(withDoubles(parseJson(text)))).toBe('{"__proto__":{"at":9007199254740992}}');
});

test('a value without such integers is its own copy with doubles', () => {
  const value = parseJson('{"at":[1,{"b":1234567890123456}]}');

  expect(withDoubles(value)).toBe(value);
});
