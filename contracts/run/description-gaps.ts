/**
 * Gaps between what a consumer reads and what the description guarantees: members not declared, optional, null or open.
 */
import type { JSONSchema } from 'json-schema-to-ts';

export interface DescriptionGap {
  /** `broken`: the description contradicts the contract. `unpromised`: a server may do otherwise and still conform. */
  readonly kind: 'broken' | 'unpromised';
  readonly place: string;
  readonly fault: string;
}

/** Every gap on the way from the root of the schema to `place`; `template` is the interaction with Pact's matchers. */
export function descriptionGaps(place: string, schema: JSONSchema, template: unknown): readonly DescriptionGap[] {
  const gaps: DescriptionGap[] = [];
  let node: JSONSchema | undefined = schema;
  let expected = template;
  let walked = '';
  for (const key of place.split('/').slice(1)) {
    if (typeof node !== 'object' || isUntyped(node)) return gaps;
    walked += `/${key}`;
    if (key === '*') {
      node = isSchema(node.items) ? node.items : undefined;
      expected = itemOf(expected);
      continue;
    }
    const objects = partsOf(node);
    const declared: JSONSchema | undefined = objects.find((part) => part.properties?.[key] !== undefined)?.properties?.[
      key
    ];
    if (declared === undefined) return [...gaps, { kind: 'broken', place: walked, fault: 'is read and not declared' }];
    if (!objects.some((part) => part.required?.includes(key) === true))
      gaps.push({ kind: 'unpromised', place: walked, fault: 'is optional in the description' });
    node = declared;
    expected = memberOf(expected, key);
    if (typesOf(node)?.includes('null') === true)
      gaps.push({ kind: 'unpromised', place: walked, fault: 'may be null in the description' });
  }
  const foreign = wordsBeyond(expected, node);
  if (foreign.length > 0)
    gaps.push({
      kind: 'unpromised',
      place: walked,
      fault: `may be ${foreign.map((word) => JSON.stringify(word)).join(' or ')}, which the consumer does not know`,
    });
  return gaps;
}

/**
 * Words that the description lists and a pattern of the consumer does not. An exact value is what the state was made to
 * have.
 */
function wordsBeyond(matcher: unknown, schema: JSONSchema | undefined): readonly unknown[] {
  if (typeof schema !== 'object' || matcherType(matcher) !== 'regex') return [];
  const pattern: unknown = Reflect.get(Object(matcher), 'regex');
  const words = partsOf(schema).flatMap((part) => (Array.isArray(part.enum) ? (part.enum as readonly unknown[]) : []));
  if (typeof pattern !== 'string') return [];
  return words.filter((word) => typeof word === 'string' && !new RegExp(pattern).test(word));
}

function memberOf(template: unknown, key: string): unknown {
  const value = matcherType(template) === undefined ? template : Reflect.get(Object(template), 'value');
  return Reflect.get(Object(value), key);
}

/** The first item, or the first variant of `arrayContaining`. */
function itemOf(template: unknown): unknown {
  const list: unknown =
    matcherType(template) === undefined
      ? template
      : (Reflect.get(Object(template), 'value') ?? Reflect.get(Object(template), 'variants'));
  return Array.isArray(list) ? (list as readonly unknown[])[0] : undefined;
}

function matcherType(template: unknown): unknown {
  return typeof template === 'object' && template !== null ? Reflect.get(template, 'pact:matcher:type') : undefined;
}

function partsOf(schema: Exclude<JSONSchema, boolean>): readonly Exclude<JSONSchema, boolean>[] {
  const parts: readonly JSONSchema[] = [schema, ...(schema.allOf ?? [])];
  return parts.filter((part) => typeof part === 'object');
}

/** Free JSON: the description says nothing of what is inside. */
function isUntyped(schema: Exclude<JSONSchema, boolean>): boolean {
  return schema.properties === undefined && schema.items === undefined && schema.allOf === undefined;
}

function typesOf(schema: JSONSchema): readonly unknown[] | undefined {
  if (typeof schema !== 'object' || schema.type === undefined) return undefined;
  return Array.isArray(schema.type) ? schema.type : [schema.type];
}

function isSchema(items: JSONSchema | readonly JSONSchema[] | undefined): items is JSONSchema {
  return items !== undefined && !Array.isArray(items);
}
