/** The own `properties` of a JSON schema; none where it declares no object of them. */
export function propertiesOf(schema: unknown): Readonly<Record<string, unknown>> {
  if (typeof schema !== 'object' || schema === null || !Object.hasOwn(schema, 'properties')) return {};
  const { properties } = schema as { readonly properties: unknown }; // an own member
  return typeof properties === 'object' && properties !== null ? (properties as Record<string, unknown>) : {};
}
