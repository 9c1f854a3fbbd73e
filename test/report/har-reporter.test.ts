import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import type { ExchangeSummary } from '../../src/report/events.ts';
import { entryOf, toHar } from '../../src/report/har-reporter.ts';
import { sampleExchange } from './sample-report.ts';

const failed = { ...sampleExchange, id: 'run-2', error: 'reset: socket hang up' };

describe('exchanges.har', () => {
  test('is valid HAR 1.2, answers that never came included', () => {
    const har: unknown = JSON.parse(JSON.stringify(harOf(sampleExchange, failed)));
    const validate = harValidator();

    const isValid = validate(har);

    expect(validate.errors ?? []).toEqual([]);
    expect(isValid).toBe(true);
  });

  test('names the parameters of an address apart', () => {
    const har = JSON.stringify(harOf(sampleExchange));

    expect(har).toContain('"queryString":[{"name":"x","value":"1"},{"name":"y","value":" "}]');
  });
});

function harOf(...exchanges: readonly ExchangeSummary[]): object {
  return toHar(
    exchanges.map((each) => entryOf(each, 'http://127.0.0.1:1/api')),
    '1.0.0',
  );
}

/** The validator of the HAR community's schemas, which are draft 6. */
function harValidator() {
  const require = createRequire(import.meta.url);
  const schemas = require('har-schema') as Readonly<Record<string, { readonly $id: string }>>;
  const ajv = new Ajv({ strict: false, validateSchema: false });
  addFormats.default(ajv);
  for (const { $schema: _, ...schema } of Object.values(schemas) as Record<string, unknown>[]) ajv.addSchema(schema);
  const validate = ajv.getSchema(schemas['har']?.$id ?? '');
  if (validate === undefined) throw new Error('Cannot validate HAR: the package has no schema "har"');
  return validate;
}
