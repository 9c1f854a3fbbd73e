/** Agreement of a server with a recording, counted by operation and class of status. */
import { aspectsOf } from './compare-answers.ts';
import type { Aspect } from './compare-answers.ts';
import type { Comparison } from './replay-recording.ts';

/** How many of some answers agree. */
export interface Agreement {
  readonly of: string;
  readonly count: number;
  /** Per cent of the answers that have the aspect. */
  readonly percent: Readonly<Partial<Record<Aspect | 'everything', number>>>;
}

/** Differences that read the same. */
export interface DifferenceKind {
  readonly kind: string;
  readonly count: number;
  /** Where it showed first: operation, run and number. */
  readonly first: string;
}

/** A row for each operation and class of status, then each class, then all. */
export function agreementTable(comparisons: readonly Comparison[]): readonly Agreement[] {
  const byClass = ({ exchange }: Comparison): string => `all ${Math.floor(exchange.status / 100)}xx`;
  const byOperation = (comparison: Comparison): string => byClass(comparison).replace('all', operationOf(comparison));
  return [byOperation, byClass, () => 'all'].flatMap((group) =>
    Object.entries(Object.groupBy(comparisons, group))
      .toSorted(([left], [right]) => (left < right ? -1 : 1))
      .map(([of, members = []]) => agreementOf(of, members)),
  );
}

/** One row of the table. */
export function agreementOf(of: string, comparisons: readonly Comparison[]): Agreement {
  const percent: Partial<Record<Aspect | 'everything', number>> = {};
  const share = (equal: number, among: number): number => Math.round((equal / among) * 1000) / 10;
  for (const aspect of ['status', 'type', 'shape', 'class', 'message', 'paths', 'values'] as const) {
    const having = comparisons.filter(({ exchange }) => aspectsOf(exchange.status).includes(aspect));
    // Where the status differs, nothing else can agree.
    const equal = having.filter(
      ({ differences }) => !differences.some((found) => found.aspect === aspect || found.aspect === 'status'),
    );
    if (having.length > 0) percent[aspect] = share(equal.length, having.length);
  }
  const whole = comparisons.filter(({ differences }) => differences.length === 0);
  percent.everything = share(whole.length, comparisons.length);
  return { of, count: comparisons.length, percent };
}

/** The most frequent first. */
export function differenceKinds(comparisons: readonly Comparison[]): readonly DifferenceKind[] {
  const kinds = new Map<string, DifferenceKind>();
  for (const comparison of comparisons)
    for (const { aspect, kind } of comparison.differences) {
      const key = `${aspect}: ${kind}`;
      const { run, n } = comparison.exchange;
      const { count, first } = kinds.get(key) ?? { count: 0, first: `${operationOf(comparison)} ${run} ${n}` };
      kinds.set(key, { kind: key, count: count + 1, first });
    }
  return [...kinds.values()].toSorted((left, right) => right.count - left.count);
}

function operationOf({ exchange }: Comparison): string {
  return exchange.path.replace(/^\/v1\/web_backend\//, '').replace(/\/?(\?.*)?$/, '');
}
