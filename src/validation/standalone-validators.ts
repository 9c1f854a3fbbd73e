/** Compiles a bundle of schemas to source text that validates without Ajv. */
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import standalone from 'ajv/dist/standalone/index.js';
import type { AnySchemaObject } from 'ajv';
import { build } from 'esbuild';
import { sourceAjv } from './source-ajv.ts';

/**
 * An ES module with one function for each definition of the bundle, under the definition's name; it imports nothing.
 * `errors` of the function holds what was wrong with the last value.
 */
export async function standaloneValidators(bundle: AnySchemaObject): Promise<string> {
  const ajv = sourceAjv({ strictNumbers: true, allErrors: true });
  ajv.addSchema(bundle);
  const id = String(bundle.$id);
  const names = Object.keys((bundle['$defs'] ?? {}) as object);
  const source = standalone.default(ajv, Object.fromEntries(names.map((name) => [name, `${id}#/$defs/${name}`])));
  const { outputFiles } = await build({
    stdin: { contents: source, resolveDir: dirname(fileURLToPath(import.meta.url)), loader: 'js' },
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['main'],
    write: false,
    logLevel: 'silent',
    legalComments: 'none',
  });
  return outputFiles[0]?.text ?? '';
}
