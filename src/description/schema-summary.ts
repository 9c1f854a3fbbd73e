/** One-line descriptions of schemas. */
import { isObject, listAt, textAt } from '../json/json.ts';
import { isNull, typesOf } from './normal-keywords.ts';
import type { NormalSchema } from './normal-schema.ts';
import { modelNameOf } from './references.ts';

/** Type, format and reference of a schema in normal form, without members, constraints or null: `array<SourceId>`. */
export function schemaSummary(schema: unknown): string {
  const name = modelNameOf(schema);
  if (name !== undefined) return name;
  if (!isObject(schema)) return schema === false ? 'nothing' : 'any';
  for (const key of ['oneOf', 'anyOf', 'allOf']) {
    const parts = listAt(schema, key).filter((part) => !isNull(part as NormalSchema)); // parts of a normal form are normal
    const [only] = parts;
    if (parts.length === 1) return schemaSummary(only);
    if (parts.length > 1) return `${key}<${parts.map(schemaSummary).join(' | ')}>`;
  }
  return textAt(schema, 'type') === 'array' ? `array<${schemaSummary(schema['items'] ?? {})}>` : kindOf(schema);
}

/** The types but null, in one order, and the format; the keyword of a composition. */
export function kindOf(schema: NormalSchema): string {
  if (schema === false) return 'nothing';
  const composition = ['oneOf', 'anyOf', 'allOf'].find((key) => key in schema);
  if (composition !== undefined) return composition;
  const types = (typesOf(schema) ?? []).filter((type) => type !== 'null').map(String);
  const kind = types.toSorted().join(' | ') || ('properties' in schema ? 'object' : 'any');
  const format = textAt(schema, 'format');
  return format === undefined ? kind : `${kind} (${format})`;
}
