/** Bodies of create, update and list that every conforming server accepts. Ids are placeholders. */
import type fc from 'fast-check';
import type { RequestOf } from '../../schemas/operations.ts';
import { nameSuffix, shortText } from './awkward-text.ts';
import { drawCatalog } from './catalog.ts';
import { drawn } from './draw.ts';
import type { Draw } from './draw.ts';
import { placeholders } from './generation-context.ts';
import type { GenerationContext } from './generation-context.ts';
import { drawNewerMembers } from './newer-members.ts';
import { drawNewerListMembers } from './newer-list-members.ts';
import { operation } from './operation.ts';
import { schedule } from './schedule.ts';
import { shrinkBody } from './shrink-body.ts';
import { unknownMembers } from './unknown-members.ts';

export type CreateBody = RequestOf<'webBackendCreateConnection'>;
export type UpdateBody = RequestOf<'webBackendUpdateConnection'>;
export type ListBody = RequestOf<'webBackendListConnectionsForWorkspace'>;

/** The status is always sent; `active` only on a manual schedule, unless the run allows more. */
export function createBody(context: GenerationContext): fc.Arbitrary<CreateBody> {
  return drawn<CreateBody>(
    (draw) => {
      const parts = draw.chance(0.75) ? schedule(draw) : undefined;
      const mayBeActive = context.activeSchedules || parts === undefined || parts.scheduleType === 'manual';
      return {
        ...unknownMembers(draw, context, 'webBackendCreateConnection'),
        ...drawNewerMembers(draw, context, 'webBackendCreateConnection'),
        // Sent nearly always: without the sandbox name a left-over is hard to recognise.
        name: sandboxName(draw),
        sourceId: placeholders.source,
        destinationId: placeholders.destination,
        status: mayBeActive && draw.chance(0.5) ? ('active' as const) : ('inactive' as const),
        ...parts,
        ...sharedMembers(draw, context),
        ...(draw.chance(0.5) ? { operations: draw.list(draw.integer(0, 3), () => operation(draw)) } : {}),
      };
    },
    (body) => shrinkBody('webBackendCreateConnection', body) as Iterable<CreateBody>, // refereed
  );
}

/** Any subset of what an update may change. A schedule always comes with `inactive`, so that none can start a sync. */
export function updateBody(context: GenerationContext, handle: number): fc.Arbitrary<UpdateBody> {
  return drawn<UpdateBody>(
    (draw) => {
      const parts = draw.chance(0.35) ? schedule(draw) : undefined;
      const shared = sharedMembers(draw, context);
      return {
        ...unknownMembers(draw, context, 'webBackendUpdateConnection'),
        ...drawNewerMembers(draw, context, 'webBackendUpdateConnection'),
        connectionId: placeholders.connection(handle),
        ...(draw.chance(0.4) ? { name: sandboxName(draw) } : {}),
        ...parts,
        ...updatedStatus(draw, parts?.scheduleType),
        ...shared,
        ...(shared.syncCatalog === undefined && draw.chance(0.95) ? {} : skipReset(draw, context)),
        ...(draw.chance(0.4) ? { operations: updatedOperations(draw, handle) } : {}),
        // A released server applies these two to every connection.
        ...(context.notificationFlags === true && draw.chance(0.3) ? { notifySchemaChanges: draw.chance(0.5) } : {}),
        ...(context.notificationFlags === true && draw.chance(0.1)
          ? { notifySchemaChangesByEmail: draw.chance(0.5) }
          : {}),
      };
    },
    (body) => shrinkBody('webBackendUpdateConnection', body) as Iterable<UpdateBody>, // refereed
  );
}

/** `active` only together with the manual schedule: nothing that a case made before may start to sync. */
function updatedStatus(draw: Draw, scheduleType: string | undefined): { readonly status?: 'active' | 'inactive' } {
  if (scheduleType === 'manual') return draw.chance(0.5) ? { status: draw.pick(['active', 'inactive'] as const) } : {};
  return scheduleType !== undefined || draw.chance(0.3) ? { status: 'inactive' } : {};
}

function skipReset(draw: Draw, { reset = false }: GenerationContext): { readonly skipReset?: true } {
  return reset && draw.chance(0.4) ? {} : { skipReset: true };
}

/** With no filter, one or both; known and unknown ids; empty filters, which filter nothing. */
export function listBody(context: GenerationContext): fc.Arbitrary<ListBody> {
  return drawn<ListBody>(
    (draw) => {
      const filter = (known: string): string[] =>
        draw.chance(0.25)
          ? []
          : draw.chance(0.5)
            ? [known]
            : draw.chance(0.5)
              ? [known, placeholders.unknown]
              : [placeholders.unknown, known];
      return {
        workspaceId: placeholders.workspace,
        ...(draw.chance(0.45) ? { sourceId: filter(placeholders.source) } : {}),
        ...(draw.chance(0.45) ? { destinationId: filter(placeholders.destination) } : {}),
        ...drawNewerListMembers(draw, context),
      };
    },
    (body) => shrinkBody('webBackendListConnectionsForWorkspace', body) as Iterable<ListBody>, // refereed
  );
}

function sandboxName(draw: Draw): string {
  const suffix = nameSuffix(draw);
  return suffix === '' ? placeholders.name : `${placeholders.name} ${suffix}`;
}

/** Optional members of both create and update. */
function sharedMembers(draw: Draw, context: GenerationContext) {
  return {
    ...namespaceParts(draw),
    ...(draw.chance(0.4) ? { prefix: draw.chance(0.1) ? '' : shortText(draw) } : {}),
    ...(draw.chance(catalogShare(context)) ? { syncCatalog: drawCatalog(draw, context) } : {}),
    ...(draw.chance(0.3) ? { resourceRequirements: resourceRequirements(draw) } : {}),
    ...(draw.chance(0.3) ? { geography: draw.pick(['auto', 'us', 'eu'] as const) } : {}),
    ...(draw.chance(0.3) ? { nonBreakingChangesPreference: draw.pick(['ignore', 'disable'] as const) } : {}),
  };
}

/** Whoever asks for a large body means its catalog. */
function catalogShare({ size }: GenerationContext): number {
  return size === 'tiny' || size === 'typical' ? 0.5 : 1;
}

/** `customformat` always with a format. */
function namespaceParts(draw: Draw) {
  const namespaceDefinition = draw.pick([undefined, undefined, 'source', 'destination', 'customformat'] as const);
  if (namespaceDefinition === undefined) return {};
  return namespaceDefinition === 'customformat'
    ? { namespaceDefinition, namespaceFormat: shortText(draw) }
    : { namespaceDefinition };
}

function resourceRequirements(draw: Draw) {
  const quantity = (): string => draw.pick(['0.5', '1', '500m', '2Gi', '512Mi', '']);
  return {
    ...(draw.chance(0.6) ? { cpu_request: quantity() } : {}),
    ...(draw.chance(0.6) ? { cpu_limit: quantity() } : {}),
    ...(draw.chance(0.6) ? { memory_request: quantity() } : {}),
    ...(draw.chance(0.6) ? { memory_limit: quantity() } : {}),
  };
}

/** New operations, and now and then the first existing ones kept under their ids. */
function updatedOperations(draw: Draw, handle: number): NonNullable<UpdateBody['operations']> {
  const kept = draw.list(draw.pick([0, 1, 1, 2]), (index) => ({
    ...operation(draw),
    operationId: placeholders.operation(handle, index),
  }));
  return [...kept, ...draw.list(draw.integer(0, 2), () => operation(draw))];
}

/**
 * The body, inactive unless the run may start syncs: a later step may bring a schedule, and a broken schedule type may be taken for none, so
 * that the schedule which the connection has would begin.
 */
export function idle<Body extends { readonly status?: string }>(
  body: Body,
  { activeSchedules }: Pick<GenerationContext, 'activeSchedules'>,
): Body {
  return activeSchedules || body.status !== 'active' ? body : { ...body, status: 'inactive' };
}
