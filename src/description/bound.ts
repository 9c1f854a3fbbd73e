/** The tightest bound that several parts of a schema set, and where it stands. */
import { isObject } from '../json/json.ts';
import { under } from '../json/pointer.ts';
import type { JsonObject } from '../json/json.ts';
import type { Place } from './reachable-part.ts';

export interface Bound {
  readonly value: number;
  readonly pointer: string;
}

export function lowerBound(pieces: readonly Place[], key: string): Bound | undefined {
  return tightest(pieces, Math.max, (schema) =>
    schema['exclusiveMinimum'] === true && key === 'minimum' ? [] : [key],
  );
}

export function upperBound(pieces: readonly Place[], key: string): Bound | undefined {
  return tightest(pieces, Math.min, (schema) =>
    schema['exclusiveMaximum'] === true && key === 'maximum' ? [] : [key],
  );
}

/** A bound that values may not reach: 3.0 marks the ordinary one with a flag, 3.1 has a keyword of its own. */
export function exclusiveLowerBound(pieces: readonly Place[]): Bound | undefined {
  return tightest(pieces, Math.max, (schema) => [schema['exclusiveMinimum'] === true ? 'minimum' : 'exclusiveMinimum']);
}

export function exclusiveUpperBound(pieces: readonly Place[]): Bound | undefined {
  return tightest(pieces, Math.min, (schema) => [schema['exclusiveMaximum'] === true ? 'maximum' : 'exclusiveMaximum']);
}

function tightest(
  pieces: readonly Place[],
  choose: (...values: number[]) => number,
  keysOf: (schema: JsonObject) => readonly string[],
): Bound | undefined {
  const bounds = pieces.flatMap(({ schema, pointer }) => {
    if (!isObject(schema)) return [];
    return keysOf(schema).flatMap((key) => {
      const value = schema[key];
      return typeof value === 'number' ? [{ value, pointer: under(pointer, key) }] : [];
    });
  });
  const value = choose(...bounds.map((candidate) => candidate.value));
  return bounds.find((candidate) => candidate.value === value);
}
