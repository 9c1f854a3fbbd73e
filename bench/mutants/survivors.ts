/** What was read of mutants that no run noticed: whether anybody could have. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { keyOf } from './instrument.ts';
import type { MutantText } from './instrument.ts';
import type { PopulationId } from './populations.ts';

/**
 * `equivalent`: no request can tell; `permitted`: conforming servers may differ so; `unreachable`: not through the eight operations on what
 * the server holds; `missed`: a request could tell, and no run did.
 */
export const survivorClasses = ['equivalent', 'permitted', 'unreachable', 'missed'] as const;

export type SurvivorClass = (typeof survivorClasses)[number];

export interface Survivor extends MutantText {
  readonly class: SurvivorClass;
  /** Why, in one sentence. */
  readonly reason: string;
}

/** Those of one server. */
export function survivorsOf(population: PopulationId): readonly Survivor[] {
  const text = readFileSync(join(import.meta.dirname, 'survivors.json'), 'utf8');
  return (JSON.parse(text) as Partial<Record<PopulationId, readonly Survivor[]>>)[population] ?? []; // a file of this folder
}

/** Class and reason by mutant. */
export function readSurvivors(population: PopulationId): ReadonlyMap<string, Survivor> {
  return new Map(survivorsOf(population).map((survivor) => [keyOf(survivor), survivor]));
}
