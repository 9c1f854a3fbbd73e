import type { JSONSchema } from 'json-schema-to-ts';
import { describe, expect, test } from 'vitest';
import { descriptionGaps } from '../../../contracts/run/description-gaps.ts';

const schema = {
  type: 'object',
  required: ['name', 'status', 'streams'],
  properties: {
    name: { type: 'string' },
    prefix: { type: 'string' },
    status: { type: ['string', 'null'], enum: ['active', 'inactive', null] },
    streams: {
      type: 'array',
      items: { type: 'object', required: ['mode'], properties: { mode: { type: 'string', enum: ['full', 'part'] } } },
    },
  },
} as const satisfies JSONSchema;

describe('descriptionGaps', () => {
  test('finds none where the description guarantees what the consumer reads', () => {
    expect(descriptionGaps('/name', schema, { name: 'orders' })).toEqual([]);
  });

  test('calls a member broken that is read and not declared', () => {
    expect(descriptionGaps('/title', schema, { title: 'orders' })).toEqual([
      { kind: 'broken', place: '/title', fault: 'is read and not declared' },
    ]);
  });

  test.each([
    ['optional', '/prefix', 'is optional in the description'],
    ['null', '/status', 'may be null in the description'],
  ])('names a member that may be %s', (_gap, place, fault) => {
    expect(descriptionGaps(place, schema, {})).toEqual([{ kind: 'unpromised', place, fault }]);
  });

  test('names a word that the matcher of the consumer does not accept, in the items of a list', () => {
    const mode = { 'pact:matcher:type': 'regex', regex: '^full$', value: 'full' };
    const template = { streams: { 'pact:matcher:type': 'type', value: [{ mode }] } };

    expect(descriptionGaps('/streams/*/mode', schema, template)).toEqual([
      { kind: 'unpromised', place: '/streams/*/mode', fault: 'may be "part", which the consumer does not know' },
    ]);
  });
});
