/** Validators as source text, for k6, where Ajv cannot run. */
import standalone from 'ajv/dist/standalone/index.js';
import type { AnySchema } from 'ajv';
import type { JSONSchema } from 'json-schema-to-ts';
import { sourceAjv } from './source-ajv.ts';

/** An ES module that exports one predicate per name. It imports parts of Ajv, so that it has to be bundled. */
export function standalonePredicates(schemas: Readonly<Record<string, JSONSchema>>): string {
  const ajv = sourceAjv();
  for (const [name, schema] of Object.entries(schemas)) ajv.addSchema(schema as AnySchema, name); // the two libraries' types differ only under exactOptionalPropertyTypes
  return standalone.default(ajv, Object.fromEntries(Object.keys(schemas).map((name) => [name, name])));
}
