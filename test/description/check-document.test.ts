import { describe, expect, test } from 'vitest';
import { checkDocument } from '../../src/description/check-document.ts';
import { contradictions, gaps } from '../../src/description/fault.ts';
import type { RuleId } from '../../src/description/fault.ts';
import { ref, smallDocument, statePath } from './small-document.ts';
import type { SmallDocument } from './small-document.ts';

const model = '/components/schemas/Model';
const operation = `/paths/${statePath.replaceAll('/', '~1')}/post`;

/** Rule → the document that breaks it, and where. */
const broken: Readonly<Record<RuleId, readonly [SmallDocument, pointer: string, witness?: unknown]>> = {
  'required-undeclared': [
    withModel({
      type: 'object',
      additionalProperties: false,
      required: ['a', 'b'],
      properties: { a: { type: 'string' } },
    }),
    `${model}/required/1`,
    { b: {} },
  ],
  unsatisfiable: [
    withModel({ type: 'object', required: ['a'], properties: { a: { type: 'string', enum: [1] } } }),
    model,
  ],
  'member-never-valid': [
    {
      response: ref('Model'),
      schemas: {
        Model: { type: 'object', properties: { never: ref('Never') } },
        Never: { type: 'string', minLength: 3, maxLength: 2 },
      },
    },
    `${model}/properties/never`,
  ],
  'null-default': [withModel({ type: 'string', default: null }), `${model}/default`, null],
  'default-invalid': [withModel({ type: 'string', enum: ['a'], default: 'b' }), `${model}/default`, 'b'],
  'example-invalid': [withModel({ type: 'string', example: 5 }), `${model}/example`, 5],
  'empty-enum': [withModel({ type: 'string', enum: [] }), `${model}/enum`],
  'duplicate-enum': [withModel({ type: 'string', enum: ['a', 'b', 'a'] }), `${model}/enum/2`, 'a'],
  'enum-type': [withModel({ type: 'string', enum: ['a', 1] }), `${model}/enum/1`, 1],
  'crossed-bounds': [withModel({ type: 'integer', format: 'int64', minimum: 5, maximum: 4 }), `${model}/minimum`],
  'unresolvable-reference': [withModel({ type: 'array', items: ref('Nowhere') }), `${model}/items/$ref`],
  'circular-reference': [
    { response: ref('Model'), schemas: { Model: ref('Other'), Other: ref('Model') } },
    `${operation}/responses/200/content/application~1json/schema/$ref`,
  ],
  'impossible-all-of': [withModel({ allOf: [{ type: 'string' }, { type: 'object' }] }), `${model}/allOf`],
  'invalid-schema': [withModel({ type: 'string', pattern: '(' }), model],
  'security-undeclared': [{ root: { security: [{ secret: [] }] } }, '/security/0/secret'],
  'security-unused': [
    { components: { securitySchemes: { basicAuth: { type: 'http', scheme: 'basic' } } } },
    '/components/securitySchemes/basicAuth',
  ],
  'undocumented-errors': [
    {
      paths: {
        '/v1/web_backend/check_updates': { post: { responses: { 200: { description: 'Success' } } } },
      },
    },
    '/paths/~1v1~1web_backend~1check_updates/post/responses',
  ],
  'optional-body': [
    {
      paths: {
        [statePath]: {
          post: {
            requestBody: {
              content: { 'application/json': { schema: { type: 'object', required: ['id'], properties: { id: {} } } } },
            },
            responses: { default: { description: 'Anything' } },
          },
        },
      },
    },
    `${operation}/requestBody`,
  ],
  'untyped-schema': [withModel({ description: 'Anything' }), model, null],
  'integer-without-format': [withModel({ type: 'integer' }), model, 2 ** 31],
  'null-in-text': [withModel({ type: 'string', description: 'Null when unset.' }), `${model}/description`, null],
  'repeated-text': [
    withModel({ type: 'string', description: 'This is said once more. This is said once more.' }),
    `${model}/description`,
  ],
  'misnamed-member': [
    withModel({ type: 'object', properties: { syncMode: { type: 'string', description: 'See sync_mode.' } } }),
    `${model}/properties/syncMode/description`,
  ],
};

test.each(Object.entries(broken))('%s is found at its place, with its witness', (rule, [parts, pointer, witness]) => {
  const { faults } = checkDocument(smallDocument(parts));

  const found = faults.find((fault) => fault.rule === rule && fault.pointer === pointer);
  expect(found).toBeDefined();
  expect(found?.witness).toEqual(witness);
});

test('every rule has a document that breaks it', () => {
  expect(Object.keys(broken).toSorted()).toEqual(Object.keys({ ...contradictions, ...gaps }).toSorted());
});

describe('a description that is right has no faults, although it has', () => {
  const right: Readonly<Record<string, SmallDocument>> = {
    'a null default on a nullable member': withModel({ type: 'string', nullable: true, default: null }),
    'a null default where 3.1 lists null as a type': {
      version: '3.1',
      ...withModel({ type: ['string', 'null'], default: null }),
    },
    'a closed object that declares what it requires': withModel({
      type: 'object',
      additionalProperties: false,
      required: ['a'],
      properties: { a: { type: 'string' } },
    }),
    'a required member that a pattern admits': withModel({
      type: 'object',
      additionalProperties: false,
      required: ['x-a'],
      patternProperties: { '^x-': { type: 'string' } },
    }),
    'an open object that requires what it does not declare': withModel({ type: 'object', required: ['a'] }),
    'an allOf of two objects': {
      response: ref('Model'),
      schemas: {
        Base: { type: 'object', required: ['a'], properties: { a: { type: 'string' } } },
        Model: { allOf: [ref('Base'), { type: 'object', required: ['b'], properties: { b: { type: 'boolean' } } }] },
      },
    },
    'an allOf of an integer and a number': withModel({
      allOf: [{ type: 'integer', format: 'int64' }, { type: 'number' }],
    }),
    'an allOf of a number and an integer': withModel({
      allOf: [{ type: 'number' }, { type: 'integer', format: 'int64' }],
    }),
    'an enum that two parts share': withModel({ allOf: [{ type: 'string', enum: ['a', 'b'] }, { enum: ['b', 'c'] }] }),
    'a model that may contain itself': {
      response: ref('Model'),
      schemas: { Model: { type: 'object', properties: { children: { type: 'array', items: ref('Model') } } } },
    },
    'bounds that touch': withModel({ type: 'string', minLength: 3, maxLength: 3 }),
    'numbers with both bounds and steps': withModel({ type: 'number', minimum: 1.5, maximum: 4, multipleOf: 2 }),
    'a oneOf': withModel({ oneOf: [{ type: 'string' }, { type: 'integer', format: 'int32' }] }),
    'a oneOf with one impossible alternative': withModel({
      oneOf: [{ type: 'string' }, { type: 'boolean', enum: [true] }],
    }),
    'a format that says nothing about values': withModel({ type: 'string', format: 'password', default: 'x' }),
    'an example that fits': withModel({ type: 'object', properties: { a: { type: 'string' } }, example: { a: 'b' } }),
    'a response range': { responses: { '4XX': { description: 'Refused' } } },
    'a security scheme that is used': {
      components: { securitySchemes: { basicAuth: { type: 'http', scheme: 'basic' } } },
      root: { security: [{ basicAuth: [] }] },
    },
    'members without a type beside them': withModel({ properties: { a: { type: 'string' } }, required: ['a'] }),
    'a rule without a type beside it': withModel({ allOf: [{ type: 'string' }, { maxLength: 3 }] }),
    'a keyword that JSON Schema does not know': withModel({ type: 'string', collectionFormat: 'csv' }),
    'an optional member of any kind': withModel({ type: 'object', properties: { a: {} } }),
    'a name with a slash': {
      response: { $ref: '#/components/schemas/a~1b' },
      schemas: { 'a/b': { type: 'string' } },
    },
  };

  test.each(Object.entries(right))('%s', (_what, parts) => {
    expect(checkDocument(smallDocument(parts)).faults).toEqual([]);
  });

  test.each(Object.entries(right))('%s, and every model has a valid instance', (_what, parts) => {
    const { models } = checkDocument(smallDocument(parts));

    expect(Object.values(models).filter(({ kind }) => kind !== 'instance')).toEqual([]);
  });
});

describe('whether a model has an instance', () => {
  test('a model that requires itself has none', () => {
    const { models } = checkDocument(
      smallDocument({
        response: ref('Model'),
        schemas: { Model: { type: 'object', required: ['next'], properties: { next: ref('Model') } } },
      }),
    );

    expect(models['Model']).toMatchObject({ kind: 'impossible' });
  });

  test('a model that requires itself or null has one', () => {
    const { models } = checkDocument(
      smallDocument({
        response: ref('Model'),
        schemas: {
          Model: {
            type: 'object',
            required: ['next'],
            properties: { next: { oneOf: [ref('Model'), { type: 'string', enum: ['end'] }] } },
          },
        },
      }),
    );

    expect(models['Model']).toEqual({ kind: 'instance', value: { next: 'end' } });
  });

  test('what can neither be built nor refuted is left undecided', () => {
    const { models, faults } = checkDocument(smallDocument(withModel({ type: 'string', pattern: '^[A-Z]{7}-\\d+$' })));

    expect(models['Model']).toEqual({ kind: 'unknown' });
    expect(faults).toEqual([]);
  });
});

test('a document without the operations is refused in one line', () => {
  expect(() =>
    checkDocument({ document: { openapi: '3.0.0', paths: {} }, source: 'empty.yaml', version: '3.0' }),
  ).toThrow('Cannot check description empty.yaml: it has none of the eight web backend operations');
});

function withModel(schema: unknown): SmallDocument {
  return { response: ref('Model'), schemas: { Model: schema } };
}
