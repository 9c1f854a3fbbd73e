import type { TrapId } from '../../schemas/traps.ts';
import type { JsonObject } from '../../src/json/json.ts';

/** A rule that no schema expresses, and members that depart from it. Trap: what it is to released servers. */
export type SemanticRule = readonly [
  keyword: string,
  pointer: string,
  description: string,
  members: JsonObject,
  flags?: { readonly trap?: TrapId },
];
