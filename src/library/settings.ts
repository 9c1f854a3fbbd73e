/** Settings that more than one part has. */
import { builtInReleases } from '../../schemas/built-in-releases.ts';
import type { BuiltInReleaseId } from '../../schemas/built-in-releases.ts';
import type { Setting } from './refuse-unusable.ts';

/** A release whose description Airlock has: `0.44` (May 2023) or `2.0` (October 2025). */
export type ReleaseId = BuiltInReleaseId;

export const releaseIds = Object.keys(builtInReleases) as readonly ReleaseId[]; // the table's own keys

export const release = oneOf(releaseIds);

export const flag: Setting = { schema: { type: 'boolean' }, expected: 'true or false' };

export const id: Setting = { schema: { type: 'string', format: 'uuid' }, expected: 'a UUID' };

/** One of these words. */
export function oneOf(words: readonly string[]): Setting {
  return { schema: { enum: words }, expected: `one of ${words.join(', ')}` };
}

/** An integer within these bounds, both included. */
export function integer(minimum: number, maximum: number): Setting {
  return { schema: { type: 'integer', minimum, maximum }, expected: `an integer from ${minimum} to ${maximum}` };
}
