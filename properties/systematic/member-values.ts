/** What each member of a write may be: every value of an enum, two of anything else, and an empty one where that is allowed. */
import type { JSONSchema } from 'json-schema-to-ts';
import type { JsonObject } from '../../src/json/json.ts';
import { operations } from '../../schemas/operations.ts';
import { declares } from '../arbitraries/declares.ts';
import { placeholders } from '../arbitraries/generation-context.ts';
import type { GenerationContext } from '../arbitraries/generation-context.ts';
import { catalogWith, streams, wholeCatalog } from './catalog-variants.ts';
import { operationLists } from './operation-lists.ts';
import { schedules } from './schedule-walk.ts';

export type Write = 'webBackendCreateConnection' | 'webBackendUpdateConnection';

/** A member, or members that only make sense together, and bodies that have nothing else. Each is valid, and differs from the one before. */
export interface MemberValues {
  readonly member: string;
  readonly bodies: readonly JsonObject[];
}

/** Every member of the release's request that a valid body may have, in the order of its schema. */
export function memberValues(write: Write, context: GenerationContext): readonly MemberValues[] {
  return Object.entries(declaredMembers(write, context)).flatMap(([member, schema]) => {
    const bodies = Object.hasOwn(known, member)
      ? known[member]?.(context, write)
      : valuesOf(schema).map((value) => ({ [member]: value }));
    return bodies === undefined || bodies.length === 0 ? [] : [{ member, bodies }];
  });
}

/** The schemas of all members that the release's request has, in its order. */
export function declaredMembers(write: Write, context: GenerationContext): Readonly<Record<string, JSONSchema>> {
  const request: JSONSchema | undefined = context.description?.operations[write]?.request ?? operations[write].request;
  return typeof request === 'object' ? (request.properties ?? {}) : {};
}

/**
 * Members that can be patched at the same time as any other one: each body has members that no other one has. The status only where an
 * active one may come together with a schedule.
 */
export function parallelValues(context: GenerationContext): readonly MemberValues[] {
  const values = memberValues('webBackendUpdateConnection', context).map(({ member, bodies }) => ({
    member,
    // Only a format of its own takes a second member.
    bodies: member === 'namespaceDefinition' ? bodies.filter((body) => !('namespaceFormat' in body)) : bodies,
  }));
  return values.filter(({ member, bodies }) => bodies.length > 1 && (member !== 'status' || context.activeSchedules));
}

/** Ids are needed or mean something else; the others differ between conforming servers, or go with another member. */
const none = (): readonly JsonObject[] => [];

/** As they are kept: blanks at both ends, a decomposed letter, an emoji; and as long as every server takes. */
const [odd, long] = [' Cafe\u0301 😀 ', 'l'.repeat(256)] as const;

/** Members whose schema does not say what is valid. */
const known: Readonly<Record<string, (context: GenerationContext, write: Write) => readonly JsonObject[]>> = {
  connectionId: none,
  sourceId: none,
  destinationId: none,
  sourceCatalogId: none,
  dataplaneGroupId: none,
  operationIds: none,
  schedule: none,
  scheduleData: none,
  skipReset: none,
  name: () => [{ name: placeholders.longName }, { name: `${placeholders.name}${odd}` }],
  namespaceDefinition: () => [
    { namespaceDefinition: 'destination' },
    { namespaceDefinition: 'customformat', namespaceFormat: 'one_${SOURCE_NAMESPACE}' },
    { namespaceDefinition: 'source' },
  ],
  namespaceFormat: () => [odd, long].map((namespaceFormat) => ({ namespaceFormat })),
  prefix: () => ['one_', odd, long, ''].map((prefix) => ({ prefix })),
  scheduleType: () => schedules.map((schedule) => ({ ...schedule })),
  status: ({ activeSchedules }) => [
    // Nothing that a case made before may start to sync.
    activeSchedules ? { status: 'active' } : { status: 'active', scheduleType: 'manual' },
    { status: 'inactive' },
  ],
  syncCatalog: (_, write) =>
    [wholeCatalog, catalogWith([streams.orders]), { streams: [] }].map((syncCatalog) =>
      write === 'webBackendUpdateConnection' ? { syncCatalog, skipReset: true } : { syncCatalog },
    ),
  operations: () => operationLists.map((list) => ({ operations: list })),
  resourceRequirements: () => [
    { resourceRequirements: { cpu_request: '0.5', cpu_limit: '1', memory_request: '512Mi', memory_limit: '2Gi' } },
    { resourceRequirements: { memory_limit: '1Gi' } },
    { resourceRequirements: { cpu_request: '1' } },
    { resourceRequirements: {} },
  ],
  notifySchemaChanges: (context, write) =>
    // Released servers of 2023 apply it to every connection; later ones have it in a create as well.
    isFlagAllowed(context, write) ? [{ notifySchemaChanges: true }, { notifySchemaChanges: false }] : [],
  notifySchemaChangesByEmail: (context, write) =>
    isFlagAllowed(context, write) ? [{ notifySchemaChangesByEmail: true }, { notifySchemaChangesByEmail: false }] : [],
  tags: () => [
    { tags: [placeholders.tag(0)] },
    { tags: [placeholders.tag(1), placeholders.tag(0)] },
    { tags: [placeholders.tag(1)] },
    { tags: [] },
  ],
  destinationCatalogId: () => [{ destinationCatalogId: placeholders.destinationCatalog }],
};

/** Whether the notification flags of the write are about its connection alone, or the run may change others. */
export function isFlagAllowed(context: GenerationContext, write: Write): boolean {
  return write === 'webBackendUpdateConnection'
    ? context.notificationFlags === true
    : declares(context, write, 'notifySchemaChanges');
}

/** None where the schema says too little. */
function valuesOf(schema: JSONSchema): readonly unknown[] {
  if (typeof schema === 'boolean') return [];
  if (Array.isArray(schema.enum)) return schema.enum;
  if (schema.type === 'boolean') return [true, false];
  return schema.type === 'string' && schema.format === undefined ? ['one_', 'two_', ''] : [];
}
