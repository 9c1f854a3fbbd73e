/** The generation of consumers that an API description is for, where nobody says it. */
import type { Description } from '../../schemas/description.ts';
import { consumersOf } from '../consumers.ts';
import { generations } from '../generation.ts';
import type { Generation } from '../generation.ts';
import { contractGaps } from './contract-gaps.ts';
import type { ContractGap } from './contract-gaps.ts';

/** What of the contracts of one generation a description does not promise. */
export interface ComparedGeneration {
  readonly generation: Generation;
  readonly broken: readonly ContractGap[];
  readonly unpromised: readonly ContractGap[];
}

/** Oldest first. */
export function compareGenerations(description: Description): readonly ComparedGeneration[] {
  return generations.map((generation) => {
    const interactions = consumersOf([generation]).flatMap((consumer) => consumer.interactions);
    const gaps = contractGaps(interactions, description);
    return {
      generation,
      broken: gaps.filter(({ kind }) => kind === 'broken'),
      unpromised: gaps.filter(({ kind }) => kind === 'unpromised'),
    };
  });
}

/** The one that the description contradicts least; the older one of two. */
export function nearestGeneration(compared: readonly ComparedGeneration[]): Generation {
  const [first] = compared.toSorted((left, right) => left.broken.length - right.broken.length);
  return first?.generation ?? generations[0];
}
