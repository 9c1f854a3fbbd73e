/** Makes schemas of streams smaller. */
import { isEqualJson, isObject } from '../../src/json/json.ts';
import type { JsonObject } from '../../src/json/json.ts';
import { propertiesOf } from './properties-of.ts';
import { without } from './without.ts';

/** Of more fields, single ones are not looked at. */
const fewFields = 24;

/** Fewer fields, then plainer ones, level by level. */
export function* smallerSchemas(schema: unknown): Generator<JsonObject> {
  if (!isObject(schema)) return;
  const entries = Object.entries(propertiesOf(schema));
  const having = (kept: readonly (readonly [string, unknown])[]): JsonObject => ({
    ...schema,
    properties: Object.fromEntries(kept),
  });
  const extras = Object.keys(schema).filter((key) => key !== 'type' && key !== 'properties');
  if (extras.length > 0) yield without(schema, extras);
  if (entries.length > 2) {
    const half = entries.length / 2;
    yield* [having(entries.slice(0, half)), having(entries.slice(half))];
  }
  if (entries.length <= fewFields) for (const index of entries.keys()) yield having(entries.toSpliced(index, 1));
  for (const [index, [name, child]] of entries.slice(0, fewFields).entries()) {
    if (!isEqualJson(child, { type: 'string' })) yield having(entries.with(index, [name, { type: 'string' }]));
    for (const smaller of smallerSchemas(child)) yield having(entries.with(index, [name, smaller]));
  }
  // The fields of a list's objects.
  for (const items of smallerSchemas(schema['items'])) yield { ...schema, items };
}
