/** What changed in the keywords of one schema, its members and items apart. */
import { isEqualJson, listAt } from '../json/json.ts';
import { under } from '../json/pointer.ts';
import type { JsonObject } from '../json/json.ts';
import type { ChangeKind } from './change.ts';
import type { Circumstances } from './classify.ts';

/** A change of one keyword. */
export interface KeywordChange {
  readonly kind: ChangeKind;
  readonly member?: string;
  readonly from?: string;
  readonly to?: string;
  readonly pointer: string;
  readonly given: Circumstances;
}

/** Null is no value of an enum: it is compared for the whole place. */
export function enumChanges(old: JsonObject, now: JsonObject, pointer: string): readonly KeywordChange[] {
  const was = listAt(old, 'enum').filter((value) => value !== null);
  const is = listAt(now, 'enum').filter((value) => value !== null);
  const isEnum = { old: 'enum' in old, now: 'enum' in now };
  if (!isEnum.old && !isEnum.now) return [];
  const base = { pointer: under(pointer, 'enum'), given: {} };
  if (isEnum.old !== isEnum.now)
    return [
      {
        ...base,
        kind: 'constraint-changed',
        from: isEnum.old ? `one of ${was.map(shown).join(', ')}` : 'any value',
        to: isEnum.now ? `one of ${is.map(shown).join(', ')}` : 'any value',
        given: { oldFitsNew: isEnum.old, newFitsOld: isEnum.now },
      },
    ];
  return [
    ...is
      .filter((value) => !contains(was, value))
      .map((value) => ({ ...base, kind: 'enum-value-added', member: shown(value) }) as const),
    ...was
      .filter((value) => !contains(is, value))
      .map((value) => ({ ...base, kind: 'enum-value-removed', member: shown(value) }) as const),
  ];
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function contains(list: readonly unknown[], value: unknown): boolean {
  return list.some((other) => isEqualJson(other, value));
}

/** Compared elsewhere, or without a say. */
const others = new Set(
  'type format enum properties required additionalProperties items default description title examples deprecated readOnly writeOnly discriminator xml externalDocs $comment'.split(
    ' ',
  ),
);

/** Bounds and whatever else restricts values; `fit` says it for those whose values have no order. */
export function constraintChanges(
  old: JsonObject,
  now: JsonObject,
  { pointer, isSame, fit }: ConstraintOptions,
): readonly KeywordChange[] {
  const keys = [...new Set([...Object.keys(old), ...Object.keys(now)])].filter((key) => !others.has(key));
  return keys.flatMap((key): readonly KeywordChange[] => {
    const [was, is] = [old[key], now[key]];
    if (isEqualJson(was, is) || isSame(key)) return [];
    const direction = directionOf(key, was, is);
    return [
      {
        kind: 'constraint-changed',
        member: key,
        ...(was === undefined ? {} : { from: JSON.stringify(was) }),
        ...(is === undefined ? {} : { to: JSON.stringify(is) }),
        pointer: under(pointer, key),
        given:
          direction === 'other' ? fit() : { oldFitsNew: direction === 'wider', newFitsOld: direction === 'tighter' },
      },
    ];
  });
}

interface ConstraintOptions {
  readonly pointer: string;
  /** Whether a keyword means the same on both sides although it is written otherwise. */
  readonly isSame: (key: string) => boolean;
  readonly fit: () => Circumstances;
}

function directionOf(key: string, old: unknown, now: unknown): 'wider' | 'tighter' | 'other' {
  if (now === undefined) return 'wider';
  if (old === undefined) return 'tighter';
  if (typeof old !== 'number' || typeof now !== 'number' || key === 'multipleOf') return 'other';
  const isLower = /^(min|exclusiveMin)/.test(key);
  return now < old === isLower ? 'wider' : 'tighter';
}
