/** Finds the order of parallel writes that explains the answers best. */
import { isEqualJson } from '../../src/json/json.ts';
import { afterUpdate, touchedBy } from './after-write.ts';
import type { Outcome } from './after-write.ts';
import { contradictions, missesOf, withFree } from './connection-state.ts';
import type { ConnectionState } from './connection-state.ts';
import type { Comparable, Difference } from './read-back.ts';

/** A write of a group, as far as it is known to have been carried out. */
export interface ParallelWrite {
  readonly body: unknown;
  readonly outcome: Outcome;
}

/** An answer that shows the connection, and the write that it answers, if it is one. */
interface ParallelAnswer {
  readonly shown: Comparable;
  readonly write: ParallelWrite | undefined;
}

interface Explanation {
  /** The states after the group, one for each order that fits best. */
  readonly finals: readonly ConnectionState[];
  /** Of each answer the places that the first of these orders leaves unexplained. */
  readonly unmet: readonly (readonly Difference[])[];
}

/** More would have more orders than are worth it: what they name may then be anything. */
const mostWrites = 5;

/**
 * Tries every order. A read may have been taken between any two writes; the answer to a write may show what was stored with it or after it.
 */
export function explain(
  before: readonly ConnectionState[],
  writes: readonly ParallelWrite[],
  answers: readonly ParallelAnswer[],
): Explanation {
  let best: { finals: ConnectionState[]; fits: readonly Fit[]; misses: number } | undefined;
  const isTooMany = writes.length > mostWrites;
  const touched = isTooMany ? writes.flatMap(({ body }) => [...touchedBy(body)]) : [];
  for (const start of before.map((state) => withFree(state, touched)))
    for (const order of ordersOf(isTooMany ? [] : writes)) {
      let last = start;
      const states = [start, ...order.map(({ body, outcome }) => (last = afterUpdate(last, body, outcome)))];
      const fits = answers.map(({ shown, write }) =>
        nearest(states.slice(write === undefined ? 0 : order.indexOf(write) + 1), shown),
      );
      const misses = fits.reduce((sum, fit) => sum + fit.misses, 0);
      if (best === undefined || misses < best.misses) best = { finals: [last], fits, misses };
      else if (misses === best.misses && !best.finals.some((final) => isSame(final, last))) best.finals.push(last);
    }
  const { finals = before, fits = [] } = best ?? {};
  return { finals, unmet: answers.map(({ shown }, index) => unmetBy(fits[index], shown)) };
}

/** What the state that fits an answer best leaves unexplained. */
export function fewest(states: readonly ConnectionState[], shown: Comparable): readonly Difference[] {
  return unmetBy(nearest(states, shown), shown);
}

interface Fit {
  readonly state: ConnectionState | undefined;
  readonly misses: number;
}

/** Of states that fit as well the last. */
function nearest(states: readonly ConnectionState[], shown: Comparable): Fit {
  let best: Fit = { state: undefined, misses: Number.POSITIVE_INFINITY };
  for (const state of states) {
    const misses = missesOf(state, shown);
    if (misses <= best.misses) best = { state, misses };
    if (misses === 0) break;
  }
  return best;
}

function unmetBy(fit: Fit | undefined, shown: Comparable): readonly Difference[] {
  return fit?.state === undefined || fit.misses === 0 ? [] : contradictions(fit.state, shown);
}

function ordersOf<Item>(items: readonly Item[]): readonly (readonly Item[])[] {
  return items.length < 2
    ? [items]
    : items.flatMap((first, index) => ordersOf(items.toSpliced(index, 1)).map((rest) => [first, ...rest]));
}

function isSame(left: ConnectionState, right: ConnectionState): boolean {
  return (
    isEqualJson(left.shown, right.shown) && isEqualJson(left.also, right.also) && left.free.size === right.free.size
  );
}
