import addFormats from 'ajv-formats';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Options } from 'ajv';

/** An Ajv that keeps the source text of its validators as ES modules; strictness as in validator.ts. */
export function sourceAjv(options: Options = {}): Ajv2020 {
  const ajv = new Ajv2020({
    strict: false,
    logger: false,
    allowUnionTypes: true,
    code: { source: true, esm: true },
    ...options,
  });
  addFormats.default(ajv);
  return ajv;
}
