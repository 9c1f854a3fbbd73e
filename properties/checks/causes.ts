/** Causes that make a whole answer wrong: a dozen wrong members are then one finding. */
import { isObject } from '../../src/json/json.ts';
import { touchedBy } from '../model/after-write.ts';
import type { ConnectionState } from '../model/connection-state.ts';
import { memberAt } from '../model/laws.ts';
import { fewest } from '../model/orders.ts';
import { comparableMember, isEmpty } from '../model/read-back.ts';
import type { Difference } from '../model/read-back.ts';
import { membersOf } from './broken-by.ts';
import type { Cause, Judged } from './check.ts';

/** To be spread into a violation. */
interface Caused {
  readonly cause?: Cause;
}

/** The answer to an update shows the connection exactly as it was. */
export function ignoredUpdate(judged: Judged | undefined): Caused {
  const title = 'An update was accepted and changed nothing of what it sent';
  return whole(isOneOf(judged?.before?.states, judged), {
    name: 'ignored',
    check: 'patch-frame',
    title,
    expected: 'the connection with the members of the update',
  });
}

/** A get shows the connection as it was before the update that was answered with its members. */
export function forgottenUpdate(judged: Judged | undefined): Caused {
  const title = 'A get after update shows the connection as it was before the update';
  return whole(isOneOf(judged?.before?.beforeUpdate, judged), {
    name: 'forgotten',
    check: 'update-equals-get',
    title,
    expected: 'what the update answered',
  });
}

/** Nothing that a create sent came back, names and ids apart. */
export function ignoredCreate(lost: readonly Difference[], body: unknown): Caused {
  const members = membersOf(lost);
  const isKept = (key: string): boolean => !members.has(key) && isObject(body) && !mayBeDefault(key, body[key]);
  return whole(lost.length > 0 && !resettable.some(isKept), {
    name: 'ignored',
    check: 'create-equals-get',
    title: 'A create stored nothing of what it sent',
    expected: 'the connection with the members of the create',
  });
}

/** An update reset every member that it did not send. */
export function resetByUpdate(found: readonly Difference[], body: unknown, judged: Judged | undefined): Caused {
  const changed = new Set([...touchedBy(body), ...membersOf(found)]);
  const shown = judged?.before?.states[0]?.shown ?? {};
  return whole(!resettable.some((key) => !changed.has(key) && !mayBeDefault(key, shown[key])), {
    name: 'reset',
    check: 'patch-frame',
    title: 'An update set back everything that it did not send',
    expected: 'the members that were not sent as they were',
  });
}

/** Every difference that a get shows was sent by an update since the last read, and that update was refused. */
export function carriedOutAllTheSame(found: readonly Difference[], judged: Judged | undefined): Caused {
  return whole(isFrom(found, judged?.before?.refused), {
    name: 'carried-out',
    check: 'rejected-write-changes-nothing',
    title: 'A refused update was carried out all the same',
    expected: 'the connection as it was before the update',
  });
}

/** Every difference that a get shows was sent by a write to another connection since the last read. */
export function carriedOver(found: readonly Difference[], judged: Judged | undefined): Caused {
  return whole(isFrom(found, judged?.before?.others), {
    name: 'carried-over',
    check: 'isolation',
    title: 'A write to another connection was carried out on this one',
    expected: 'the connection as it was before that write',
  });
}

function whole(applies: boolean, cause: Cause): Caused {
  return applies ? { cause } : {};
}

function isOneOf(states: readonly ConnectionState[] | undefined, judged: Judged | undefined): boolean {
  return states !== undefined && judged !== undefined && fewest(states, judged.shown).length === 0;
}

function isFrom(found: readonly Difference[], bodies: readonly unknown[] = []): boolean {
  return found.every(({ pointer, received }) => {
    const key = memberAt({ pointer });
    const isShown = (sent: unknown): boolean =>
      pointer !== `/${key}` || JSON.stringify(comparableMember(key, sent)) === JSON.stringify(received);
    return bodies.some((body) => isObject(body) && body[key] !== undefined && isShown(body[key]));
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
  return isEmpty(comparableMember(key, value));
}
