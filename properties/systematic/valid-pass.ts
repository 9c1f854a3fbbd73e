/** What valid bodies can do, once each: members one by one, catalogs, operations, filters, creates. */
import { defined } from '../../src/json/defined.ts';
import type { JsonObject } from '../../src/json/json.ts';
import type { OperationStep } from '../model/case.ts';
import type { CaseOptions } from '../arbitraries/case-options.ts';
import { plainCreate } from '../arbitraries/framed-cases.ts';
import { placeholders } from '../arbitraries/generation-context.ts';
import type { GenerationContext } from '../arbitraries/generation-context.ts';
import {
  bodyless,
  deprecate,
  get,
  list,
  listed,
  readsOfExisting,
  state,
  update,
  workspace,
} from '../arbitraries/steps.ts';
import type { Steps } from '../arbitraries/steps.ts';
import { catalogVariants } from './catalog-variants.ts';
import { inParts } from './in-parts.ts';
import { memberValues } from './member-values.ts';
import type { Write } from './member-values.ts';
import { manyOperations, operationWalk } from './operation-lists.ts';
import { scheduleWalk } from './schedule-walk.ts';
import { largest, sizeWalk, wideCatalog, widths } from './size-walk.ts';
import { catalogOf } from '../../src/target/catalog-of.ts';

/** Cases grow no longer than this, so that a finding has few steps to lose; a connection serves all of a case. */
const patchesPerCase = 10;
const creates = 'webBackendCreateConnection';
const updates = 'webBackendUpdateConnection';

/** In the order in which they are sent: the widest first. */
export function validPass({ context, existing = false, oversized }: CaseOptions): readonly Steps[] {
  return [
    ...patches(context),
    ...(existing ? [existingOnes] : []),
    filters,
    filtersLater,
    constants,
    sizeWalk,
    ...(oversized ? [wideCatalog] : []),
    ...creations(context),
    ...walks(context),
  ];
}

/** Those that were there before the run have what new ones lack, such as jobs: each is read, listed and read again. */
const existingOnes: Steps = [0, 1, 2].flatMap((number): Steps => {
  const [read, type] = readsOfExisting(number);
  return [read, list, read, type];
});

/** A connection with every member at its first value. */
export function wholeCreate(handle: number, context: GenerationContext): OperationStep {
  return plainCreate(handle, everyMember(creates, context, 0));
}

/**
 * Every member in one body, at its first value (0) or at its second one (1) where it has two: the first is the default of some. What is
 * created stays inactive, and its name says whose it is.
 */
export function everyMember(write: Write, context: GenerationContext, index: 0 | 1): JsonObject {
  const values = memberValues(write, context).filter(({ member }) => member !== 'name' && member !== 'status');
  return Object.assign({}, ...values.map(({ bodies }) => bodies[index] ?? bodies[0]), {
    status: 'inactive',
  }) as JsonObject; // parts are objects
}

/** The first value of every member patched alone on a connection with none of them, the second one on one with all. */
function patches(context: GenerationContext): readonly Steps[] {
  const values = memberValues(updates, context);
  return [plainCreate(1, {}), wholeCreate(1, context)].flatMap((create, round) =>
    patched(
      create,
      values.flatMap(({ bodies }) => bodies.slice(round, round + 1)),
      { context, fields: widths.slice(2 * round) },
    ),
  );
}

/** Have walks of their own, or cannot be sent beside one. */
const apart: ReadonlySet<string> = new Set(['syncCatalog', 'scheduleType', 'operations', 'status']);

/**
 * What updates make of a connection one after the other: of its catalog, of its schedule, and of one other member, all three in one update.
 * They have nothing to do with each other, and a finding loses what has no part in it.
 */
function walks(context: GenerationContext): readonly Steps[] {
  const others = memberValues(updates, context).filter(({ member }) => !apart.has(member));
  const walked: readonly (readonly object[])[] = [
    catalogVariants.map((syncCatalog) => ({ syncCatalog, skipReset: true })),
    // Always inactive, so that none can start a sync.
    scheduleWalk.map((parts) => ({ ...parts, status: 'inactive' })),
    [...operationWalk.map((list_) => ({ operations: list_ })), ...others.flatMap(({ bodies }) => bodies.slice(1))],
  ];
  const longest = Math.max(...walked.map(({ length }) => length));
  const bodies = Array.from({ length: longest }, (_, index): JsonObject =>
    Object.assign({}, ...walked.map((walk) => walk[index])),
  );
  return patched(wholeCreate(1, context), bodies, { context, fields: widths });
}

/**
 * Patches of one connection beside another one, each with a look at it, and every now and then one from another side. The other one has so
 * many fields: its create and its gets tell what they cost.
 */
function patched(
  create: OperationStep,
  bodies: readonly JsonObject[],
  { context, fields }: { readonly context: GenerationContext; readonly fields: readonly number[] },
): readonly Steps[] {
  const sides = [list, state(1), workspace, get(2)];
  const steps = bodies.map((body, index) => [
    ...patch(body, context),
    ...sides.slice(index % sides.length).slice(0, 1),
  ]);
  return inParts(steps, patchesPerCase).map((part, index): Steps => [
    create,
    get(1),
    plainCreate(2, { syncCatalog: catalogOf(1, defined({ fields: fields[index % fields.length] })) }),
    ...part.flat(),
    ...ending,
  ]);
}

/** A patch and a look. What it made active is so no longer when the next one gives it a schedule. */
function patch(body: JsonObject, { activeSchedules }: GenerationContext): readonly OperationStep[] {
  const isActive = body['status'] === 'active' && !activeSchedules;
  return [update(1, body), get(1), ...(isActive ? [update(1, { status: 'inactive' }), get(1)] : [])];
}

const ending: Steps = [update(1, {}), get(1), get(2), list];

const manyUnknown = Array.from({ length: 50 }, () => placeholders.unknown);

/** One filter and two at once, of what is there, of what is not, and of nothing. */
const filters: Steps = [
  plainCreate(1, {}),
  plainCreate(2, { prefix: 'two_' }),
  ...filtered(['none', 'known', 'unknown', 'both']),
  ...filtered(['empty', 'twice']),
  list,
];

/** The same before and after one of two connections is changed and the other one is gone; beside one that was gone from the start. One is made as large as others grow. */
const filtersLater: Steps = [
  plainCreate(1, {}),
  plainCreate(2, { syncCatalog: catalogOf(largest), operations: manyOperations }),
  plainCreate(3, { status: 'deprecated' }),
  ...filtered(['none', 'known']),
  update(2, { name: placeholders.name, prefix: 'two_', status: 'inactive' }),
  deprecate(1),
  ...filtered(['none', 'known', 'both']),
  get(1),
  get(2),
  workspace,
];

type Filter = 'none' | 'empty' | 'known' | 'unknown' | 'both' | 'twice';

/** Every pair of the two filters. */
function filtered(kinds: readonly Filter[]): Steps {
  return kinds.flatMap((source) =>
    kinds.map((destination) =>
      listed({
        ...filterOf('sourceId', source, placeholders.source),
        ...filterOf('destinationId', destination, placeholders.destination),
      }),
    ),
  );
}

function filterOf(member: string, kind: Filter, known: string): JsonObject {
  const ids = {
    none: undefined,
    empty: [],
    known: [known],
    unknown: [placeholders.unknown],
    // Neither the first nor the last alone finds anything, nor does the beginning of a long list.
    both: [...manyUnknown, known, placeholders.unknown],
    twice: [known, known],
  };
  return defined({ [member]: ids[kind] });
}

/** What never changes, and what does so now and then, asked for again and again. */
const constants: Steps = Array.from({ length: 8 }, (_, index) =>
  bodyless(index < 3 ? 'webBackendListGeographies' : 'webBackendCheckUpdates'),
);

/** Creates that have of any two members one without the other, both ways; each has another value of a member. One has no name. */
function creations(context: GenerationContext): readonly Steps[] {
  const values = memberValues(creates, context).filter(({ member }) => member !== 'status');
  const turns = Array.from({ length: Math.ceil(Math.log2(values.length)) }, (_, bit) => bit);
  const halves = turns.flatMap((bit) =>
    [0, 1].map((half): JsonObject =>
      Object.assign(
        {},
        ...values.flatMap(({ bodies }, index) => (((index >> bit) & 1) === half ? [bodies[bit % bodies.length]] : [])),
      ),
    ),
  );
  const [active = {}] = memberValues(creates, context).find(({ member }) => member === 'status')?.bodies ?? [];
  return inParts([nameless, active, ...halves], patchesPerCase).map((part): Steps => [
    ...part.flatMap((body, index) => [plainCreate(index + 1, body), get(index + 1)]),
    list,
  ]);
}

/** The server makes a name of its own; the mark of the run is then in the prefix. */
const nameless = { name: undefined };
