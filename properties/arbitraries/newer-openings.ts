/** What the phases begin with on a release that has more than that of May 2023: each newer member and rule once. */
import fc from 'fast-check';
import type { Phase } from '../model/case.ts';
import type { CaseOptions } from './case-options.ts';
import { declares } from './declares.ts';
import { plainCreate } from './framed-cases.ts';
import { placeholders } from './generation-context.ts';
import { pagesOf } from './page-cases.ts';
import { get, list, listed, update } from './steps.ts';
import type { Steps } from './steps.ts';
import { unfitIds } from './unanswered-cases.ts';

const listing = 'webBackendListConnectionsForWorkspace';

/** None for the release of May 2023, but ids that do not fit: those are for every one. */
export function newerOpeningsOf(phase: Phase, options: CaseOptions): readonly fc.Arbitrary<Steps>[] {
  const { context } = options;
  if (phase === 'valid' && declares(context, 'webBackendCreateConnection', 'tags')) return [fc.constant(membersKept)];
  if (phase === 'invalid') return [unfitIds];
  if (phase !== 'concurrency' || !declares(context, listing, 'pageSize')) return [];
  return (['lastSync_asc', 'lastSync_desc'] as const).map((sortKey) =>
    fc.constant([plainCreate(1, {}), plainCreate(2, {}), ...pagesOf({ sortKey }, [2, 2])]),
  );
}

/** Every member is sent alone once, for one may be stored only beside another. */
const membersKept: Steps = [
  plainCreate(1, {
    tags: [placeholders.tag(0), placeholders.tag(1)],
    destinationCatalogId: placeholders.destinationCatalog,
  }),
  get(1),
  plainCreate(2, { backfillPreference: 'enabled' }),
  get(2),
  plainCreate(3, { notifySchemaChanges: true }),
  get(3),
  update(1, { tags: [placeholders.tag(1), placeholders.tag(1)] }),
  get(1),
  listed({ filters: { tagIds: [placeholders.tagId(1)] } }),
  update(1, { tags: null }),
  update(1, { tags: [] }),
  update(2, { backfillPreference: 'disabled' }),
  get(2),
  ...(['healthy', 'failed', 'running', 'paused'] as const).map((status) => listed({ filters: { statuses: [status] } })),
  listed({ filters: { searchTerm: placeholders.nameOf(2) }, sortKey: 'connectionName_desc' }),
  listed({ filters: { states: ['inactive'] }, sortKey: 'sourceName_asc' }),
  list,
];
