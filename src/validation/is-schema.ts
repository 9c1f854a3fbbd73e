import type { JSONSchema } from 'json-schema-to-ts';
import { isObject } from '../json/json.ts';

/** Whether `items` of a schema are one schema for every item, and not a list of schemas. */
export function isSchema(items: unknown): items is JSONSchema {
  return isObject(items) || typeof items === 'boolean';
}
