/**
 * What every phase sends before anything is drawn: the same for every seed, the cheap and the wide first. A budget that does not hold all of
 * it cuts its end.
 */
import { maySend } from '../../schemas/traps.ts';
import type { CaseOptions } from '../arbitraries/case-options.ts';
import { plainCreate } from '../arbitraries/framed-cases.ts';
import { placeholders } from '../arbitraries/generation-context.ts';
import { deprecate, get, list, permittedUpdate, refresh, update } from '../arbitraries/steps.ts';
import type { Steps } from '../arbitraries/steps.ts';
import type { Phase } from '../model/case.ts';
import { invalidPass } from './invalid-pass.ts';
import { parallelPass } from './parallel-pass.ts';
import { sequencePass } from './sequence-pass.ts';
import { validPass } from './valid-pass.ts';

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

/** Bodies are tiny whatever the run draws later. None for a run that only reads. */
export function systematicPass(phase: Phase, options: CaseOptions): readonly Steps[] {
  const own = passes[phase];
  if (!options.mayWrite || own === undefined) return [];
  const cases = own(options);
  if (options.refresh !== true) return cases;
  const refreshes = [
    refreshed,
    ...(phase === 'valid' ? [refreshedChoices, refreshedOlder, refreshedOtherwise, broken, refreshedOdd(options)] : []),
  ];
  return [...cases.slice(0, mostBefore), ...refreshes, ...cases.slice(mostBefore)];
}

/** One of two framed connections is read with a refresh: it must show whether that is about the source or about one connection. */
const refreshed: Steps = [
  ...[1, 2].flatMap((handle) => [
    plainCreate(handle, { sourceCatalogId: placeholders.catalog }),
    get(handle),
    update(handle, { syncCatalog: placeholders.selectedCatalog(handle), skipReset: true }),
    get(handle),
  ]),
  refresh(1),
  get(1),
  get(2),
  list,
];

/** Of two connections that have another catalog than the newest one is deleted: a refresh tells of the change, and brings nothing back. */
const refreshedOlder: Steps = [
  plainCreate(1, { sourceCatalogId: placeholders.otherCatalog, nonBreakingChangesPreference: 'disable' }),
  get(1),
  deprecate(1),
  plainCreate(2, { sourceCatalogId: placeholders.otherCatalog }),
  get(2),
  refresh(2),
  list,
  get(1),
];

/** A connection without a discovered catalog, whose streams are others than those of the source: every kind of change is to be shown. */
const refreshedOtherwise: Steps = [
  plainCreate(1, { sourceCatalogId: placeholders.catalog }),
  get(1),
  plainCreate(2, {}),
  update(2, { syncCatalog: placeholders.changedCatalog(1), skipReset: true }),
  get(2),
  refresh(2),
  get(2),
];

/** Everything that can be chosen for a stream is there after a refresh, and so is what is not. */
const refreshedChoices: Steps = [
  plainCreate(1, { sourceCatalogId: placeholders.catalog }),
  get(1),
  update(1, { syncCatalog: placeholders.chosenCatalog(1), skipReset: true }),
  get(1),
  refresh(1),
  get(1),
  permittedUpdate(1, { syncCatalog: placeholders.bareCatalog(1), skipReset: true }, 'streams without cursor and key'),
  get(1),
  refresh(1),
  get(1),
  list,
];

/** After a refresh has shown what the source has: streams that rest on fields that it lacks, and those that it has. */
const broken: Steps = [
  plainCreate(1, { sourceCatalogId: placeholders.catalog }),
  get(1),
  refresh(1),
  permittedUpdate(1, { syncCatalog: placeholders.changedCatalog(1), skipReset: true }, 'fields that the source lacks'),
  get(1),
  list,
  update(1, { syncCatalog: placeholders.chosenCatalog(1), skipReset: true }),
  get(1),
  list,
];

/** Streams of the source whose schemas are not as a comparison expects them: what is taken can be compared. */
function refreshedOdd(options: CaseOptions): Steps {
  const mayBeOdd = maySend('boolean-schema', 'webBackendUpdateConnection', options);
  const sent = (syncCatalog: string, description: string): Steps => [
    permittedUpdate(2, { syncCatalog, skipReset: true }, description),
    refresh(2),
  ];
  return [
    plainCreate(1, { sourceCatalogId: placeholders.catalog }),
    get(1),
    plainCreate(2, {}),
    ...sent(placeholders.fieldlessCatalog(1), 'a stream of the source with null for its properties'),
    ...(mayBeOdd ? sent(placeholders.oddCatalog(1), 'fields of the source whose schemas are no objects') : []),
    get(2),
    list,
  ];
}
