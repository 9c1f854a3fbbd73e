/** The generations of built-in contracts that `--consumers` names. */
import { generations } from '../../contracts/generation.ts';
import type { Generation } from '../../contracts/generation.ts';
import { words } from './options/option-values.ts';
import type { Options } from './options/option-values.ts';

/** Oldest first; `undefined` where the option is not given. @throws {UsageError} for a word that is no generation. */
export function chosenGenerations(options: Options): readonly Generation[] | undefined {
  const chosen = words(options, 'consumers', generations);
  return chosen === undefined ? undefined : generations.filter((generation) => chosen.includes(generation));
}
