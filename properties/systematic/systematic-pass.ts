/**
 * What every phase sends before anything is drawn: the same for every seed, the cheap and the wide first. A budget that does not hold all of
 * it cuts its end.
 */
import { maySend } from '../../schemas/traps.ts';
import type { JsonObject } from '../../src/json/json.ts';
import type { CaseOptions } from '../arbitraries/case-options.ts';
import { plainCreate } from '../arbitraries/framed-cases.ts';
import { onSource } from '../arbitraries/on-source.ts';
import { placeholders } from '../arbitraries/generation-context.ts';
import type { GenerationContext } from '../arbitraries/generation-context.ts';
import { deprecate, get, list, permittedUpdate, refresh, update } from '../arbitraries/steps.ts';
import type { Steps } from '../arbitraries/steps.ts';
import type { OperationStep, Phase } from '../model/case.ts';
import { invalidPass } from './invalid-pass.ts';
import { isFlagAllowed } from './member-values.ts';
import type { Write } from './member-values.ts';
import { parallelPass } from './parallel-pass.ts';
import { sequencePass } from './sequence-pass.ts';
import { everyMember, validPass } from './valid-pass.ts';

const passes: Partial<Record<Phase, (options: CaseOptions) => readonly Steps[]>> = {
  valid: validPass,
  invalid: invalidPass,
  sequences: sequencePass,
  concurrency: parallelPass,
};

/**
 * What others know of connections of the source counts for nothing after a refresh: it comes late, and not so late that a run of few cases
 * does not come to it.
 */
const mostBefore = 8;
/** Workers that share a pass out, four unless told otherwise: what comes so much later is for the same one. Two refreshes at once leave nothing to compare. */
const apart = 4;

/** Bodies are tiny whatever the run draws later. None for a run that only reads. */
export function systematicPass(phase: Phase, options: CaseOptions): readonly Steps[] {
  const own = passes[phase];
  if (!options.mayWrite || own === undefined) return [];
  const cases = own(options);
  if (options.refresh !== true || phase !== 'valid') return cases;
  const { context, sources = 0 } = options;
  const refreshes = [
    refreshed(context),
    refreshedChoices,
    refreshedOlder(context),
    refreshedOtherwise(options),
    refreshedBroken,
    ...Array.from({ length: sources }, (_, index) => index + 1).flatMap((number) => [
      onSource(refreshed(context), number),
      onSource(refreshedBroken, number),
    ]),
  ];
  return refreshes.reduce((all, one, index) => all.toSpliced(mostBefore + index * apart, 0, one), cases);
}

/**
 * One of two framed connections is read with a refresh: it must show whether that is about the source or about one connection. Then it takes
 * over what was found, and nothing is different any more. Both have every member at another value than the default.
 */
function refreshed(context: GenerationContext): Steps {
  const members = setMembers('webBackendCreateConnection', context);
  return [
    ...[1, 2].flatMap((handle) => [
      plainCreate(handle, { ...members, sourceCatalogId: placeholders.catalog }),
      get(handle),
    ]),
    // Of two connections that are framed by one catalog, each has its own choices.
    ...[1, 2].flatMap((handle) => [
      update(handle, { ...notified(context), syncCatalog: placeholders.selectedCatalog(handle), skipReset: true }),
      get(1),
      get(2),
    ]),
    refresh(1),
    get(1),
    get(2),
    list,
    get(2),
    update(1, { sourceCatalogId: placeholders.refreshedCatalog, skipReset: true }),
    refresh(1),
    get(1),
    list,
  ];
}

/**
 * Of two connections that have another catalog than the newest one is deleted: a refresh tells of the change, brings nothing back, and leaves
 * every other member as it was. The deleted one stays so when it is refreshed itself.
 */
function refreshedOlder(context: GenerationContext): Steps {
  const older = { sourceCatalogId: placeholders.otherCatalog };
  return [
    plainCreate(1, { ...older, nonBreakingChangesPreference: 'disable' }),
    get(1),
    deprecate(1),
    plainCreate(2, older),
    update(2, setMembers('webBackendUpdateConnection', context)),
    refresh(2),
    get(2),
    list,
    get(1),
    refresh(1),
    get(1),
  ];
}

/** Every member but the catalog at its second value. */
function setMembers(write: Write, context: GenerationContext): JsonObject {
  const { syncCatalog: _catalog, skipReset: _skip, ...others } = everyMember(write, context, 1);
  return { ...others, ...(write === 'webBackendUpdateConnection' ? notified(context) : {}) };
}

/** Both notifications switched on, where that is about this connection alone. */
function notified(context: GenerationContext): JsonObject {
  return isFlagAllowed(context, 'webBackendUpdateConnection')
    ? { notifySchemaChanges: true, notifySchemaChangesByEmail: true }
    : {};
}

/** Everything that can be chosen for a stream is there after a refresh, and so is what is not. */
const refreshedChoices: Steps = [
  plainCreate(1, { sourceCatalogId: placeholders.catalog }),
  get(1),
  update(1, { syncCatalog: placeholders.chosenCatalog(1), skipReset: true }),
  get(1),
  update(1, { name: placeholders.name, prefix: 'chosen_' }),
  get(1),
  refresh(1),
  get(1),
  permitted(1, placeholders.bareCatalog(1), 'streams without cursor and key'),
  get(1),
  refresh(1),
  get(1),
  list,
];

/** Two connections that are made on what their source has lost: the refresh of one that tells so shows in every read of both. */
const refreshedBroken: Steps = [
  plainCreate(1, { sourceCatalogId: placeholders.catalog }),
  get(1),
  refresh(1),
  ...[2, 3].flatMap((handle) => [
    plainCreate(handle, { sourceCatalogId: placeholders.catalog, syncCatalog: placeholders.brokenCatalog(1) }),
    get(handle),
  ]),
  list,
  get(2),
  refresh(2),
  get(2),
  get(3),
  list,
  get(2),
];

/**
 * After a refresh has shown what the source has: streams that rest on fields that it lacks, and those that it has. Then a connection without a
 * discovered catalog: its streams have null for their fields, schemas that are no objects, and at last every kind of change. All in one case,
 * for a refresh by another one at the same time leaves nothing to compare.
 */
function refreshedOtherwise(options: CaseOptions): Steps {
  const mayBeOdd = maySend('boolean-schema', 'webBackendUpdateConnection', options);
  const odd = permitted(2, placeholders.oddCatalog(1), 'fields of the source whose schemas are no objects');
  return [
    plainCreate(1, { sourceCatalogId: placeholders.catalog }),
    get(1),
    refresh(1),
    permitted(1, placeholders.changedCatalog(1), 'fields that the source lacks'),
    get(1),
    list,
    update(1, { syncCatalog: placeholders.chosenCatalog(1), skipReset: true }),
    get(1),
    list,
    plainCreate(2, {}),
    permitted(2, placeholders.fieldlessCatalog(1), 'a stream of the source with null for its properties'),
    refresh(2),
    ...(mayBeOdd ? [odd, refresh(2)] : []),
    update(2, { syncCatalog: placeholders.changedCatalog(1), skipReset: true }),
    get(2),
    refresh(2),
    get(2),
    list,
  ];
}

function permitted(handle: number, syncCatalog: string, description: string): OperationStep {
  return permittedUpdate(handle, { syncCatalog, skipReset: true }, description);
}
