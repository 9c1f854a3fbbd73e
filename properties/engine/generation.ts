/** From the options of a run to generated cases: the same for a run and for its plan. */
import { defined } from '../../src/json/defined.ts';
import fc from 'fast-check';
import type { TrapId } from '../../schemas/traps.ts';
import type { Description } from '../../schemas/description.ts';
import type { Asker } from '../../src/target/asker.ts';
import type { Consent } from '../../src/target/target.ts';
import type { CaseOptions } from '../arbitraries/case-options.ts';
import type { PhaseCases } from '../arbitraries/cases.ts';
import type { CorpusStream } from '../arbitraries/generation-context.ts';
import type { Case, CaseStep, Phase } from '../model/case.ts';

/** What a run knows of its release and of real catalogs. */
export interface Drawn {
  readonly corpus?: readonly CorpusStream[];
  readonly description?: Description;
  readonly traps?: ReadonlySet<TrapId>;
}

export function caseOptionsOf(
  where: {
    readonly consent: Consent;
    readonly isLoopback: boolean;
    readonly foreign: boolean;
    readonly askers?: readonly Asker[];
    /** A discovered catalog of the source is known. */
    readonly catalog: boolean;
    /** The workspace has connections that were there before the run. */
    readonly existing: boolean;
  },
  { corpus, description, traps }: Drawn,
): CaseOptions {
  return {
    context: {
      size: 'typical',
      activeSchedules: where.consent.activeSchedules,
      reset: where.consent.reset,
      ...defined({ corpus, description }),
    },
    mayWrite: where.consent.writes,
    harmful: where.consent.harmfulInputs,
    foreign: where.foreign,
    catalog: where.catalog,
    existing: where.existing,
    refresh: where.catalog && where.consent.refresh,
    oversized: where.isLoopback,
    ...defined({ traps, askers: where.askers }),
  };
}

export interface Place {
  readonly seed: number;
  readonly phase: Phase;
  /** Of the worker. */
  readonly shard: number;
  /** In the phase and shard, from 0. */
  readonly number: number;
}

/** Every case has a seed of its own, so that it depends on its place alone. */
export function drawCase(arbitrary: fc.Arbitrary<readonly CaseStep[]>, place: Place): Case {
  const { phase, shard, number } = place;
  const [steps = []] = fc.sample(arbitrary, { seed: mixed(place), numRuns: 1 });
  return { phase, steps, path: `${phase}:${shard}:${number}` };
}

/** So many cases of each worker are small: smaller ones first, and a slow target comes to no others. */
const smallCases = 2;

/** The case at a place of a phase, and whether it is one that the phase begins with. */
export function nextCase(
  { openings, small, usual }: PhaseCases,
  place: Place,
): { readonly testCase: Case; readonly isOpening: boolean } {
  const opening = place.shard === 0 ? openings[place.number] : undefined;
  const arbitrary = opening ?? (place.number < smallCases ? small : usual);
  return { testCase: drawCase(arbitrary, place), isOpening: opening !== undefined };
}

/** Whether a run of these operations, all of them when none are named, has a use for the case. */
export function concerns({ steps }: Case, asked: readonly string[] | undefined): boolean {
  return asked === undefined || steps.some(({ operation }) => asked.includes(operation));
}

/** A place in 32 bits (FNV-1a). */
function mixed({ seed, phase, shard, number }: Place): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(`${seed}/${phase}/${shard}/${number}`)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash | 0;
}
