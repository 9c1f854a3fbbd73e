/** Compares two places by what they accept. Models that both sides have are compared once, by name, not where they are used. */
import { isEqualJson } from '../json/json.ts';
import type { JsonObject } from '../json/json.ts';
import type { Place } from './reachable-part.ts';
import { constraintChanges, enumChanges } from './compare-keywords.ts';
import { addedMembers, memberChanges } from './compare-members.ts';
import { placeChanges } from './compare-places.ts';
import { fitOf, isInlineObject, jsonTypes } from './fit.ts';
import type { PlainSchemas } from './plain-schema.ts';
import { here, isOnlyName } from './schema-change.ts';
import type { SchemaChange } from './schema-change.ts';
import { isSubset } from './is-subset.ts';
import { kindOf, schemaSummary } from './schema-summary.ts';
import { formsOf, partOf, viewOf } from './view.ts';
import type { View } from './view.ts';

/** One of the two descriptions, in normal form. */
export interface Side {
  readonly document: JsonObject;
  readonly models: ReadonlyMap<string, unknown>;
  readonly plain: PlainSchemas;
}

export interface Comparison {
  compare(old: Place, now: Place): readonly SchemaChange[];
  /** Models found under another name with nothing else changed: the new name by the old one. */
  readonly renamed: ReadonlyMap<string, string>;
}

/** One for two descriptions. */
export function comparison(before: Side, after: Side): Comparison {
  const renamed = new Map<string, string>();
  /** Pairs on the way from the root to here: meeting one again adds nothing. */
  const open = new Set<string>();
  const known = new Map<string, readonly SchemaChange[]>();

  function compare(old: Place, now: Place): readonly SchemaChange[] {
    const was = viewOf(before.document, old);
    const is = viewOf(after.document, now);
    const changes = placeChanges(was, is);
    if (was.model !== undefined && was.model === is.model) return changes;
    const inside = insideOf(was, is);
    return [...changes, ...(was.model === is.model ? inside : underAnotherName(was, is, inside))];
  }

  function insideOf(was: View, is: View): readonly SchemaChange[] {
    const key = [was.pointer, kindOf(was.schema), is.pointer, kindOf(is.schema)].join(' ');
    const found = known.get(key);
    if (found !== undefined || open.has(key)) return found ?? [];
    open.add(key);
    const inside = structure(was, is);
    open.delete(key);
    if (was.model !== undefined && is.model !== undefined) known.set(key, inside);
    return inside;
  }

  /** A model of another name, or one where none was. */
  function underAnotherName(was: View, is: View, inside: readonly SchemaChange[]): readonly SchemaChange[] {
    const areModels = was.model !== undefined && is.model !== undefined;
    // Names inside follow from the name here.
    const changes = inside.filter((change) => !isOnlyName(change));
    if (areModels && changes.length === 0 && !after.models.has(was.model) && !before.models.has(is.model)) {
      renamed.set(was.model, is.model);
      return [];
    }
    const atRoot = changes.filter(({ path }) => path.length === 0).map(({ kind }) => kind);
    if (atRoot.includes('type-changed') || (!areModels && atRoot.some((kind) => kind.startsWith('alternative'))))
      return changes;
    // Two names say where to look; inside of what has none, the changes themselves do.
    return areModels ? [typeChanged(was, is, { inside: changes })] : [...changes, typeChanged(was, is, { inside: [] })];
  }

  function structure(was: View, is: View): readonly SchemaChange[] {
    const forms = { was: formsOf(before.document, was), is: formsOf(after.document, is) };
    if (forms.was.length > 1 || forms.is.length > 1) return unionChanges(was, is, forms);
    const [old, now] = [was.schema, is.schema];
    if (old === false || now === false || kindOf(old) !== kindOf(now)) {
      if (kindOf(old) === kindOf(now)) return [];
      const isObjectNow = now !== false && isInlineObject(now) && !(old !== false && isInlineObject(old));
      return [typeChanged(was, is, fit(was, is)), ...(isObjectNow ? addedMembers(now, {}, is.pointer) : [])];
    }
    const isSame = (key: string): boolean =>
      isEqualJson(before.plain.schemaOf({ [key]: old[key] }), after.plain.schemaOf({ [key]: now[key] }));
    return [
      ...enumChanges(old, now, is.pointer).map(here),
      ...constraintChanges(old, now, { pointer: is.pointer, isSame, fit: () => fit(was, is) }).map(here),
      ...(isInlineObject(old) || isInlineObject(now) ? memberChanges(was, is, below) : []),
      ...('items' in old || 'items' in now ? below('*', partOf(was, 'items'), partOf(is, 'items')) : []),
    ];
  }

  function below(token: string, old: Place, now: Place): readonly SchemaChange[] {
    return compare(old, now).map((change) => ({
      ...change,
      path: [token, ...change.path],
      tokens: [token, ...change.tokens],
    }));
  }

  function fit(was: View, is: View): SchemaChange['given'] {
    return fitOf(before.plain.schemaOf(was.place.schema), after.plain.schemaOf(is.place.schema));
  }

  /** Forms that only one side has. One that a form of the other side takes in is no change. */
  function unionChanges(
    was: View,
    is: View,
    forms: { readonly was: readonly View[]; readonly is: readonly View[] },
  ): readonly SchemaChange[] {
    const come = [...forms.is];
    const gone = forms.was.filter((old) => take(come, (now) => isSameForm(old, now)) === undefined);
    // The only two forms of a type are the same form, changed.
    const changed = gone.flatMap((old): readonly (readonly [View, View])[] => {
      const isAlone = gone.filter((other) => typeIn(other, before) === typeIn(old, before)).length === 1;
      const rivals = come.filter((now) => typeIn(now, after) === typeIn(old, before));
      const [rival] = rivals;
      return isAlone && rivals.length === 1 && rival !== undefined ? [[old, rival]] : [];
    });
    const changes = changed.flatMap(([old, now]) => compare(old.place, now.place));
    const isTakenIn = (view: View, side: Side, others: readonly View[], otherSide: Side): boolean =>
      changed.some((pair) => pair.includes(view)) ||
      others.some((other) => isSubset(plainOf(view, side), plainOf(other, otherSide)));
    const removed = gone.filter((old) => !isTakenIn(old, before, forms.is, after));
    const added = come.filter((now) => !isTakenIn(now, after, forms.was, before));
    if (removed.length === forms.was.length && added.length === forms.is.length)
      return [typeChanged(was, is, fit(was, is))];
    const types = new Set(forms.was.map((old) => typeIn(old, before)));
    return [
      ...changes,
      ...removed.map(({ place }) =>
        here({ kind: 'alternative-removed', member: schemaSummary(place.schema), pointer: is.pointer, given: {} }),
      ),
      ...added.map((form) =>
        here({
          kind: 'alternative-added',
          member: schemaSummary(form.place.schema),
          pointer: form.place.pointer,
          given: { isSameJsonType: types.has(typeIn(form, after)) },
        }),
      ),
    ];
  }

  function isSameForm(old: View, now: View): boolean {
    if (old.model !== undefined && old.model === now.model) return true;
    return kindOf(old.schema) === kindOf(now.schema) && insideOf(old, now).every(isOnlyName);
  }

  return { compare, renamed };
}

function typeChanged(was: View, is: View, given: SchemaChange['given']): SchemaChange {
  return here({
    kind: 'type-changed',
    from: schemaSummary(was.place.schema),
    to: schemaSummary(is.place.schema),
    pointer: is.place.pointer,
    given,
  });
}

/** Takes the first that fits out of the list. */
function take<Item>(list: Item[], fits: (item: Item) => boolean): Item | undefined {
  const index = list.findIndex(fits);
  return index === -1 ? undefined : list.splice(index, 1)[0];
}

function plainOf({ place }: View, { plain }: Side) {
  return plain.schemaOf(place.schema);
}

function typeIn(view: View, side: Side): string {
  return jsonTypes(plainOf(view, side)).join(' ');
}
