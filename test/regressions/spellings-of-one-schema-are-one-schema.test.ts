/** Two ways of writing the same values: no change in `spec diff`, and one judgement of every value. */
import { describe, expect, test } from 'vitest';
import { reachablePart } from '../../src/description/reachable-part.ts';
import { diffDocuments } from '../../src/description/diff-documents.ts';
import type { LoadedDocument } from '../../src/description/load-document.ts';
import { normalDocument } from '../../src/description/normal-document.ts';
import { plainSchemas } from '../../src/description/plain-schema.ts';
import { validatorFor } from '../../src/validation/validator.ts';
import { ref, smallDocument } from '../description/small-document.ts';
import type { SmallDocument } from '../description/small-document.ts';

const text = { type: 'string' };
const nullable = { ...text, nullable: true };
const person = { type: 'object', required: ['name'], properties: { name: text, age: { type: 'integer' } } };
const animal = { type: 'object', required: ['legs'], properties: { legs: { type: 'integer' } } };
const schemas = { Text: text, Person: person, Animal: animal, Word: { type: 'string', enum: ['a', 'b'] } };

/** What both say, the one, the other, and the version of either where it is not 3.1. */
type Pair = readonly [what: string, one: object, other: object, versions?: readonly ['3.0' | '3.1', '3.0' | '3.1']];

const pairs: readonly Pair[] = [
  ['a model in an allOf', ref('Person'), { allOf: [ref('Person')] }],
  ['a model in an allOf with a text', ref('Person'), { allOf: [ref('Person')], description: 'Who', title: 'Who' }],
  ['a model in nested compositions', ref('Person'), { allOf: [{ oneOf: [{ anyOf: [ref('Person')] }] }] }],
  ['a model beside its type', ref('Person'), { type: 'object', allOf: [ref('Person')] }],
  ['a model beside a text', ref('Person'), { ...ref('Person'), description: 'Who', example: {} }],
  ['a model that is named twice', ref('Person'), { allOf: [ref('Person'), ref('Person')] }],
  [
    'parts of an object',
    { type: 'object', required: ['name', 'legs'], properties: { ...person.properties, ...animal.properties } },
    { allOf: [ref('Person'), ref('Animal')] },
  ],
  [
    'a base and more members',
    { type: 'object', required: ['name'], properties: { ...person.properties, job: text } },
    { allOf: [ref('Person'), { type: 'object', properties: { job: text } }] },
  ],
  [
    'bounds in parts',
    { type: 'integer', minimum: 3, maximum: 9 },
    { allOf: [{ type: 'integer', minimum: 1 }, { type: 'number', minimum: 3 }, { maximum: 9 }] },
  ],
  ['null in 3.0 and 3.1', nullable, { type: ['string', 'null'] }, ['3.0', '3.1']],
  ['null as an alternative', { type: ['null', 'string'] }, { anyOf: [text, { type: 'null' }] }],
  ['null as a constant', { type: ['null', 'string'] }, { oneOf: [text, { const: null }] }],
  ['a model or null', { oneOf: [ref('Person'), { type: 'null' }] }, { anyOf: [{ type: 'null' }, ref('Person')] }],
  [
    'a model or null in 3.0 and 3.1',
    { allOf: [ref('Person')], nullable: true, description: 'Who' },
    { anyOf: [ref('Person'), { type: 'null' }] },
    ['3.0', '3.1'],
  ],
  [
    'words or null in 3.0 and 3.1',
    { ...nullable, enum: ['a', 'b', null] },
    { anyOf: [{ enum: ['a', 'b'] }, { type: 'null' }] },
    ['3.0', '3.1'],
  ],
  ['a constant', { const: 'a' }, { type: 'string', enum: ['a'] }],
  ['words in another order', { enum: ['a', 'b'], type: 'string' }, { enum: ['b', 'a'], type: 'string' }],
  ['words with and without their type', { enum: ['a', 'b'] }, { type: 'string', enum: ['a', 'b'] }],
  ['words and what is none', { type: 'string', enum: ['a', 7, null] }, { enum: ['a'] }],
  ['words as constants', { enum: ['a', 'b'] }, { oneOf: [{ const: 'a', title: 'A' }, { const: 'b' }] }],
  ['words as several lists', { enum: ['a', 'b', 'c'] }, { anyOf: [ref('Word'), { enum: ['c', 'a'] }] }],
  ['several types', { type: ['integer', 'string'] }, { oneOf: [text, { type: 'integer' }] }],
  [
    'alternatives in another order',
    { oneOf: [ref('Person'), ref('Animal')] },
    { oneOf: [ref('Animal'), { allOf: [ref('Person')] }] },
  ],
  [
    'nested alternatives',
    { anyOf: [ref('Person'), ref('Animal'), { type: 'null' }] },
    { anyOf: [{ anyOf: [ref('Animal'), { type: 'null' }] }, ref('Person')] },
  ],
  [
    'alternatives beside their type',
    { oneOf: [ref('Person'), ref('Animal')] },
    { type: 'object', oneOf: [ref('Person'), ref('Animal')] },
  ],
  ['an alternative that another one takes in', { type: 'integer' }, { anyOf: [{ type: 'integer' }, { enum: [1, 2] }] }],
  [
    'an exclusive bound in 3.0 and 3.1',
    { type: 'integer', minimum: 3, exclusiveMinimum: true, maximum: 9, exclusiveMaximum: false },
    { type: 'integer', exclusiveMinimum: 3, maximum: 9 },
    ['3.0', '3.1'],
  ],
  ['open objects', person, { ...person, additionalProperties: true }],
  ['objects open for any schema', person, { ...person, additionalProperties: {} }],
  ['objects of any members', { type: 'object', additionalProperties: {} }, { type: 'object', required: [] }],
  [
    'objects without what is not evaluated',
    { ...person, additionalProperties: false },
    { ...person, unevaluatedProperties: false },
  ],
  ['bounds that bind nothing', { type: 'array', items: {} }, { type: 'array', minItems: 0, uniqueItems: false }],
  [
    'members required in another order',
    { ...person, required: ['age', 'name'] },
    { ...person, required: ['name', 'age'] },
  ],
];

const cases = pairs.map(([what, one, other, [first, second] = ['3.1', '3.1'] as const]) => ({
  what,
  left: documentOf(one, first),
  right: documentOf(other, second),
}));

const scalars = [null, true, 0, 1, 2, 3, 4, 9, 10, 3.5, '', 'a', 'b', 'c'];
const objects = [
  {},
  { name: 'x' },
  { legs: 4 },
  { name: 'x', legs: 4 },
  { name: 'x', age: 1 },
  { name: 'x', age: 'old' },
];
const values = [...scalars, ...objects, [], ['a', 'a'], { name: 'x', more: 1 }, { name: 7 }];

describe.each(cases)('$what', ({ left, right }) => {
  test('is no change', () => {
    expect(diffDocuments(left, right).changes).toEqual([]);
    expect(diffDocuments(right, left).changes).toEqual([]);
  });

  test('is judged alike', () => {
    expect(values.map((value) => accepts(left, value))).toEqual(values.map((value) => accepts(right, value)));
  });

  test('is in normal form after one step', () => {
    const normal = normalDocument(right);

    expect(normalDocument(normal)).toEqual(normal);
  });
});

function documentOf(schema: object, version: '3.0' | '3.1'): LoadedDocument {
  return smallDocument({ version, ...inBoth(schema), schemas });
}

function inBoth(schema: object): SmallDocument {
  const holder = { type: 'object', properties: { a: schema, list: { type: 'array', items: schema } } };
  return { request: holder, response: holder };
}

function accepts({ document, version }: LoadedDocument, value: unknown): boolean {
  const [operation] = reachablePart(document).operations;
  const request = plainSchemas(document, version).schemaOf(operation?.request?.schema);
  return validatorFor(request)({ a: value, list: [value] }).length === 0;
}
