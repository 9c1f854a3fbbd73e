/** The pacts of a run: those of the built-in consumers that live with the target's release, and those of everybody else. */
import { counted } from '../../src/text/counted.ts';
import { consumers } from '../consumers.ts';
import type { Generation } from '../generation.ts';
import type { LoadedPact, LoadedPacts } from './load-pacts.ts';

/**
 * @param path where the pacts were found: a file that somebody names is taken whatever its consumer.
 * @throws {TypeError} when nothing is left.
 */
export function pactsOfGenerations(
  path: string,
  { pacts, leftOut }: LoadedPacts,
  wanted: readonly Generation[],
): LoadedPacts {
  const others = pacts.flatMap((pact): readonly OtherPact[] => {
    const generation = generationOf(pact);
    return pact.file === path || generation === undefined || wanted.includes(generation) ? [] : [{ pact, generation }];
  });
  if (others.length === pacts.length)
    throw new TypeError(
      `Cannot verify the pacts in "${path}": all of them are of consumers of ${namesOf(others).join(' and ')}, and the run is about ${wanted.join(' and ')}; --consumers ${namesOf(others).join(',')} takes them`,
    );
  return {
    pacts: pacts.filter((pact) => !others.some((other) => other.pact === pact)),
    leftOut: [
      ...leftOut,
      ...others.map(({ pact, generation }) => ({
        place: pact.file,
        reason: `${counted(pact.interactions.length, 'interaction')} of a consumer of ${generation}; --consumers ${generation} takes them`,
        isFault: false,
      })),
    ],
  };
}

interface OtherPact {
  readonly pact: LoadedPact;
  readonly generation: Generation;
}

function generationOf({ consumer }: LoadedPact): Generation | undefined {
  return consumers.find(({ name }) => name === consumer)?.generation;
}

function namesOf(others: readonly OtherPact[]): readonly string[] {
  return [...new Set(others.map(({ generation }) => generation))];
}
