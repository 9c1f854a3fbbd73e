/** What became of each interaction that was replayed. */
import type { Broken } from './broken-contracts.ts';
import type { Obstacle } from './segment.ts';
import type { InteractionResult } from './run-verifier.ts';

export type InteractionVerdict = 'verified' | 'broken' | 'pending' | (typeof unasked)[Obstacle['kind']];

export interface Judged extends Broken {
  readonly verdict: InteractionVerdict;
}

/** What kept an interaction back, and what it is then called. */
const unasked = {
  'not-allowed': 'skipped',
  'not-permitted': 'not-permitted',
  refused: 'unreachable',
  'missing-handler': 'no-handler',
} as const satisfies Record<Obstacle['kind'], string>;

export function judgeInteractions(replayed: readonly Broken[]): readonly Judged[] {
  return replayed.map((each) => ({ ...each, verdict: verdictOf(each.result, each.segment?.unreachable) }));
}

function verdictOf({ pending, result }: InteractionResult, unreachable?: Obstacle): InteractionVerdict {
  // Whatever keeps a pending pact from holding fails nobody's build.
  if (pending && (result !== 'OK' || unreachable !== undefined)) return 'pending';
  if (unreachable !== undefined) return unasked[unreachable.kind];
  return result === 'OK' ? 'verified' : 'broken';
}

export function countOf(judged: readonly Judged[], ...verdicts: readonly InteractionVerdict[]): number {
  return judged.filter(({ verdict }) => verdicts.includes(verdict)).length;
}

export interface Reason {
  readonly reason: string;
  readonly interactions: number;
}

/** Why interactions with a verdict were not asked for, each reason once. */
export function reasonsOf(judged: readonly Judged[], verdict: InteractionVerdict): readonly Reason[] {
  const counts = new Map<string, number>();
  for (const each of judged)
    if (each.verdict === verdict) {
      const reason = each.segment?.unreachable?.message ?? '';
      counts.set(reason, (counts.get(reason) ?? 0) + 1);
    }
  return [...counts].map(([reason, interactions]) => ({ reason, interactions }));
}
