/** Applies Airlock's repairs to the description of any release, as far as their places are as published. */
import { isEqualJson, isObject } from '../json/json.ts';
import { tokensOf, under, valueAt } from '../json/pointer.ts';
import type { JsonObject } from '../json/json.ts';
import { repairs } from '../../schemas/repairs.ts';
import type { Repair, RepairId } from '../../schemas/repairs.ts';
import { NotFoundKnownExceptionInfo, RefusalBody } from '../../schemas/errors.ts';
import { statusFor } from '../../schemas/response-for.ts';
import { knownModels } from './known-models.ts';
import { typesOf } from './normal-keywords.ts';

export interface RepairedDocument {
  readonly document: JsonObject;
  readonly applied: readonly RepairId[];
  /** Repairs that this release does not need, or has nothing to apply to. */
  readonly notNeeded: readonly RepairId[];
}

/** Works on a copy of a document in normal form. A repair is applied at each of its places that still holds what was published. */
export function repairDocument(document: JsonObject): RepairedDocument {
  const copy: JsonObject = structuredClone(document);
  const known = knownModels(copy);
  const applied = new Set<RepairId>();
  for (const repair of repairs)
    for (const pointer of repair.pointers.flatMap((published) => placesOf(published, known)))
      if (repairAt(copy, pointer, repair)) applied.add(repair.id);
  // A release may have the error body under another name.
  const notFound = '/components/schemas/NotFoundKnownExceptionInfo';
  if (applied.has('undocumented-refusals')) put(copy, '/components/schemas/RefusalBody', RefusalBody);
  if (applied.has('not-found-on-writes') && valueAt(copy, notFound) === undefined)
    put(copy, notFound, NotFoundKnownExceptionInfo);
  return {
    document: copy,
    applied: [...applied],
    notNeeded: repairs.map(({ id }) => id).filter((id) => !applied.has(id)),
  };
}

/** The places in this document, which may have the model under another name or several times without one. */
function placesOf(pointer: string, known: ReadonlyMap<string, ReadonlySet<string>>): readonly string[] {
  const [, , model = '', ...rest] = pointer.startsWith('/components/schemas/') ? tokensOf(pointer) : [];
  const places = known.get(model);
  return places === undefined ? [pointer] : [...places].map((place) => under(place, ...rest));
}

function repairAt(document: JsonObject, pointer: string, repair: Repair): boolean {
  const tokens = tokensOf(pointer);
  const parent = valueAt(document, under('', ...tokens.slice(0, -1)));
  const last = tokens.at(-1);
  if (!isObject(parent) || last === undefined) return false;
  const isThere = Object.hasOwn(parent, last);
  const isAsPublished =
    repair.published === undefined ? !isThere : isThere && isSameList(parent[last], repair.published);
  if (!isAsPublished || !isWrongHere(repair, parent, tokens)) return false;
  if (repair.used === undefined) remove(document, pointer);
  else
    put(
      document,
      pointer,
      isResponse(tokens) && typeof repair.used === 'string' ? responseOf(repair.used) : repair.used,
    );
  return true;
}

/** The order of `required` says nothing. */
function isSameList(value: unknown, published: unknown): boolean {
  return isEqualJson(sorted(value), sorted(published));
}

function sorted(value: unknown): unknown {
  return Array.isArray(value) ? value.map(String).toSorted() : value;
}

/** A null default is right where the release made the member nullable; a status may be covered by a range or `default`. */
function isWrongHere(repair: Repair, parent: JsonObject, tokens: readonly string[]): boolean {
  if (isResponse(tokens)) return statusFor(Object.keys(parent), tokens.at(-1) ?? '') === undefined;
  return repair.id !== 'null-default-on-non-nullable' || typesOf(parent)?.includes('null') === false;
}

function isResponse(tokens: readonly string[]): boolean {
  return tokens[0] === 'paths' && tokens.at(-2) === 'responses';
}

function responseOf(model: string): JsonObject {
  return {
    description: model === 'RefusalBody' ? 'Refused' : 'Not found',
    content: { 'application/json': { schema: { $ref: `#/components/schemas/${model}` } } },
  };
}

function put(document: JsonObject, pointer: string, value: unknown): void {
  const { parent, last } = parentOf(document, pointer);
  if (parent !== undefined) parent[last] = structuredClone(value);
}

function remove(document: JsonObject, pointer: string): void {
  const { parent, last } = parentOf(document, pointer);
  if (parent !== undefined) delete parent[last];
}

function parentOf(
  document: JsonObject,
  pointer: string,
): { readonly parent?: Record<string, unknown>; readonly last: string } {
  const tokens = tokensOf(pointer);
  const parent = valueAt(document, under('', ...tokens.slice(0, -1)));
  const last = tokens.at(-1) ?? '';
  return isObject(parent) ? { parent, last } : { last };
}
