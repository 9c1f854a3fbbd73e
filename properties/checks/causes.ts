/** Causes that make a whole answer wrong: a dozen wrong members are then one finding. */
import { isObject } from '../../src/json/json.ts';
import type { JsonObject } from '../../src/json/json.ts';
import { comparableMember, comparableRead } from '../model/read-back.ts';
import type { Difference } from '../model/read-back.ts';
import type { Cause, Observation, Past } from './check.ts';
import { readDifferences } from './differing.ts';
import type { Read } from './read-of.ts';

/** The answer to an update shows the connection exactly as it was. */
export function ignoredUpdate({ before, after }: Read, past: Past): Cause | undefined {
  return readDifferences(before.read, after, past).length > 0
    ? undefined
    : {
        name: 'ignored',
        check: 'patch-frame',
        title: 'An update was accepted and changed nothing of what it sent',
        expected: 'the connection with the members of the update',
      };
}

/** A get shows the connection as it was before the update that was answered with its members. */
export function forgottenUpdate({ before, after }: Read, past: Past): Cause | undefined {
  const { beforeUpdate } = before;
  return beforeUpdate === undefined || readDifferences(beforeUpdate, after, past).length > 0
    ? undefined
    : {
        name: 'forgotten',
        check: 'update-equals-get',
        title: 'A get after update shows the connection as it was before the update',
        expected: 'what the update answered',
      };
}

/** Nothing that a create sent came back, names and ids apart. `lost` are the members that did not come back. */
export function ignoredCreate(body: JsonObject, lost: ReadonlySet<string>): Cause | undefined {
  const kept = resettable.filter((key) => !lost.has(key) && !mayBeDefault(key, body[key]));
  return kept.length > 0
    ? undefined
    : {
        name: 'ignored',
        check: 'create-equals-get',
        title: 'A create stored nothing of what it sent',
        expected: 'the connection with the members of the create',
      };
}

/** An update reset every member that it did not send. `lost` are the members that differ. */
export function resetByUpdate(
  { before: { read } }: Read,
  { lost, mayChange }: { readonly lost: ReadonlySet<string>; readonly mayChange: ReadonlySet<string> },
  past: Past,
): Cause | undefined {
  const shown = comparableRead(read, past.declaredReadMembers);
  const kept = resettable.filter((key) => !mayChange.has(key) && !lost.has(key) && !mayBeDefault(key, shown[key]));
  return kept.length > 0
    ? undefined
    : {
        name: 'reset',
        check: 'patch-frame',
        title: 'An update set back everything that it did not send',
        expected: 'the members that were not sent as they were',
      };
}

/** Every difference that a get shows was sent by an update since the last get, and that update was refused. */
export function carriedOutAllTheSame(
  differing: readonly Difference[],
  now: Observation,
  past: Past,
): Cause | undefined {
  const isRefused = ({ step, answer }: Observation): boolean =>
    step.handle === now.step.handle && answer.status >= 400 && answer.status < 500;
  return isFrom(differing, writesSince(now, past).filter(isRefused))
    ? {
        name: 'carried-out',
        check: 'rejected-write-changes-nothing',
        title: 'A refused update was carried out all the same',
        expected: 'the connection as it was before the update',
      }
    : undefined;
}

/** Every difference that a get shows was sent by a write to another connection since the last get. */
export function carriedOver(differing: readonly Difference[], now: Observation, past: Past): Cause | undefined {
  return isFrom(
    differing,
    writesSince(now, past).filter(({ step }) => step.handle !== now.step.handle),
  )
    ? {
        name: 'carried-over',
        check: 'isolation',
        title: 'A write to another connection was carried out on this one',
        expected: 'the connection as it was before that write',
      }
    : undefined;
}

function writesSince({ step }: Observation, { observations }: Past): readonly Observation[] {
  const last = observations.findLastIndex(
    (one) => one.operation === 'webBackendGetConnection' && one.step.handle === step.handle,
  );
  return observations
    .slice(last + 1)
    .filter(
      ({ operation }) => operation === 'webBackendUpdateConnection' || operation === 'webBackendCreateConnection',
    );
}

function isFrom(differing: readonly Difference[], writes: readonly Observation[]): boolean {
  return differing.every(({ pointer, received }) => {
    const key = pointer.split('/')[1] ?? '';
    return writes.some(
      ({ body }) =>
        isObject(body) &&
        body[key] !== undefined &&
        (pointer !== `/${key}` || JSON.stringify(comparableMember(key, body[key])) === JSON.stringify(received)),
    );
  });
}

/** Members that a server can reset to a default of its own. */
const resettable = [
  'namespaceDefinition',
  'namespaceFormat',
  'prefix',
  'syncCatalog',
  'scheduleType',
  'resourceRequirements',
  'operations',
  'geography',
  'nonBreakingChangesPreference',
  'notifySchemaChanges',
  'notifySchemaChangesByEmail',
] as const;

const defaults: ReadonlySet<unknown> = new Set(['', 'source', 'manual', 'auto', 'ignore']);

/** A server may show this value for a member that was never sent, so it proves nothing when it comes back. */
function mayBeDefault(key: string, value: unknown): boolean {
  if (value === undefined || value === null || typeof value === 'boolean' || defaults.has(value)) return true;
  const comparable = comparableMember(key, value);
  return typeof comparable === 'object' && comparable !== null && Object.keys(comparable).length === 0;
}
