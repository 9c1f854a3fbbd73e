/** Validators as source text, for places where Ajv cannot run. */
import standaloneCode from 'ajv/dist/standalone/index.js';
import addFormats from 'ajv-formats';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { AnySchema } from 'ajv';
import type { JSONSchema } from 'json-schema-to-ts';

/** An ES module that exports one predicate per name. It imports parts of Ajv, so that it has to be bundled. */
export function standaloneValidators(schemas: Readonly<Record<string, JSONSchema>>): string {
  const ajv = new Ajv2020({
    strict: false, // as in validator.ts
    logger: false,
    allowUnionTypes: true,
    code: { source: true, esm: true },
  });
  addFormats.default(ajv);
  const ids = Object.entries(schemas).map(([name, schema]) => {
    ajv.addSchema(schema as AnySchema, name); // the two libraries' types differ only under exactOptionalPropertyTypes
    return [name, name] as const;
  });
  return standaloneCode.default(ajv, Object.fromEntries(ids));
}
