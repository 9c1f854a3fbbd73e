import { objectAt } from '../../src/json/json.ts';
import type { JsonObject } from '../../src/json/json.ts';

/** The own `properties` of a JSON schema; none where it declares no object of them. */
export function propertiesOf(schema: unknown): JsonObject {
  return objectAt(schema, 'properties');
}
