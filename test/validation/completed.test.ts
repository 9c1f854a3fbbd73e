import { expect, test } from 'vitest';
import { completed } from '../../src/validation/completed.ts';
import { validatorFor } from '../../src/validation/validator.ts';

test('what a schema requires is filled in and what is there stays', () => {
  const schema = {
    type: 'object',
    required: ['id', 'state', 'list', 'inner'],
    properties: {
      id: { type: 'string', format: 'uuid' },
      state: { type: 'string', enum: ['on', 'off'] },
      list: { type: 'array', items: { type: 'object', required: ['n'], properties: { n: { type: 'integer' } } } },
      inner: { type: 'object', required: ['flag'], properties: { flag: { type: 'boolean' } } },
    },
  } as const;

  const whole = completed(schema, { state: 'off', list: [{ n: 7 }, {}], extra: null });

  expect(whole).toEqual({
    id: '00000000-0000-4000-8000-000000000000',
    state: 'off',
    list: [{ n: 7 }, { n: 0 }],
    inner: { flag: false },
    extra: null,
  });
  expect(validatorFor(schema)(whole)).toEqual([]);
});

test('a list where an object is declared becomes the member that takes its items', () => {
  const schema = {
    type: 'object',
    required: ['texts', 'numbers'],
    properties: {
      texts: { type: 'array', items: { type: 'string' } },
      numbers: { type: 'array', items: { type: 'integer' } },
    },
  } as const;

  expect(completed(schema, [1, 2])).toEqual({ texts: [], numbers: [1, 2] });
});

test('a member called __proto__ stays a member', () => {
  const value: unknown = JSON.parse('{"__proto__":{"type":"string"}}');

  expect(JSON.stringify(completed({ type: 'object' }, value))).toBe('{"__proto__":{"type":"string"}}');
});
