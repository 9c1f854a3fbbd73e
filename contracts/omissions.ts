/** Declared statuses that no contract may pin, with the reason: conforming servers differ there, or nobody relies on it. */
import { generations } from './generation.ts';
import type { Omission } from './interaction.ts';

const neutral =
  'released servers answer an unknown id neutrally (200) and never with 404, so that a pact would fail on them';

/** The page of 2.0.0 takes the ids for these from its own answers, and shows no text of their errors. */
const ownIds = 'the page sends ids that a server gave it, and reads nothing of an error';

const answers = [
  { operation: 'getStateType', answered: '"not_set"' },
  { operation: 'webBackendGetWorkspaceState', answered: 'all three false' },
  { operation: 'webBackendListConnectionsForWorkspace', answered: 'an empty list' },
] as const;

export const omissions: readonly Omission[] = [
  ...generations.flatMap((generation) =>
    answers.map(({ operation, answered }) => ({
      generation,
      operation,
      status: 404,
      reason: `${neutral}: ${answered}`,
    })),
  ),
  ...answers.map(({ operation }) => ({ generation: '2.0' as const, operation, status: 422, reason: ownIds })),
];
