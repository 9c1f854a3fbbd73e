/** One state that a conforming server may hold of a connection, with its choices kept apart member by member. */
import { isEqualJson } from '../../src/json/json.ts';
import { differences } from './read-back.ts';
import type { Comparable, Difference } from './read-back.ts';

/** Never changed: the next state shares what stays as it is. */
export interface ConnectionState {
  /** In comparable form, as it was shown last or has to be shown next. */
  readonly shown: Comparable;
  /** Other values that are as right, by member; `undefined` for a member that is absent. */
  readonly also: Readonly<Record<string, readonly unknown[]>>;
  /** Members of which nothing is known. */
  readonly free: ReadonlySet<string>;
}

/** Stands for every member among those that are free. */
export const anyMember = '*';

const none: ReadonlySet<string> = new Set();

/** Nothing is left to choose: an answer has shown it. */
export function stateOf(shown: Comparable): ConnectionState {
  return { shown, also: {}, free: none };
}

/** What may be at a member; `undefined` when anything may. */
export function allowedAt({ shown, also, free }: ConnectionState, member: string): readonly unknown[] | undefined {
  return free.has(member) || free.has(anyMember) ? undefined : [shown[member], ...(also[member] ?? [])];
}

/** The state with these values at a member, the likeliest first. */
export function withAllowed(state: ConnectionState, member: string, values: readonly unknown[]): ConnectionState {
  const { [member]: _shown, ...shown } = state.shown;
  const { [member]: _also, ...also } = state.also;
  const [first, ...others] = values;
  return {
    shown: first === undefined ? shown : { ...shown, [member]: first },
    also: others.length === 0 ? also : { ...also, [member]: others },
    free: state.free.has(member) ? new Set([...state.free].filter((other) => other !== member)) : state.free,
  };
}

export function withFree(state: ConnectionState, members: readonly string[]): ConnectionState {
  return members.every((member) => state.free.has(member))
    ? state
    : { ...state, free: new Set([...state.free, ...members]) };
}

/** How many members of an answer the state does not allow. */
export function missesOf(state: ConnectionState, answer: Comparable): number {
  const members = new Set([...Object.keys(state.shown), ...Object.keys(answer)]);
  let misses = 0;
  for (const member of members) if (!isAllowed(state, member, answer[member])) misses += 1;
  return misses;
}

/** Where an answer contradicts the state, whichever of its choices it has taken. */
export function contradictions(state: ConnectionState, answer: Comparable): readonly Difference[] {
  const members = [...new Set([...Object.keys(state.shown), ...Object.keys(answer)])];
  const nearest = members
    .map((member) => [member, isAllowed(state, member, answer[member]) ? answer[member] : state.shown[member]] as const)
    .filter(([, value]) => value !== undefined);
  return differences(Object.fromEntries(nearest), answer);
}

function isAllowed({ shown, also, free }: ConnectionState, member: string, value: unknown): boolean {
  return (
    isEqualJson(shown[member], value) ||
    free.has(member) ||
    free.has(anyMember) ||
    also[member]?.some((other) => isEqualJson(other, value)) === true
  );
}
