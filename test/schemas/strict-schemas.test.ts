import addFormats from 'ajv-formats';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { publishedDescription } from '../../schemas/description.ts';
import { RefusalBody } from '../../schemas/errors.ts';
import { models } from '../../schemas/models.ts';
import { operationIds, operations } from '../../schemas/operations.ts';
import type { Operation } from '../../schemas/operations.ts';

/** Every strict option there is; nothing is tolerated. */
function strictest() {
  const ajv = new Ajv2020({
    strict: true,
    strictSchema: true,
    strictNumbers: true,
    strictTypes: true,
    strictTuples: true,
    strictRequired: true,
    allErrors: true,
    validateFormats: true,
    addUsedSchema: false,
  });
  addFormats.default(ajv);
  return ajv;
}

describe('every repaired schema', () => {
  test.each(Object.entries({ ...models, RefusalBody }))('%s compiles with all strict options', (_name, schema) => {
    expect(() => strictest().compile(schema)).not.toThrow();
  });

  test('of a request or an answer compiles with all strict options', () => {
    for (const id of operationIds) {
      const { request, responses }: Operation = operations[id];
      for (const schema of [request ?? {}, ...Object.values(responses)])
        expect(() => strictest().compile(schema as object)).not.toThrow();
    }
  });
});

test('the published stream is refused by the same options, for the member that it requires and does not declare', () => {
  const published = publishedDescription().models['AirbyteStream'];

  expect(() => strictest().compile(published as object)).toThrow(/required property "json_schema" is not defined/);
});
