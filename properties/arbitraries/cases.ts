/** Cases of every phase: lists of steps around connections that the case makes itself. */
import fc from 'fast-check';
import { maySend } from '../../schemas/traps.ts';
import { isRead } from '../../src/target/effect.ts';
import { transportSteps } from '../transport/transport-cases.ts';
import { stepsForRelease } from './for-release.ts';
import type { CaseStep, Phase } from '../model/case.ts';
import type { CaseOptions } from './case-options.ts';
import { concurrent } from './concurrent-cases.ts';
import { framed } from './framed-cases.ts';
import { invalidCase } from './invalid-cases.ts';
import { openingsOf } from './opening-cases.ts';
import { readOnlyCase } from './read-only-cases.ts';
import { sequence } from './sequence-cases.ts';
import type { Steps } from './steps.ts';
import { validCase } from './valid-cases.ts';

/** The cases of a phase, by their number. */
export interface PhaseCases {
  /** The first ones of the first worker. */
  readonly openings: readonly fc.Arbitrary<readonly CaseStep[]>[];
  /** Short ones with small catalogs, for the next few of each worker: on a slow target there are no others. */
  readonly small: fc.Arbitrary<readonly CaseStep[]>;
  readonly usual: fc.Arbitrary<readonly CaseStep[]>;
}

/** All that a phase draws from; `undefined` for one that the run may not do. */
export function phaseCasesOf(phase: Phase, given: CaseOptions): PhaseCases | undefined {
  const usual = casesOf(phase, given);
  const small = casesOf(phase, { ...given, context: { ...given.context, size: 'tiny' } });
  if (usual === undefined || small === undefined) return undefined;
  const { description } = given.context;
  const openings = openingsOf(phase, given).map((cases) =>
    description === undefined ? cases : cases.map((steps) => stepsForRelease(steps, description)),
  );
  return { openings, small, usual };
}

/** `undefined` for a phase that the run may not do: most of them write. */
export function casesOf(phase: Phase, given: CaseOptions): fc.Arbitrary<readonly CaseStep[]> | undefined {
  const { description } = given.context;
  const cases = phaseCases(phase, given);
  return description === undefined ? cases : cases?.map((steps) => stepsForRelease(steps, description));
}

function phaseCases(phase: Phase, given: CaseOptions): fc.Arbitrary<readonly CaseStep[]> | undefined {
  const notificationFlags = maySend('shared-notification-flags', 'webBackendUpdateConnection', given);
  const options = { ...given, context: { ...given.context, notificationFlags } };
  if (phase === 'transport') return transport(options);
  if (!options.mayWrite) return readOnlyCase(phase, options);
  if (phase === 'valid') return validCase(options);
  if (phase === 'invalid') return invalidCase(options);
  if (phase === 'concurrency') return refreshable(concurrent(options.context), options);
  return options.catalog === true
    ? fc.oneof({ arbitrary: sequence(options.context), weight: 8 }, { arbitrary: framed(options.context), weight: 1 })
    : sequence(options.context);
}

/** A refresh reaches every connection of the source, so it belongs where no other case runs. */
function refreshable(others: fc.Arbitrary<Steps>, { context, refresh = false }: CaseOptions): fc.Arbitrary<Steps> {
  return refresh
    ? fc.oneof({ arbitrary: others, weight: 3 }, { arbitrary: framed(context, { withRefresh: true }), weight: 1 })
    : others;
}

function transport({ mayWrite, oversized }: CaseOptions): fc.Arbitrary<readonly CaseStep[]> {
  const steps = transportSteps({ oversized }).filter(({ raw }) => mayWrite || isRead(raw));
  return fc.constantFrom(...steps).map((step) => [step]);
}
