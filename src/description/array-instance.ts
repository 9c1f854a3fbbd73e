/** The shortest list that satisfies several parts of a schema. */
import { isObject } from '../json/json.ts';
import { under } from '../json/pointer.ts';
import { lowerBound, upperBound } from './bound.ts';
import { together } from './together.ts';
import type { Place } from './reachable-part.ts';
import type { Verdict } from './verdict.ts';

/** @param build finds an instance for the items */
export function arrayInstance(pieces: readonly Place[], build: (place: Place) => Verdict): Verdict {
  const least = lowerBound(pieces, 'minItems');
  const most = upperBound(pieces, 'maxItems');
  if (least !== undefined && most !== undefined && least.value > most.value)
    return {
      kind: 'impossible',
      pointers: [least.pointer, most.pointer],
      reason: `at least ${least.value} items are required and at most ${most.value} allowed`,
    };
  const length = least?.value ?? 0;
  if (least === undefined || length <= 0) return { kind: 'instance', value: [] };
  const items = pieces.flatMap(({ schema, pointer }) =>
    isObject(schema) && schema['items'] !== undefined
      ? [{ schema: schema['items'], pointer: under(pointer, 'items') }]
      : [],
  );
  // Different items, in case they have to be.
  if (items.length === 0) return { kind: 'instance', value: Array.from({ length }, (_, index) => index) };
  const item = build(together(items));
  if (item.kind === 'impossible') return { ...item, pointers: [least.pointer, ...item.pointers] };
  if (item.kind === 'unknown' || length > 1000) return { kind: 'unknown' };
  return { kind: 'instance', value: Array.from({ length }, () => item.value) };
}
