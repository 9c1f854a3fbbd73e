/** From the options of a run to generated cases: the same for a run and for its plan. */
import type { Description } from '../../schemas/description.ts';
import type { Consent } from '../../src/target/target.ts';
import type { CaseOptions } from '../arbitraries/cases.ts';
import type { CorpusStream } from '../arbitraries/generation-context.ts';
import type { Phase } from '../model/case.ts';

/** Cases are drawn in batches: one seed each, so that a case can be found again by batch and position. */
export const batchSize = 25;

export function caseOptionsOf(
  where: {
    readonly consent: Consent;
    readonly isLoopback: boolean;
    readonly foreign: boolean;
    /** A discovered catalog of the source is known. */
    readonly catalog: boolean;
  },
  { corpus, description }: { readonly corpus?: readonly CorpusStream[]; readonly description?: Description },
): CaseOptions {
  return {
    context: {
      size: 'typical',
      activeSchedules: where.consent.activeSchedules,
      reset: where.consent.reset,
      ...(corpus === undefined ? {} : { corpus }),
      ...(description === undefined ? {} : { description }),
    },
    mayWrite: where.consent.writes,
    harmful: where.consent.harmfulInputs,
    foreign: where.foreign,
    catalog: where.catalog,
    refresh: where.catalog && where.consent.refresh,
    oversized: where.isLoopback && where.consent.harmfulInputs,
  };
}

/** Mixes seed, phase, shard and batch into 32 bits (FNV-1a). */
export function seedOf(seed: number, phase: Phase, shard: number, batch: number): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(`${seed}/${phase}/${shard}/${batch}`)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash | 0;
}
