/** Patches of different members that are sent together: any two of them, a few at a time. */
import type { JsonObject } from '../../src/json/json.ts';
import type { CaseOptions } from '../arbitraries/case-options.ts';
import { plainCreate } from '../arbitraries/framed-cases.ts';
import { placeholders } from '../arbitraries/generation-context.ts';
import type { GenerationContext } from '../arbitraries/generation-context.ts';
import { onSource } from '../arbitraries/on-source.ts';
import { deprecate, get, grouped, list, listed, refresh, update, workspace } from '../arbitraries/steps.ts';
import type { Steps } from '../arbitraries/steps.ts';
import { inParts } from './in-parts.ts';
import { parallelValues } from './member-values.ts';
import type { MemberValues } from './member-values.ts';
import { wholeCreate } from './valid-pass.ts';

/** Patches at once: a real server has ten request threads, and a run four requests in flight. */
const atOnce = 4;
const groupsPerCase = 4;

export function parallelPass({ context, refresh: mayRefresh = false, sources = 0 }: CaseOptions): readonly Steps[] {
  const all = parallelValues(context);
  const turns = new Map<string, number>();
  const inOrder = groupsOfEveryPair(all.length, atOnce);
  // A large part may be written long after the row was read: what is sent before it counts as much as what is sent after it.
  const inTheOther = inOrder
    .filter((group) => group.some((index) => all[index]?.member === 'syncCatalog'))
    .map((group) => group.toReversed());
  const groups = [...inOrder, ...inTheOther].map((group) =>
    group.flatMap((index) => {
      const values = all[index];
      if (values === undefined) return [];
      const turn = turns.get(values.member) ?? 0;
      turns.set(values.member, turn + 1);
      return [values.bodies[turn % values.bodies.length] ?? {}];
    }),
  );
  return [
    creates(context),
    readsDuringWrites(all),
    ...(mayRefresh ? Array.from({ length: sources + 1 }, (_, number) => onSource(listedAfterRefresh, number)) : []),
    ...inParts(groups, groupsPerCase).map((part): Steps => [
      plainCreate(1, {}),
      get(1),
      ...part.flatMap((bodies, index) => inParallel(bodies, index + 1)),
      list,
    ]),
  ];
}

const ofSource = listed({ sourceId: [placeholders.source] });

/**
 * Connections that are made together: each is there. Then lists, filtered and not, which had better not be kept, nor brought up to date by the
 * next write only. Other phases have several workers: where others write between a write and the list after it, nobody sees that.
 */
const creates = (context: GenerationContext): Steps => [
  ...Array.from({ length: atOnce }, (_, index) =>
    grouped(index === 1 ? wholeCreate(2, context) : plainCreate(index + 1, {}), 1),
  ),
  list,
  ofSource,
  ...Array.from({ length: atOnce }, (_, index) => get(index + 1)),
  update(1, { name: placeholders.name }),
  list,
  ofSource,
  update(1, { name: placeholders.name, scheduleType: 'manual' }),
  ofSource,
  deprecate(2),
  list,
  workspace,
  // Nor does anybody refresh meanwhile.
  deprecate(2),
];

/** The same for a refresh, of a connection on what its source has lost. */
const listedAfterRefresh: Steps = [
  plainCreate(1, { sourceCatalogId: placeholders.catalog }),
  get(1),
  refresh(1),
  plainCreate(2, { sourceCatalogId: placeholders.catalog, syncCatalog: placeholders.brokenCatalog(1) }),
  get(2),
  list,
  refresh(1),
  get(2),
  list,
  get(2),
];

const writes = 4;
/** Released servers store them apart from the connection. */
const storedApart: ReadonlySet<string> = new Set(['operations', 'tags']);

/** Updates of all members at once, each with reads at the same time: a read shows all of it or nothing. */
function readsDuringWrites(values: readonly MemberValues[]): Steps {
  const whole = values.filter(({ member }) => !storedApart.has(member));
  const bodies = Array.from({ length: writes }, (_, turn): JsonObject =>
    Object.assign({}, ...whole.map((one) => one.bodies[turn % one.bodies.length])),
  );
  return [
    plainCreate(1, {}),
    get(1),
    ...bodies.flatMap((body, index) => [
      grouped(update(1, body), index + 1),
      ...Array.from({ length: atOnce - 1 }, () => grouped(get(1), index + 1)),
      get(1),
    ]),
  ];
}

/** The patches sent together, and a look at what has become of them. */
function inParallel(bodies: readonly JsonObject[], group: number): Steps {
  return [...bodies.map((body) => grouped(update(1, body), group)), get(1)];
}

/** Groups of so many numbers below `count` that hold every two of them together at least once. */
export function groupsOfEveryPair(count: number, size: number): readonly (readonly number[])[] {
  const numbers = Array.from({ length: count }, (_, number) => number);
  const open = new Set(numbers.flatMap((one) => numbers.slice(one + 1).map((other) => pairOf(one, other))));
  const groups: number[][] = [];
  while (open.size > 0) {
    const group: number[] = [];
    while (group.length < Math.min(size, count)) {
      const gain = (one: number): number => group.filter((other) => open.has(pairOf(one, other))).length;
      // In an empty group whatever has most pairs to come.
      const rest = (one: number): number => numbers.filter((other) => open.has(pairOf(one, other))).length;
      const best = numbers
        .filter((one) => !group.includes(one))
        .toSorted((left, right) => gain(right) - gain(left) || rest(right) - rest(left))[0];
      if (best === undefined) break;
      group.push(best);
    }
    for (const one of group) for (const other of group) open.delete(pairOf(one, other));
    groups.push(group);
  }
  return groups;
}

function pairOf(one: number, other: number): string {
  return one < other ? `${one} ${other}` : `${other} ${one}`;
}
