import fc from 'fast-check';
import type { JSONSchema } from 'json-schema-to-ts';
import { describe, expect, test } from 'vitest';
import { publishedDescription, repairedDescription } from '../../schemas/description.ts';
import { builtInDocument } from '../../src/description/built-in.ts';
import { instanceSearch } from '../../src/description/instance-search.ts';
import { plainSchemas } from '../../src/description/plain-schema.ts';
import { validatorFor } from '../../src/validation/validator.ts';

interface ObjectModel {
  readonly type: string;
  readonly additionalProperties: boolean;
  readonly required: readonly string[];
  readonly properties: Readonly<Record<string, unknown>>;
}

const published = publishedDescription().models['AirbyteStream'] as ObjectModel;
const repaired = repairedDescription.models['AirbyteStream'] as ObjectModel;

/** Objects out of the names that play a part, and values of every JSON type. */
const attempts = fc.dictionary(
  fc.constantFrom('name', 'json_schema', 'jsonSchema', 'namespace', 'supportedSyncModes', 'x'),
  fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constant({}), fc.constant('a'), fc.constant(['full_refresh'])),
);

describe('the published stream', () => {
  test('has no instance: only objects pass, one member is required and not declared, and no other is allowed', () => {
    const undeclared = published.required.filter((name) => !(name in published.properties));

    expect(published.type).toBe('object');
    expect(published.additionalProperties).toBe(false);
    expect(published).not.toHaveProperty('patternProperties');
    expect(undeclared).toEqual(['json_schema']);
  });

  test('is satisfied by nothing that a random search tries', () => {
    const isValid = validatorFor(published as JSONSchema);

    const found = fc
      .sample(fc.oneof(attempts, fc.anything()), { numRuns: 5000 })
      .filter((value) => isValid(value).length === 0);

    expect(found).toEqual([]);
  });

  test('is proved impossible by the search that spec check uses, with both pointers', () => {
    const { document, version } = builtInDocument('published');
    const search = instanceSearch(document, plainSchemas(document, version));

    const verdict = search.find({
      schema: { $ref: '#/components/schemas/AirbyteStream' },
      pointer: '',
    });

    expect(verdict).toMatchObject({
      kind: 'impossible',
      pointers: [
        '/components/schemas/AirbyteStream/required/1',
        '/components/schemas/AirbyteStream/additionalProperties',
      ],
    });
  });
});

describe('the repaired stream', () => {
  test('is found satisfiable by the same random search', () => {
    const isValid = validatorFor(repaired as JSONSchema);

    const found = fc.sample(attempts, { numRuns: 5000, seed: 1 }).filter((value) => isValid(value).length === 0);

    expect(found.length).toBeGreaterThan(0);
  });

  test('requires only what it declares', () => {
    expect(repaired.required.filter((name) => !(name in repaired.properties))).toEqual([]);
  });
});
