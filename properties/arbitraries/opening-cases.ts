/**
 * What each phase begins with, so that every check that can have a turn has had one before the time of a slow target is
 * up. Chance has the rest of the phase.
 */
import fc from 'fast-check';
import { isObject } from '../../src/json/json.ts';
import type { CaseStep, Phase } from '../model/case.ts';
import type { CaseOptions } from './case-options.ts';
import { foreignLists, mixedWrites, othersOperations } from './foreign-cases.ts';
import { framed, plainCreate } from './framed-cases.ts';
import { invalidCase } from './invalid-cases.ts';
import { newerOpeningsOf } from './newer-openings.ts';
import {
  bodyless,
  createStep,
  existingReads,
  get,
  grouped,
  list,
  listStep,
  state,
  update,
  updateStep,
  workspace,
} from './steps.ts';
import type { Steps } from './steps.ts';
import { everythingBy } from './stranger-cases.ts';
import { endOfOne } from '../systematic/sequence-pass.ts';

/**
 * In their order; none for a phase whose every case is like any other, or in a run that only reads. Those of newer releases come last, but
 * before a refresh, which takes longest.
 */
export function openingsOf(phase: Phase, options: CaseOptions): readonly fc.Arbitrary<Steps>[] {
  if (!options.mayWrite) return [];
  const refreshes = phase === 'concurrency' && options.refresh === true;
  return [
    ...ownOpeningsOf(phase, options),
    ...newerOpeningsOf(phase, options),
    ...(refreshes ? [framed(options.context, { withRefresh: true })] : []),
  ];
}

function ownOpeningsOf(phase: Phase, options: CaseOptions): readonly fc.Arbitrary<Steps>[] {
  const context = { ...options.context, size: 'tiny', harmful: options.harmful } as const;
  const tiny = { ...options, context };
  if (phase === 'valid') return [everySide(tiny)];
  if (phase === 'invalid') return [invalidCase(tiny).filter((steps) => steps.some(isBrokenUpdate))];
  if (phase === 'sequences')
    return [
      fc.constant(endOfOne(context)),
      fc.constant(othersOperations),
      ...(options.foreign
        ? [fc.constant([plainCreate(1, {}), get(1), ...foreignLists, ...mixedWrites(options), get(1)])]
        : []),
      ...(options.askers ?? []).map((asker) => fc.constant(everythingBy(asker, options))),
    ];
  if (phase === 'concurrency') return [fc.constant(together)];
  return [];
}

/** Every read, an update and its repetition, an update that changes nothing. */
function everySide({ context, existing = false }: CaseOptions): fc.Arbitrary<Steps> {
  return fc
    .record({
      create: createStep(context, 1),
      // Sent once more an operation that is there has an id, and the update is another one.
      change: updateStep(context, 1).filter(({ body }) => isObject(body) && body['operations'] === undefined),
      filtered: listStep(context),
      others: existing ? existingReads : fc.constant<Steps>([]),
    })
    .map(({ create, change, filtered, others }) => [
      create,
      get(1),
      list,
      state(1),
      workspace,
      bodyless('webBackendListGeographies'),
      bodyless('webBackendCheckUpdates'),
      change,
      change,
      update(1, {}),
      get(1),
      filtered,
      ...others,
      bodyless('webBackendListGeographies'),
    ]);
}

/** Parallel creates, and a read among parallel updates. */
const together: Steps = [
  grouped(plainCreate(1, {}), 1),
  grouped(plainCreate(2, {}), 1),
  list,
  get(1),
  get(2),
  grouped(update(1, { prefix: 'left_' }), 2),
  grouped(update(1, { nonBreakingChangesPreference: 'disable' }), 2),
  grouped(get(1), 2),
  get(1),
  list,
];

function isBrokenUpdate({ operation, intent }: CaseStep): boolean {
  return operation === 'webBackendUpdateConnection' && intent.kind === 'invalid';
}
