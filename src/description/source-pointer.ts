/** Finds the place of a description in normal form in the description as it was written. */
import { isObject, listAt } from '../json/json.ts';
import { tokensOf, under, valueAt } from '../json/pointer.ts';
import type { JsonObject } from '../json/json.ts';
import { operations } from '../../schemas/operations.ts';
import { reachablePart } from './reachable-part.ts';
import type { Place } from './reachable-part.ts';
import { resolve } from './references.ts';

/** From pointers into the normal form to pointers into the document. What is not there ends where the way to it ends. */
export function sourcePointers(document: JsonObject): (pointer: string) => string {
  const bodies = reachablePart(document).operations.map(({ id, pointer, request, responses }) => {
    const own = under('/paths', operations[id].path, 'post');
    const content = ['content', 'application/json', 'schema'];
    const places: readonly (readonly [string, Place | undefined])[] = [
      [under(own, 'requestBody', ...content), request],
      ...Object.entries(responses).map(
        ([status, place]) =>
          [under(own, 'responses', status.toUpperCase().replace('DEFAULT', 'default'), ...content), place] as const,
      ),
    ];
    return { own, pointer, places };
  });

  return (pointer) => {
    for (const { own, pointer: written, places } of bodies) {
      const place = places.find(([start, body]) => body !== undefined && isWithin(pointer, start));
      if (place?.[1] !== undefined) return found(document, place[1], tokensOf(pointer.slice(place[0].length)));
      if (isWithin(pointer, own)) return written + pointer.slice(own.length);
    }
    const [components = '', schemas = '', model, ...rest] = tokensOf(pointer);
    if (model === undefined) return pointer;
    const root = under('', components, schemas, model);
    return found(document, { schema: valueAt(document, root), pointer: root }, rest);
  };
}

function isWithin(pointer: string, start: string): boolean {
  return pointer === start || pointer.startsWith(`${start}/`);
}

function found(document: JsonObject, place: Place, tokens: readonly string[]): string {
  const [token, ...rest] = tokens;
  if (token === undefined) return place.pointer;
  const holder = spellingsOf(document, place).find(({ schema }) => has(schema, token));
  // A model with null beside it may be written without the composition.
  if (holder === undefined)
    return token === 'anyOf' ? found(document, place, rest.slice(1)) : under(place.pointer, ...tokens);
  const child = Array.isArray(holder.schema) ? holder.schema[Number(token)] : objectMember(holder.schema, token);
  return found(document, { schema: child, pointer: under(holder.pointer, token) }, rest);
}

function has(value: unknown, token: string): boolean {
  return Array.isArray(value) ? Number(token) in value : isObject(value) && Object.hasOwn(value, token);
}

function objectMember(value: unknown, token: string): unknown {
  return isObject(value) ? value[token] : undefined;
}

/** The schema and everything that is folded into it. */
function spellingsOf(document: JsonObject, { schema, pointer }: Place, depth = 0): readonly Place[] {
  const end = resolve(document, schema, pointer);
  const self = { schema, pointer };
  const target = end.kind === 'found' && end.pointer !== pointer ? [{ schema: end.value, pointer: end.pointer }] : [];
  const parts = ['allOf', 'oneOf', 'anyOf'].flatMap((key) =>
    listAt(schema, key).map((part, index) => ({ schema: part, pointer: under(pointer, key, index) })),
  );
  if (depth > 20) return [self];
  return [self, ...[...target, ...parts].flatMap((part) => spellingsOf(document, part, depth + 1))];
}
