/** Cases of every phase: lists of steps around connections that the case makes itself. */
import fc from 'fast-check';
import { defined } from '../../src/json/defined.ts';
import { maySend } from '../../schemas/traps.ts';
import { isRead } from '../../src/target/effect.ts';
import { transportSteps } from '../transport/transport-cases.ts';
import { declares } from './declares.ts';
import { stepsForRelease } from './for-release.ts';
import { creates } from '../model/case.ts';
import type { CaseStep, Phase } from '../model/case.ts';
import type { CaseOptions } from './case-options.ts';
import { concurrent } from './concurrent-cases.ts';
import { foreignReads, othersOperations } from './foreign-cases.ts';
import { framed } from './framed-cases.ts';
import { joinedCases } from './joined-cases.ts';
import { invalidCase } from './invalid-cases.ts';
import { openingsOf } from './opening-cases.ts';
import { permittedCase } from './permitted-cases.ts';
import { ownPages, workspacePages } from './page-cases.ts';
import { onSource } from './on-source.ts';
import { readOnlyCase } from './read-only-cases.ts';
import { sequence } from './sequence-cases.ts';
import { inParts } from '../systematic/in-parts.ts';
import { systematicPass } from '../systematic/systematic-pass.ts';
import type { Steps } from './steps.ts';
import { strangers } from './stranger-cases.ts';
import { unfitIds } from './unanswered-cases.ts';
import { validCase } from './valid-cases.ts';

/** The cases of a phase, by their number. */
export interface PhaseCases {
  /** The first ones of the first worker. */
  readonly openings: readonly fc.Arbitrary<readonly CaseStep[]>[];
  /** What comes next, shared out among the workers: the same for every seed. */
  readonly pass: readonly (readonly CaseStep[])[];
  /** Short ones with small catalogs, for the next few of each worker: on a slow target there are no others. */
  readonly small: fc.Arbitrary<readonly CaseStep[]>;
  readonly usual: fc.Arbitrary<readonly CaseStep[]>;
  /** Where connections are few: makes one case of several usual ones, on the connections of the first. */
  readonly joined?: (cases: readonly (readonly CaseStep[])[]) => readonly CaseStep[];
  /** Where connections are few: cases that create nothing. */
  readonly reading?: fc.Arbitrary<readonly CaseStep[]>;
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
  const whole = systematicPass(phase, withFlags(given));
  const pass = given.isThrifty === true && mayJoin(phase) ? thriftyPass(whole, given) : whole;
  return {
    openings,
    pass: description === undefined ? pass : pass.map((steps) => stepsForRelease(steps, description)),
    small,
    usual,
    ...(given.isThrifty === true ? thrifty(phase, given) : {}),
  };
}

/** `undefined` for a phase that the run may not do: most of them write. */
export function casesOf(phase: Phase, given: CaseOptions): fc.Arbitrary<readonly CaseStep[]> | undefined {
  const { description } = given.context;
  const cases = phaseCases(phase, given);
  return description === undefined ? cases : cases?.map((steps) => stepsForRelease(steps, description));
}

function phaseCases(phase: Phase, given: CaseOptions): fc.Arbitrary<readonly CaseStep[]> | undefined {
  const options = withFlags(given);
  if (phase === 'transport') return transport(options);
  if (!options.mayWrite) return readOnlyCase(phase, options);
  const { context } = options;
  const { askers = [] } = options;
  const [others, weight] = othersOf(phase, options);
  const isPaged = declares(context, 'webBackendListConnectionsForWorkspace', 'pageSize');
  return fc.oneof(
    { arbitrary: others, weight },
    ...(options.refresh === true ? [{ arbitrary: refreshing(options), weight: 2 }] : []),
    ...(phase === 'sequences' && options.catalog === true ? [{ arbitrary: framed(context), weight: 2 }] : []),
    // The whole workspace holds still only where no other case runs.
    ...(isPaged && phase !== 'invalid'
      ? [{ arbitrary: phase === 'concurrency' ? workspacePages : ownPages, weight: 1 }]
      : []),
    ...(phase === 'invalid'
      ? [
          { arbitrary: permittedCase(options), weight: 12 },
          { arbitrary: unfitIds, weight: 1 },
        ]
      : []),
    ...(phase === 'sequences' ? [{ arbitrary: fc.constant(othersOperations), weight: 1 }] : []),
    ...(phase === 'sequences' && options.foreign ? [{ arbitrary: foreignReads, weight: 1 }] : []),
    ...(phase === 'sequences' && askers.length > 0 ? [{ arbitrary: strangers(askers, options), weight: 2 }] : []),
  );
}

function refreshing({ context, sources = 0 }: CaseOptions): fc.Arbitrary<Steps> {
  const cases = framed(context, { withRefresh: true });
  return sources === 0 ? cases : fc.tuple(cases, fc.nat(sources)).map(([steps, number]) => onSource(steps, number));
}

function thrifty(phase: Phase, given: CaseOptions): Partial<PhaseCases> {
  const reading = casesOf(phase, { ...given, mayWrite: false });
  return defined({
    joined: mayJoin(phase)
      ? (cases: readonly (readonly CaseStep[])[]): readonly CaseStep[] => joinedCases(cases, given.context)
      : undefined,
    reading,
  });
}

/** What is sent at once has a connection to itself. */
function mayJoin(phase: Phase): boolean {
  return phase !== 'concurrency' && phase !== 'transport';
}

/** So many cases of the pass on the connections of one; those that are about creates come last. */
const joinedOfPass = 3;
const fewCreates = 2;

function thriftyPass(pass: readonly (readonly CaseStep[])[], { context }: CaseOptions): PhaseCases['pass'] {
  const parts = inParts(pass.filter(isFrugal), joinedOfPass);
  return [...parts.map((part) => joinedCases(part, context)), ...pass.filter((steps) => !isFrugal(steps))];
}

function isFrugal(steps: readonly CaseStep[]): boolean {
  return steps.filter(creates).length <= fewCreates;
}

/** With what the run may do with the notification flags. */
function withFlags(given: CaseOptions): CaseOptions {
  const notificationFlags = maySend('shared-notification-flags', 'webBackendUpdateConnection', given);
  return { ...given, context: { ...given.context, notificationFlags } };
}

/** The cases that only this phase has, and how much more often than others they come. */
function othersOf(phase: Phase, options: CaseOptions): readonly [fc.Arbitrary<Steps>, number] {
  if (phase === 'valid') return [validCase(options), 24];
  if (phase === 'invalid') return [invalidCase(options), 24];
  return phase === 'concurrency' ? [concurrent(options.context), 6] : [sequence(options.context), 16];
}

function transport({ mayWrite, oversized }: CaseOptions): fc.Arbitrary<readonly CaseStep[]> {
  const steps = transportSteps({ oversized }).filter(({ raw }) => mayWrite || isRead(raw));
  return fc.constantFrom(...steps).map((step) => [step]);
}
