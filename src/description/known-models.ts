/** Where a description has the models that Airlock knows, whatever it calls them and wherever it puts them. */
import { isObject, objectAt } from '../json/json.ts';
import { under, valueAt } from '../json/pointer.ts';
import type { JsonObject } from '../json/json.ts';
import { isSchema } from '../validation/is-schema.ts';
import type { JSONSchema } from 'json-schema-to-ts';
import { models } from '../../schemas/models.ts';
import { operations } from '../../schemas/operations.ts';
import type { Operation } from '../../schemas/operations.ts';
import { responseFor } from '../../schemas/response-for.ts';
import { reachablePart } from './reachable-part.ts';
import type { Place } from './reachable-part.ts';
import { isOrNull } from './normal-keywords.ts';
import { resolve } from './references.ts';

/** By our name: pointers into a document in normal form, found by following the bodies of both member by member. */
export function knownModels(document: JsonObject): ReadonlyMap<string, ReadonlySet<string>> {
  const nameOf = new Map<JSONSchema, string>(Object.entries(models).map(([name, schema]) => [schema, name]));
  const places = new Map<string, Set<string>>();
  const seen = new Map<JSONSchema, Set<string>>();

  function visit(ours: JSONSchema | undefined, theirs: Place | undefined): void {
    if (ours === undefined || typeof ours === 'boolean' || theirs === undefined) return;
    const { schema, pointer } = unwrapped(theirs);
    const name = nameOf.get(ours);
    if (name !== undefined) places.set(name, (places.get(name) ?? new Set()).add(pointer));
    const visited = seen.get(ours) ?? new Set();
    if (visited.has(pointer)) return;
    seen.set(ours, visited.add(pointer));
    const members = objectAt(schema, 'properties');
    for (const [key, member] of Object.entries(ours.properties ?? {}))
      if (Object.hasOwn(members, key))
        visit(member, { schema: members[key], pointer: under(pointer, 'properties', key) });
    if (isSchema(ours.items) && isObject(schema) && 'items' in schema)
      visit(ours.items, { schema: schema['items'], pointer: under(pointer, 'items') });
  }

  function unwrapped({ schema, pointer }: Place): Place {
    if (isOrNull(schema)) return unwrapped({ schema: schema.anyOf[0], pointer: under(pointer, 'anyOf', 0) });
    const end = resolve(document, schema, pointer);
    if (end.kind !== 'found' || end.pointer === pointer) return { schema, pointer };
    return unwrapped({ schema: end.value, pointer: end.pointer });
  }

  for (const { id, request, responses } of reachablePart(document).operations) {
    const ours: Operation = operations[id];
    visit(ours.request, request);
    for (const [status, schema] of Object.entries(ours.responses)) visit(schema, responseFor(responses, status));
  }
  return places;
}

/** The document with the models under our names too, for those who look them up. */
export function withKnownNames(document: JsonObject): JsonObject {
  const named = [...knownModels(document)].flatMap(([name, places]) =>
    [...places].slice(0, 1).map((pointer) => [name, valueAt(document, pointer)] as const),
  );
  const components = objectAt(document, 'components');
  const schemas = { ...Object.fromEntries(named), ...objectAt(components, 'schemas') };
  return { ...document, components: { ...components, schemas } };
}
