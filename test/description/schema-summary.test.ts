import { expect, test } from 'vitest';
import { schemaSummary } from '../../src/description/schema-summary.ts';

test.each([
  ['a scalar', { type: 'integer', minimum: 1 }, 'integer'],
  ['a format', { type: 'string', format: 'uuid' }, 'string (uuid)'],
  ['several types in one order', { type: ['string', 'integer'] }, 'integer | string'],
  ['a type without its null', { type: ['string', 'null'] }, 'string'],
  ['a model by its name', { $ref: '#/components/schemas/SourceId' }, 'SourceId'],
  ['a list of models', { type: 'array', items: { $ref: '#/components/schemas/SourceId' } }, 'array<SourceId>'],
  ['a list of anything', { type: 'array' }, 'array<any>'],
  ['members without a type', { properties: { name: { type: 'string' } } }, 'object'],
  ['a model or null', { anyOf: [{ $ref: '#/components/schemas/Job' }, { type: 'null' }] }, 'Job'],
  ['alternatives', { oneOf: [{ type: 'string' }, { type: 'integer' }] }, 'oneOf<string | integer>'],
  ['no constraint', {}, 'any'],
  ['no value', false, 'nothing'],
])('schemaSummary shows %s', (_schema, schema, summary) => {
  expect(schemaSummary(schema)).toBe(summary);
});
