/** Where a schema holds other schemas, and which of its keywords no value can break. */

/** Schemas by name. */
export const schemaMaps: ReadonlySet<string> = new Set([
  'properties',
  'patternProperties',
  '$defs',
  'dependentSchemas',
]);
export const schemaLists: ReadonlySet<string> = new Set(['allOf', 'anyOf', 'oneOf', 'prefixItems']);
/** One schema each. */
export const schemaMembers: ReadonlySet<string> = new Set([
  'items',
  'additionalProperties',
  'not',
  'contains',
  'propertyNames',
  'if',
  'then',
  'else',
]);

const describing = new Set(
  'description title default example examples deprecated readOnly writeOnly discriminator xml externalDocs $comment'.split(
    ' ',
  ),
);

/** True of what says something about values without restricting them. */
export function isDescribing(keyword: string): boolean {
  return describing.has(keyword) || keyword.startsWith('x-');
}
