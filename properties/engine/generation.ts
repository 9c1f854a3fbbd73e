/** From the options of a run to generated cases: the same for a run and for its plan. */
import { defined } from '../../src/json/defined.ts';
import fc from 'fast-check';
import type { TrapId } from '../../schemas/traps.ts';
import type { Description } from '../../schemas/description.ts';
import type { Asker } from '../../src/target/asker.ts';
import { mayRefresh } from '../../src/target/consent-guard.ts';
import type { Consent } from '../../src/target/target.ts';
import type { CaseOptions } from '../arbitraries/case-options.ts';
import type { PhaseCases } from '../arbitraries/cases.ts';
import type { CorpusStream } from '../arbitraries/generation-context.ts';
import type { Case, CaseStep, Phase } from '../model/case.ts';
import { Novelty } from './novelty.ts';

/** What a run knows of its release and of real catalogs. */
interface Drawn {
  readonly corpus?: readonly CorpusStream[];
  readonly description?: Description;
  readonly traps?: ReadonlySet<TrapId>;
}

/** Where a run may go, and what it knows of the target. */
export interface Scope {
  readonly consent: Consent;
  readonly isLoopback: boolean;
  /** The run knows a second workspace. */
  readonly foreign: boolean;
  /** In whose name it can ask besides its own. */
  readonly askers?: readonly Asker[];
  /** A discovered catalog of the source is known. */
  readonly catalog: boolean;
  /** The workspace has connections that were there before the run. */
  readonly existing: boolean;
  /** Sources beside the one of the run; none unless told otherwise. */
  readonly sources?: number;
}

export function caseOptionsOf(where: Scope, { corpus, description, traps }: Drawn): CaseOptions {
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
    refresh: mayRefresh(where.consent) && (where.catalog || where.consent.ownRefresh === true),
    oversized: where.isLoopback,
    ...defined({ traps, askers: where.askers, sources: where.consent.refresh ? where.sources : undefined }),
  };
}

interface Place {
  readonly seed: number;
  readonly phase: Phase;
  /** Of the worker. */
  readonly shard: number;
  /** In the phase and shard, from 0. */
  readonly number: number;
}

/** Every case has a seed of its own, so that it depends on its place alone. */
export function drawCase(arbitrary: fc.Arbitrary<readonly CaseStep[]>, place: Place, candidate = 0): Case {
  const { phase, shard, number } = place;
  const [steps = []] = fc.sample(arbitrary, { seed: mixed(place, candidate), numRuns: 1 });
  return { phase, steps, path: `${phase}:${shard}:${number}` };
}

/** So many drawn cases of each worker are small: smaller ones first, and a slow target comes to no others. */
const smallCases = 2;
/** So many are drawn for each that is sent. */
const candidates = 3;

/** What a worker sends next. */
interface NextCase {
  readonly testCase: Case;
  /** `opening` is sent in any case, `pass` is part of the systematic first pass. */
  readonly kind: 'opening' | 'pass' | 'drawn';
}

/** The cases of one worker, by their number in it. */
interface WorkerCases {
  readonly next: (number: number) => NextCase;
  /** One that creates nothing, where the phase has such. */
  readonly reading: (number: number) => NextCase;
}

/**
 * The cases of one worker in their order: its part of the openings, of the systematic pass, then what is drawn. Of a few candidates the one
 * is taken that has most of what this worker has not drawn so far; where connections are few, all of them are, as one case. Neither
 * depends on any answer.
 */
export function casesOfWorker(
  { openings, pass, small, usual, joined, reading }: PhaseCases,
  { seed, phase, shard, workers }: Omit<Place, 'number'> & { readonly workers: number },
): WorkerCases {
  // Shared out: what one worker still has to begin with does not wait while the others spend the budget on the pass.
  const isOwn = (index: number): boolean => index % workers === shard;
  const first = openings.filter((_, index) => isOwn(index));
  const own = [...pass.entries()].filter(([index]) => isOwn(openings.length + index));
  let novelty: Novelty | undefined;
  const next = (number: number): NextCase => {
    const place = { seed, phase, shard, number };
    const opening = first[number];
    if (opening !== undefined) return { testCase: drawCase(opening, place), kind: 'opening' };
    const [index, steps] = own[number - first.length] ?? [];
    if (steps !== undefined) return { testCase: { phase, steps, path: `${phase}:pass:${index}` }, kind: 'pass' };
    const arbitrary = number - first.length - own.length < smallCases ? small : usual;
    const drawn = Array.from({ length: candidates }, (_, candidate) => drawCase(arbitrary, place, candidate));
    if (joined !== undefined && arbitrary === usual) {
      const testCase = {
        phase,
        steps: joined(drawn.map(({ steps: one }) => one)),
        path: `${phase}:${shard}:${number}`,
      };
      return { testCase, kind: 'drawn' };
    }
    const known = (novelty ??= new Novelty(ofPass(pass)));
    const scores = drawn.map((candidate) => known.of(candidate));
    const testCase = drawn[scores.indexOf(Math.max(...scores))] ?? drawCase(arbitrary, place);
    known.add(testCase);
    return { testCase, kind: 'drawn' };
  };
  return {
    next,
    reading: (number) => ({
      testCase: drawCase(reading ?? usual, { seed, phase, shard, number }),
      kind: 'drawn',
    }),
  };
}

/** What the systematic pass of a phase sends, which all of its workers know. */
const passes = new WeakMap<PhaseCases['pass'], Novelty>();

function ofPass(pass: PhaseCases['pass']): Novelty {
  const known = passes.get(pass);
  if (known !== undefined) return known;
  const novelty = new Novelty();
  for (const steps of pass) novelty.add({ steps });
  passes.set(pass, novelty);
  return novelty;
}

/** Whether a run of these operations, all of them when none are named, has a use for the case. */
export function concerns({ steps }: Pick<Case, 'steps'>, asked: readonly string[] | undefined): boolean {
  return asked === undefined || steps.some(({ operation }) => asked.includes(operation));
}

/** A place in 32 bits (FNV-1a). */
function mixed({ seed, phase, shard, number }: Place, candidate: number): number {
  let hash = 0x811c9dc5;
  const text = `${seed}/${phase}/${shard}/${number}${candidate === 0 ? '' : `/${candidate}`}`;
  for (const byte of Buffer.from(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash | 0;
}
