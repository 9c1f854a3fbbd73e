import fc from 'fast-check';
import type { JSONSchema } from 'json-schema-to-ts';
import { describe, expect, test } from 'vitest';
import { checkDocument } from '../../src/description/check-document.ts';
import { diffDocuments } from '../../src/description/diff-documents.ts';
import { exportDocument } from '../../src/description/export-document.ts';
import { plainSchemas } from '../../src/description/plain-schema.ts';
import { descriptionOf } from '../../src/description/load-description.ts';
import { validatorFor } from '../../src/validation/validator.ts';
import { ref, smallDocument } from './small-document.ts';

const names = ['A', 'B', 'C'];

/** Schemas of three models that refer to each other, right and wrong ones. */
const { schema } = fc.letrec<{ schema: object }>((tie) => ({
  schema: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc
      .record(
        {
          type: fc.constantFrom('string', 'integer', 'boolean', 'number'),
          enum: fc.array(fc.constantFrom('a', 'b', 1, true, null), { maxLength: 3 }),
          default: fc.constantFrom('a', 1, null),
          example: fc.constantFrom('a', 1, null),
          minLength: fc.nat(3),
          maxLength: fc.nat(3),
          minimum: fc.integer({ min: -3, max: 3 }),
          maximum: fc.integer({ min: -3, max: 3 }),
          nullable: fc.boolean(),
          format: fc.constantFrom('uuid', 'int64', 'other'),
        },
        { requiredKeys: [] },
      )
      // Whether null belongs to an enum that does not name it is read in two ways.
      .map(({ nullable, ...others }) =>
        'enum' in others || nullable === undefined ? others : { ...others, nullable },
      ),
    fc.constantFrom(...names, 'Nowhere').map(ref),
    fc.record(
      {
        type: fc.constant('object'),
        properties: fc.dictionary(fc.constantFrom('a', 'b'), tie('schema'), { maxKeys: 2 }),
        required: fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { maxLength: 2 }),
        additionalProperties: fc.oneof(fc.boolean(), tie('schema')),
        maxProperties: fc.nat(2),
      },
      { requiredKeys: ['type'] },
    ),
    fc.record({ type: fc.constant('array'), items: tie('schema'), minItems: fc.nat(2) }, { requiredKeys: ['type'] }),
    fc.record({ allOf: fc.array(tie('schema'), { minLength: 1, maxLength: 2 }) }),
    fc.record({ oneOf: fc.array(tie('schema'), { minLength: 1, maxLength: 2 }) }),
    fc.constantFrom({}, { not: {} }),
  ),
}));
const version = fc.constantFrom<'3.0' | '3.1'>('3.0', '3.1');
const documents = fc
  .tuple(version, fc.record({ A: schema, B: schema, C: schema }), schema)
  .map(([of, schemas, request]) => smallDocument({ version: of, request, response: ref('A'), schemas }));
/** Values to refute a proof with. */
const values = fc.sample(fc.jsonValue({ maxDepth: 3 }), { numRuns: 60, seed: 3 });
const small = [null, true, 0, 1, '', 'a', [], {}, { a: 'a' }, { a: {}, b: {} }, { a: null }, { b: 1 }, { c: {} }];

describe('whatever a description holds,', () => {
  test('the check ends, every instance is valid, and nothing satisfies what it calls impossible', () => {
    let instances = 0;
    let impossible = 0;

    fc.assert(
      fc.property(documents, (loaded) => {
        const { models } = checkDocument(loaded);
        const plain = plainSchemas(loaded.document, loaded.version);
        for (const [name, verdict] of Object.entries(models)) {
          if (verdict.kind === 'unknown') continue;
          const isValid = validatorFor(withoutEmptyEnums(plain.schemaOf(ref(name))));
          const isInstance = verdict.kind === 'instance';
          if (isInstance) instances += 1;
          else impossible += 1;
          // Inside of a circle the plain schema accepts anything, which alternatives turn into a refusal.
          const samples = isCircular(loaded.document) ? [] : isInstance ? [verdict.value] : [...small, ...values];
          expect(samples.filter((value) => (isValid(value).length === 0) !== isInstance)).toEqual([]);
        }
      }),
      { numRuns: 600, seed: 7 },
    );

    expect(instances).toBeGreaterThan(200);
    expect(impossible).toBeGreaterThan(20);
  });

  test('a document differs from itself in nothing, and any two can be compared', () => {
    fc.assert(
      fc.property(documents, documents, (left, right) => {
        expect(diffDocuments(left, left).changes).toEqual([]);
        expect(diffDocuments(left, right).changes.every(({ effects }) => effects.length <= 2)).toBe(true);
      }),
      { numRuns: 300, seed: 7 },
    );
  });

  test('it can be exported, and exported again without a change', () => {
    fc.assert(
      fc.property(documents, (loaded) => {
        const { openapi } = exportDocument(loaded);

        const again = exportDocument({ document: openapi, source: 'again', version: '3.1' });

        expect(again.openapi).toEqual(openapi);
        // Ajv refuses to compile an empty enum: such a description is no source.
        if (JSON.stringify(loaded.document).includes('"enum":[]')) return;
        expect(Object.keys(descriptionOf(loaded).operations)).toEqual(['getStateType']);
      }),
      { numRuns: 300, seed: 7 },
    );
  });
});

/** Ajv refuses to compile an empty enum, which nothing satisfies. */
function withoutEmptyEnums(schema: JSONSchema): JSONSchema {
  return JSON.parse(JSON.stringify(schema).replaceAll('"enum":[]', '"not":{}')) as JSONSchema;
}

function isCircular(document: unknown): boolean {
  const schemas = (document as { components: { schemas: Record<string, unknown> } }).components.schemas;
  const reaches = (name: string, target: string, seen: Set<string>): boolean =>
    (JSON.stringify(schemas[name] ?? {}).match(/schemas\/(\w+)/g) ?? []).some((match) => {
      const next = match.slice('schemas/'.length);
      if (next === target) return true;
      if (seen.has(next)) return false;
      seen.add(next);
      return reaches(next, target, seen);
    });
  return names.some((name) => reaches(name, name, new Set()));
}
