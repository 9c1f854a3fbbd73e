/** What a create that leaves a member out shows of it: the default of the server, and not what another connection was sent. */
import { isEqualJson, isObject } from '../../src/json/json.ts';
import type { JsonObject } from '../../src/json/json.ts';
import { operations } from '../../schemas/operations.ts';
import { sentMembers } from '../model/after-write.ts';
import { writes } from '../model/case.ts';
import { comparableMember, comparableRead, idOf } from '../model/read-back.ts';
import type { Observation, Past, Violation } from './check.ts';
import { show } from './show.ts';

/** Members of a read with a default, each with the members of a create that may decide about it. */
const decidedBy: Readonly<Record<string, readonly string[]>> = {
  namespaceDefinition: ['namespaceDefinition', 'namespaceFormat'],
  namespaceFormat: ['namespaceDefinition', 'namespaceFormat'],
  prefix: ['prefix'],
  syncCatalog: ['syncCatalog', 'sourceCatalogId'],
  scheduleType: ['scheduleType', 'scheduleData', 'schedule'],
  scheduleData: ['scheduleType', 'scheduleData', 'schedule'],
  operations: ['operations', 'operationIds'],
  resourceRequirements: ['resourceRequirements'],
  geography: ['geography', 'dataplaneGroupId'],
  nonBreakingChangesPreference: ['nonBreakingChangesPreference'],
  notifySchemaChanges: ['notifySchemaChanges', 'notifySchemaChangesByEmail'],
  notifySchemaChangesByEmail: ['notifySchemaChanges', 'notifySchemaChangesByEmail'],
  tags: ['tags'],
};

/**
 * A server may have any default, but has the same one each time: an earlier create between the same source and destination, which left the
 * member out as well, was answered with another value.
 */
export function takenOver(now: Observation, past: Past): readonly Violation[] {
  const created = createdBy(now);
  if (created === undefined) return [];
  const earlier = past.observations
    .flatMap((one) => createdBy(one) ?? [])
    .filter(({ actors }) => isEqualJson(actors, created.actors));
  const sent = past.observations.filter(({ step }) => writes(step)).map(({ body }) => body);
  return Object.keys(decidedBy).flatMap((member): readonly Violation[] => {
    const value = defaultIn(created, member);
    const before = earlier
      .filter((one) => isLeftOut(one, member))
      .find((one) => !isEqualJson(defaultIn(one, member), value));
    const isSent = sent.some((body) => isEqualJson(valueIn(body, member), value));
    if (value === undefined || before === undefined || !isSent) return [];
    return [
      {
        title: `A create shows at /${member} what another connection was sent`,
        expected: `${show(defaultIn(before, member) ?? 'nothing')}, as after a create before that left it out as well`,
        received: show(value),
        pointer: `/${member}`,
        kind: 'taken-over',
        mayBeOthers: true,
        cause: {
          name: 'taken-over',
          check: 'isolation',
          title: 'A create takes over what another connection was sent',
          expected: 'the same defaults after each create',
        },
      },
    ];
  });
}

interface Created {
  readonly sent: ReadonlySet<string>;
  readonly actors: readonly string[];
  readonly read: JsonObject;
}

/** A valid create and its answer. */
function createdBy({ operation, step, body, answer, json }: Observation): Created | undefined {
  const isCreate = operation === operations.webBackendCreateConnection.id && step.intent.kind === 'valid';
  if (!isCreate || answer.status !== 200 || !isObject(body) || !isObject(json)) return undefined;
  return {
    sent: new Set(sentMembers(body)),
    actors: [idOf(body['sourceId']), idOf(body['destinationId'])],
    read: comparableRead(json),
  };
}

function isLeftOut({ sent, read }: Created, member: string): boolean {
  // A discovered catalog frames the streams.
  const isFramed = member === 'syncCatalog' && read['catalogId'] !== undefined;
  return !isFramed && decidedBy[member]?.some((key) => sent.has(key)) === false;
}

function defaultIn(created: Created, member: string): unknown {
  return isLeftOut(created, member) ? created.read[member] : undefined;
}

function valueIn(body: unknown, member: string): unknown {
  return isObject(body) && body[member] !== undefined ? comparableMember(member, body[member]) : undefined;
}
