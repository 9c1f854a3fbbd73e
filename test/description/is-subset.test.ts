import type { JSONSchema } from 'json-schema-to-ts';
import { describe, expect, test } from 'vitest';
import { isSubset } from '../../src/description/is-subset.ts';

const pairs: readonly (readonly [string, JSONSchema, JSONSchema])[] = [
  ['fewer words', { type: 'string', enum: ['a'] }, { type: 'string', enum: ['a', 'b'] }],
  ['narrower bounds', { type: 'integer', minimum: 2 }, { type: 'integer', minimum: 1 }],
  ['a format', { type: 'string', format: 'uuid' }, { type: 'string' }],
  ['a 32-bit integer', { type: 'integer' }, { type: 'integer', format: 'int64' }],
  ['an integer', { type: 'integer' }, { type: 'number' }],
  ['one of two types', { type: 'string' }, { type: ['string', 'null'] }],
  ['one alternative', { type: 'string' }, { anyOf: [{ type: 'string' }, { type: 'boolean' }] }],
  [
    'one more required member',
    { type: 'object', properties: { a: { type: 'string' } }, required: ['a'] },
    { type: 'object', properties: { a: { type: 'string' } } },
  ],
  [
    'a closed object',
    { type: 'object', properties: { a: { type: 'string' } }, additionalProperties: false },
    { type: 'object', properties: { a: { type: 'string' } } },
  ],
  [
    'narrower items',
    { type: 'array', items: { type: 'integer' } },
    { type: 'array', items: { type: ['integer', 'string'] } },
  ],
];

describe.each(pairs)('%s', (_difference, narrow, wide) => {
  test('is a subset, and not the other way round', () => {
    expect(isSubset(narrow, wide)).toBe(true);
    expect(isSubset(wide, narrow)).toBe(false);
  });
});

test('a keyword that is not understood must be equal on both sides', () => {
  expect(isSubset({ type: 'string', pattern: '^a$' }, { type: 'string', pattern: '^a' })).toBe(false);
  expect(isSubset({ type: 'string', pattern: '^a' }, { type: 'string', pattern: '^a' })).toBe(true);
});
