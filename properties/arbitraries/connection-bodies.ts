/** Bodies of create, update and list that every conforming server accepts. Ids are placeholders. */
import fc from 'fast-check';
import type { RequestOf } from '../../schemas/operations.ts';
import { nameSuffix, shortText } from './awkward-text.ts';
import { catalog } from './catalog.ts';
import { placeholders } from './generation-context.ts';
import type { GenerationContext } from './generation-context.ts';
import { operation } from './operation.ts';
import { schedule } from './schedule.ts';

const optional = <Value>(arbitrary: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> =>
  fc.option(arbitrary, { nil: undefined, freq: 2 });
const sandboxName = nameSuffix.map((suffix) => (suffix === '' ? placeholders.name : `${placeholders.name} ${suffix}`));

const quantity = fc.constantFrom('0.5', '1', '500m', '2Gi', '512Mi', '');
const resourceRequirements = fc.record(
  { cpu_request: quantity, cpu_limit: quantity, memory_request: quantity, memory_limit: quantity },
  { requiredKeys: [], noNullPrototype: true },
);

/** Absent, or `customformat` with a format. */
const namespaceParts = fc.oneof(
  fc.constant({}),
  fc.constantFrom('source', 'destination' as const).map((namespaceDefinition) => ({ namespaceDefinition })),
  shortText
    .filter((text) => text !== '')
    .map((namespaceFormat) => ({ namespaceDefinition: 'customformat' as const, namespaceFormat })),
);

/** The status is always sent; `active` only on a manual schedule, unless the run allows more. */
function statusAndSchedule(context: GenerationContext) {
  return fc.record({ parts: optional(schedule), wantsActive: fc.boolean() }).map(({ parts, wantsActive }) => ({
    status:
      wantsActive && (context.activeSchedules || parts === undefined || parts.scheduleType === 'manual')
        ? ('active' as const)
        : ('inactive' as const),
    ...parts,
  }));
}

export function createBody(context: GenerationContext): fc.Arbitrary<RequestOf<'webBackendCreateConnection'>> {
  return fc
    .record({
      name: sandboxName,
      statusAndSchedule: statusAndSchedule(context),
      namespaceParts,
      optional: fc.record(
        {
          prefix: shortText,
          syncCatalog: catalog(context),
          resourceRequirements,
          operations: fc.array(operation, { maxLength: 3 }),
          geography: fc.constantFrom('auto', 'us', 'eu' as const),
          nonBreakingChangesPreference: fc.constantFrom('ignore', 'disable' as const),
        },
        { requiredKeys: [], noNullPrototype: true },
      ),
    })
    .map(({ name, statusAndSchedule: state, namespaceParts: namespace, optional: members }) => ({
      name,
      sourceId: placeholders.source,
      destinationId: placeholders.destination,
      ...state,
      ...namespace,
      ...members,
    }));
}

export type UpdateBody = RequestOf<'webBackendUpdateConnection'>;

/** Any subset of what an update may change. The status stays inactive, so that no schedule can start a sync. */
export function updateBody(context: GenerationContext, handle: number): fc.Arbitrary<UpdateBody> {
  return fc
    .record(
      {
        name: sandboxName,
        prefix: shortText,
        namespace: namespaceParts,
        schedule,
        status: fc.constant('inactive' as const),
        syncCatalog: catalog(context),
        resourceRequirements,
        geography: fc.constantFrom('auto', 'us', 'eu' as const),
        nonBreakingChangesPreference: fc.constantFrom('ignore', 'disable' as const),
        notifySchemaChanges: fc.boolean(),
        operations: updatedOperations(handle),
      },
      { requiredKeys: [], noNullPrototype: true },
    )
    .map(({ namespace, schedule: parts, ...members }) => ({
      connectionId: placeholders.connection(handle),
      ...members,
      ...namespace,
      ...parts,
      ...(parts === undefined || parts.scheduleType === 'manual' ? {} : { status: 'inactive' as const }),
      ...(members.syncCatalog === undefined ? {} : { skipReset: true }),
    }));
}

/** New operations, and the first existing one kept under its id. */
function updatedOperations(handle: number): fc.Arbitrary<NonNullable<UpdateBody['operations']>> {
  return fc
    .record({ fresh: fc.array(operation, { maxLength: 2 }), kept: optional(operation) })
    .map(({ fresh, kept }) =>
      kept === undefined ? fresh : [{ ...kept, operationId: placeholders.operation(handle, 0) }, ...fresh],
    );
}

const listFilters = fc.constantFrom<readonly ('sourceId' | 'destinationId')[]>(
  [],
  [],
  ['sourceId'],
  ['destinationId'],
  ['sourceId', 'destinationId'],
);

export const listBody: fc.Arbitrary<RequestOf<'webBackendListConnectionsForWorkspace'>> = fc
  .record({ filters: listFilters, withUnknown: fc.boolean(), empty: fc.boolean() })
  .map(({ filters, withUnknown, empty }) => ({
    workspaceId: placeholders.workspace,
    ...Object.fromEntries(
      filters.map((key) => [
        key,
        empty
          ? []
          : [
              key === 'sourceId' ? placeholders.source : placeholders.destination,
              ...(withUnknown ? [placeholders.unknown] : []),
            ],
      ]),
    ),
  }));
