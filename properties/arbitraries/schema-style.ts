/** How a connector writes the schemas of its streams. */
import type { JsonObject } from '../../src/json/json.ts';
import type { Draw } from './draw.ts';

type Nullability = 'null-first' | 'null-last' | 'bare' | 'mixed';

/** What all streams of one catalog share: a connector writes its schemas in one style. */
export interface SchemaStyle {
  readonly nullability: Nullability;
  readonly kind: 'api' | 'database';
  readonly described: boolean;
  /** Writes `$schema` and `additionalProperties`. */
  readonly formal: boolean;
  /** Has integers that 64 bits do not hold: released servers before 2025 answer 500 to them. */
  readonly beyond64Bits: boolean;
}

/**
 * Nearly half of real catalogs are nullable throughout, nearly a third bare; null comes first seven times out of eight.
 */
export function schemaStyle(
  draw: Draw,
  { beyond64Bits = false }: { readonly beyond64Bits?: boolean } = {},
): SchemaStyle {
  const kind = draw.chance(0.15) ? 'database' : 'api';
  const nullability = draw.weighted<Nullability>([
    [41, 'null-first'],
    [6, 'null-last'],
    [29, 'bare'],
    [24, 'mixed'],
  ]);
  return {
    kind,
    nullability: kind === 'database' ? 'bare' : nullability,
    described: draw.chance(0.26),
    formal: draw.chance(0.45),
    beyond64Bits,
  };
}

/** A type in the style of the catalog, with further keywords. */
export function typed(draw: Draw, style: SchemaStyle, type: string, extra: JsonObject): JsonObject {
  const nullable = style.nullability === 'mixed' ? draw.chance(0.5) : style.nullability !== 'bare';
  const members = nullable
    ? { type: style.nullability === 'null-last' ? [type, 'null'] : ['null', type], ...extra }
    : { type, ...extra };
  return style.described && draw.chance(0.6) ? { description: draw.pick(descriptions), ...members } : members;
}

const descriptions = [
  'Unique identifier for the object.',
  'When it was made, in UTC.',
  'A "quoted" text with <b>markup</b> & signs.',
  'Zeile eins\nZeile zwei — größer',
] as const;
