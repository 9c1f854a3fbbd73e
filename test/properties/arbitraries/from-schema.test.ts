import fc from 'fast-check';
import type { JSONSchema } from 'json-schema-to-ts';
import { describe, expect, test } from 'vitest';
import { createBody, updateBody } from '../../../properties/arbitraries/connection-bodies.ts';
import { drawn } from '../../../properties/arbitraries/draw.ts';
import { drawFromSchema } from '../../../properties/arbitraries/from-schema.ts';
import { repairedDescription } from '../../../schemas/description.ts';
import type { Description } from '../../../schemas/description.ts';
import { models } from '../../../schemas/models.ts';
import { operations } from '../../../schemas/operations.ts';
import { validatorFor } from '../../../src/validation/validator.ts';

const sample = (schema: JSONSchema, numRuns: number): readonly unknown[] =>
  fc.sample(
    drawn((draw) => drawFromSchema(draw, schema)),
    { numRuns, seed: 6 },
  );

describe('a value from a schema', () => {
  test.each(Object.entries(models))('is valid for the model %s', (_, schema) => {
    for (const value of sample(schema, 30)) expect(validatorFor(schema)(JSON.parse(JSON.stringify(value)))).toEqual([]);
  });

  test.each<readonly [string, JSONSchema]>([
    ['integers in a range', { type: 'integer', minimum: -3, maximum: 4 }],
    ['exclusive bounds', { type: 'number', exclusiveMinimum: 0, exclusiveMaximum: 1 }],
    ['multiples', { type: 'integer', multipleOf: 7, minimum: 10, maximum: 30 }],
    ['text of a length', { type: 'string', minLength: 12, maxLength: 14 }],
    ['a pattern', { type: 'string', pattern: '^[A-Z]{2}$' }],
    [
      'formats',
      {
        type: 'object',
        required: ['a', 'b'],
        properties: { a: { type: 'string', format: 'uuid' }, b: { type: 'string', format: 'date-time' } },
      },
    ],
    ['lists of distinct items', { type: 'array', items: { enum: ['a', 'b', 'c'] }, minItems: 2, uniqueItems: true }],
    ['oneOf', { oneOf: [{ type: 'object', required: ['a'], properties: { a: { const: 1 } } }, { type: 'string' }] }],
    [
      'anyOf with a shared part',
      {
        type: 'object',
        required: ['k'],
        properties: { k: { type: 'string' } },
        anyOf: [
          { required: ['x'], properties: { x: { type: 'integer' } } },
          { required: ['y'], properties: { y: { type: 'boolean' } } },
        ],
      },
    ],
    [
      'allOf',
      {
        allOf: [
          { type: 'object', required: ['a'], properties: { a: { type: 'string' } } },
          { type: 'object', required: ['b'], properties: { b: { type: 'integer' } } },
        ],
      },
    ],
    ['several types', { type: ['null', 'integer'] }],
  ])('obeys %s', (_, schema) => {
    for (const value of sample(schema, 60)) expect(validatorFor(schema)(JSON.parse(JSON.stringify(value)))).toEqual([]);
  });

  test('varies', () => {
    const texts = new Set(
      sample({ type: 'object', properties: { a: { type: 'integer' }, b: { type: 'boolean' } } }, 100).map((value) =>
        JSON.stringify(value),
      ),
    );

    expect(texts.size).toBeGreaterThan(20);
  });

  test('that cannot exist is none', () => {
    expect(sample({ type: 'integer', minimum: 5, maximum: 4 }, 1)).toEqual([undefined]);
  });
});

describe('bodies for another release', () => {
  const newer: Description = {
    ...repairedDescription,
    name: 'newer',
    operations: {
      ...repairedDescription.operations,
      webBackendUpdateConnection: {
        ...operations.webBackendUpdateConnection,
        request: {
          ...operations.webBackendUpdateConnection.request,
          properties: {
            ...operations.webBackendUpdateConnection.request.properties,
            backfillPreference: { type: 'string', enum: ['enabled', 'disabled'] },
            dataplaneGroupId: { type: 'string', format: 'uuid' },
          },
        },
      },
      webBackendCreateConnection: {
        ...operations.webBackendCreateConnection,
        request: {
          ...operations.webBackendCreateConnection.request,
          required: ['sourceId', 'destinationId', 'status', 'tier'],
          properties: {
            ...operations.webBackendCreateConnection.request.properties,
            tier: { type: 'string', enum: ['gold'] },
          },
        },
      },
    },
  };
  const context = { size: 'tiny', activeSchedules: false, description: newer } as const;

  test('hold its optional members now and then, but no id that nothing is known of', () => {
    const bodies = fc.sample(updateBody(context, 1), { numRuns: 300, seed: 1 });

    const preferences = new Set(bodies.map((body) => body['backfillPreference']));
    expect(preferences).toEqual(new Set([undefined, 'enabled', 'disabled']));
    for (const body of bodies) expect(body).not.toHaveProperty('dataplaneGroupId');
  });

  test('always hold its required members', () => {
    for (const body of fc.sample(createBody(context), { numRuns: 100, seed: 1 })) expect(body['tier']).toBe('gold');
  });
});
