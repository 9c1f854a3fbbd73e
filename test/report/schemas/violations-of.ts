import { readFileSync } from 'node:fs';
import type { JSONSchema } from 'json-schema-to-ts';
import { validatorFor } from '../../../src/validation/validator.ts';

/** What a document breaks of the published schema of its format, one of the files in this folder. */
export function violationsOf(
  format: 'sarif-2.1.0' | 'ctrf-1.0.0' | 'gitlab-codequality',
  document: unknown,
): readonly unknown[] {
  const file = new URL(`${format}.schema.json`, import.meta.url);
  return validatorFor(JSON.parse(readFileSync(file, 'utf8')) as JSONSchema)(document);
}
