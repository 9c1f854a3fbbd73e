/** Whether a schema requires the member at a place, given the object around it. */
import type { JSONSchema } from 'json-schema-to-ts';

export function isRequiredPlace(schema: JSONSchema, place: string): boolean {
  const keys = place.split('/').slice(1);
  let node: JSONSchema | undefined = schema;
  let required = true;
  for (const key of keys) {
    if (typeof node !== 'object') return false;
    // The list around an item was pinned as a list already.
    if (key === '*') node = itemsOf(node);
    else {
      required = node.required?.includes(key) ?? false;
      node = node.properties?.[key];
    }
  }
  return required;
}

function itemsOf(schema: Exclude<JSONSchema, boolean>): JSONSchema | undefined {
  return schema.items === undefined || Array.isArray(schema.items) ? undefined : (schema.items as JSONSchema);
}
