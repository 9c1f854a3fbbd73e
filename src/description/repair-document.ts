/** Applies Airlock's repairs to the description of any release, as far as their places are as published. */
import { repairs } from '../../schemas/repairs.ts';
import type { Repair, RepairId } from '../../schemas/repairs.ts';
import { operations } from '../../schemas/operations.ts';
import { RefusalBody } from '../../schemas/errors.ts';
import { closureOf } from './closure.ts';
import { isEqualJson, isObject, tokensOf, under, valueAt } from './json.ts';
import type { JsonObject } from './json.ts';

export interface RepairedDocument {
  readonly document: JsonObject;
  readonly applied: readonly RepairId[];
  /** Repairs that this release does not need, or has nothing to apply to. */
  readonly notNeeded: readonly RepairId[];
}

/** Works on a copy. A repair is applied at each of its places that still holds what was published. */
export function repairDocument(document: JsonObject): RepairedDocument {
  const copy: JsonObject = structuredClone(document);
  const paths = new Map(
    closureOf(copy).operations.map(({ id, path }) => [under('/paths', operations[id].path), under('/paths', path)]),
  );
  const applied = new Set<RepairId>();
  for (const repair of repairs)
    for (const pointer of repair.pointers) if (repairAt(copy, moved(pointer, paths), repair)) applied.add(repair.id);
  if (applied.has('undocumented-refusals')) put(copy, '/components/schemas/RefusalBody', RefusalBody);
  return {
    document: copy,
    applied: [...applied],
    notNeeded: repairs.map(({ id }) => id).filter((id) => !applied.has(id)),
  };
}

/** The place in this document, whose paths may have a prefix; `undefined` for an operation that it lacks. */
function moved(pointer: string, paths: ReadonlyMap<string, string>): string | undefined {
  if (!pointer.startsWith('/paths/')) return pointer;
  for (const [ours, theirs] of paths) if (pointer.startsWith(`${ours}/`)) return theirs + pointer.slice(ours.length);
  return undefined;
}

function repairAt(document: JsonObject, pointer: string | undefined, repair: Repair): boolean {
  if (pointer === undefined) return false;
  const tokens = tokensOf(pointer);
  const parent = valueAt(document, under('', ...tokens.slice(0, -1)));
  const last = tokens.at(-1);
  if (!isObject(parent) || last === undefined) return false;
  const isThere = Object.hasOwn(parent, last);
  const isAsPublished =
    repair.published === undefined ? !isThere : isThere && isEqualJson(parent[last], repair.published);
  if (!isAsPublished || !isWrongHere(repair, document)) return false;
  if (repair.used === undefined) remove(document, pointer);
  else
    put(
      document,
      pointer,
      isResponse(tokens) && typeof repair.used === 'string' ? responseOf(repair.used) : repair.used,
    );
  return true;
}

/** A null default is right where the release made the member nullable; a status may be covered by a wildcard. */
function isWrongHere(repair: Repair, document: JsonObject): boolean {
  if (repair.id !== 'null-default-on-non-nullable') return true;
  return repair.pointers.every((pointer) => {
    const schema = valueAt(document, pointer.slice(0, pointer.lastIndexOf('/')));
    return !isObject(schema) || schema['nullable'] !== true;
  });
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
