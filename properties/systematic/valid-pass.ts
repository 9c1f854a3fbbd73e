/** What valid bodies can do, once each: members one by one, catalogs, operations, filters, creates. */
import { operations } from '../../schemas/operations.ts';
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
  readsOfExisting,
  state,
  update,
  valid,
  workspace,
} from '../arbitraries/steps.ts';
import type { Steps } from '../arbitraries/steps.ts';
import { catalogVariants, wholeCatalog } from './catalog-variants.ts';
import { inParts } from './in-parts.ts';
import { memberValues } from './member-values.ts';
import type { Write } from './member-values.ts';
import { operationWalk } from './operation-lists.ts';
import { sizeWalk, wideCatalog } from './size-walk.ts';

/** Cases grow no longer than this, so that a finding has few steps to lose; a connection serves all of a case. */
const patchesPerCase = 9;
const creates = 'webBackendCreateConnection';

/** In the order in which they are sent: the widest first, and last what takes a connection for every body. */
export function validPass({ context, existing = false, oversized }: CaseOptions): readonly Steps[] {
  const { bare, whole } = patches(context);
  return [
    ...bare,
    ...(existing ? [existingOnes] : []),
    filters,
    filtersLater,
    constants,
    ...whole,
    ...catalogs(),
    sizeWalk,
    ...(oversized ? [wideCatalog] : []),
    operationChanges,
    ...besideCatalogs(context),
    ...createsOfOneMember(context),
  ];
}

/** Those that were there before the run have what new ones lack, such as jobs: each is read, listed and read again. */
const existingOnes: Steps = [0, 1, 2].flatMap((number): Steps => {
  const [read, type] = readsOfExisting(number);
  return [read, list, read, type];
});

/** A connection with every member at its first value. */
export function wholeCreate(handle: number, context: GenerationContext): OperationStep {
  return plainCreate(
    handle,
    together(creates, context, ([first = {}]) => first),
  );
}

/** One value of every member in one body; what is created stays inactive, and its name says whose it is. */
export function together(
  write: Write,
  context: GenerationContext,
  choose: (bodies: readonly JsonObject[]) => JsonObject,
): JsonObject {
  const values = memberValues(write, context).filter(({ member }) => member !== 'name' && member !== 'status');
  return Object.assign({}, ...values.map(({ bodies }) => choose(bodies)), { status: 'inactive' }) as JsonObject; // parts are objects
}

/** Every value of every member patched alone, first on a connection with none of them, then on one with all; and looked at from another side. */
function patches(context: GenerationContext): { readonly bare: readonly Steps[]; readonly whole: readonly Steps[] } {
  const values = memberValues('webBackendUpdateConnection', context);
  const rounds = Math.max(...values.map(({ bodies }) => bodies.length));
  const looks = Array.from({ length: rounds }, (_, round) =>
    values.flatMap(({ bodies }, index): OperationStep[] => {
      const body = bodies[round];
      if (body === undefined) return [];
      const sides = [list, state(1), workspace, get(2)];
      // Each member is seen from every side before the last of its values.
      return [...patched(body, context), ...sides.slice((round + index) % sides.length).slice(0, 1)];
    }),
  );
  const [first = [], ...others] = looks;
  return {
    bare: inParts(first, patchesPerCase * 3).map((steps) => [
      plainCreate(1, {}),
      get(1),
      wholeCreate(2, context),
      get(2),
      ...steps,
      ...ending,
    ]),
    whole: inParts(others.flat(), patchesPerCase * 3).map((steps) => [
      wholeCreate(1, context),
      get(1),
      plainCreate(2, {}),
      get(2),
      ...steps,
      ...ending,
    ]),
  };
}

/** A patch and a look. What it made active is so no longer when the next one gives it a schedule. */
function patched(body: JsonObject, { activeSchedules }: GenerationContext): readonly OperationStep[] {
  const isActive = body['status'] === 'active' && !activeSchedules;
  return [update(1, body), get(1), ...(isActive ? [update(1, { status: 'inactive' }), get(1)] : [])];
}

const ending: Steps = [update(1, {}), get(1), get(2), list];

/** Catalogs that follow one another on one connection. */
function catalogs(): readonly Steps[] {
  return inParts(catalogVariants, patchesPerCase).map((variants): Steps => [
    plainCreate(1, { syncCatalog: wholeCatalog }),
    get(1),
    ...variants.flatMap((syncCatalog) => [update(1, { syncCatalog, skipReset: true }), get(1)]),
    list,
  ]);
}

const operationChanges: Steps = [
  plainCreate(1, {}),
  get(1),
  ...operationWalk.flatMap((list_) => [update(1, { operations: list_ }), get(1)]),
];

/** A catalog together with each other member in one update. */
function besideCatalogs(context: GenerationContext): readonly Steps[] {
  const bodies = memberValues('webBackendUpdateConnection', context).flatMap(({ member, bodies: [, second] }) =>
    member === 'syncCatalog' || second === undefined ? [] : [second],
  );
  const steps = bodies.flatMap((body, index) => {
    const syncCatalog = catalogVariants[(index * 3) % catalogVariants.length];
    return patched({ ...body, syncCatalog, skipReset: true }, context);
  });
  return inParts(steps, patchesPerCase * 2).map((part): Steps => [wholeCreate(1, context), get(1), ...part, list]);
}

/** One filter and two at once, of what is there, of what is not, and of nothing. */
const filters: Steps = [
  plainCreate(1, {}),
  get(1),
  plainCreate(2, { prefix: 'two_' }),
  get(2),
  ...filtered(['none', 'empty', 'known', 'unknown', 'both']),
  ...filtered(['twice']),
  list,
];

/** The same when one of two connections is changed, and when it is gone. */
const filtersLater: Steps = [
  plainCreate(1, {}),
  get(1),
  plainCreate(2, {}),
  get(2),
  update(1, { prefix: 'one_', status: 'inactive' }),
  ...filtered(['none', 'known', 'unknown']),
  deprecate(1),
  ...filtered(['none', 'known', 'both']),
  list,
  get(1),
  get(2),
  workspace,
];

type Filter = 'none' | 'empty' | 'known' | 'unknown' | 'both' | 'twice';

/** Every pair of the two filters. */
function filtered(kinds: readonly Filter[]): Steps {
  return kinds.flatMap((source) =>
    kinds.map((destination): OperationStep => ({
      operation: operations.webBackendListConnectionsForWorkspace.id,
      body: {
        workspaceId: placeholders.workspace,
        ...filterOf('sourceId', source, placeholders.source),
        ...filterOf('destinationId', destination, placeholders.destination),
      },
      intent: valid,
    })),
  );
}

function filterOf(member: string, kind: Filter, known: string): JsonObject {
  const ids = {
    none: undefined,
    empty: [],
    known: [known],
    unknown: [placeholders.unknown],
    // Neither the first nor the last alone finds anything.
    both: [placeholders.unknown, known, placeholders.unknown],
    twice: [known, known],
  };
  return defined({ [member]: ids[kind] });
}

/** What never changes, asked for again and again. */
const constants: Steps = Array.from({ length: 16 }, (_, index) =>
  bodyless(index % 4 === 3 ? 'webBackendCheckUpdates' : 'webBackendListGeographies'),
);

/** A create with each value of each member alone, and one without a name. */
function createsOfOneMember(context: GenerationContext): readonly Steps[] {
  const bodies = memberValues(creates, context).flatMap(({ bodies: all }) => all);
  return inParts([nameless, ...bodies], patchesPerCase).map((part): Steps => [
    ...part.flatMap((body, index) => [plainCreate(index + 1, body), get(index + 1)]),
    list,
  ]);
}

/** The server makes a name of its own; the mark of the run is then in the prefix. */
const nameless = { name: undefined };
