/** Planted without a look at the code that finds them, from the rules of the API alone, and found at once. */
import type { BackendCall, HookContext } from '../../src/backend/hooks.ts';
import type { StoredConnection } from '../../src/backend/store.ts';
import type { Fault } from '../fault.ts';
import { changeStored, onSuccess, pause, sends, storedFor } from '../fault-hooks.ts';
import { isObject, listOf, objectOf, streamsOf, textOf, without } from '../json-access.ts';

const create = 'webBackendCreateConnection';
const update = 'webBackendUpdateConnection';

export const blindFaults = {
  'empty-name-becomes-default': {
    title: 'Create takes an empty name for none and stores the default name',
    kind: 'permitted',
    operation: create,
    caughtBy: ['kept-or-refused'],
    receive(call) {
      if (objectOf(call.body)['name'] === '') call.body = without(objectOf(call.body), 'name');
    },
  },
  'formatless-namespace-becomes-source': {
    title: 'A custom namespace without a format is stored as the namespace of the source',
    kind: 'permitted',
    operation: 'any',
    caughtBy: ['kept-or-refused'],
    handle: (call, next, context) =>
      writes(call)
        ? changeStored(call, next, context, (after) =>
            after.namespaceDefinition === 'customformat' && after.namespaceFormat === undefined
              ? { ...after, namespaceDefinition: 'source' }
              : after,
          )
        : next(),
  },
  'keyless-dedup-becomes-append': {
    title: 'Update stores a stream that is deduplicated without a key as appended',
    kind: 'permitted',
    operation: update,
    caughtBy: ['kept-or-refused'],
    handle: (call, next, context) =>
      changeStored(call, next, context, (after) => ({
        ...after,
        streams: after.streams.map((entry) =>
          entry.config?.destinationSyncMode === 'append_dedup' && (entry.config.primaryKey ?? []).length === 0
            ? { ...entry, config: { ...entry.config, destinationSyncMode: 'append' } }
            : entry,
        ),
      })),
  },
  'boolean-subschemas-dropped': {
    title: 'A field whose schema is true or false is left out of the stored schema',
    kind: 'permitted',
    operation: 'any',
    caughtBy: ['kept-or-refused'],
    receive(call) {
      if (!writes(call)) return;
      for (const { stream } of streamsOf(call.body)) {
        const schema = objectOf(objectOf(stream)['jsonSchema']);
        const { properties } = schema;
        if (isObject(properties))
          schema['properties'] = Object.fromEntries(
            Object.entries(properties).filter(([, field]) => typeof field !== 'boolean'),
          );
      }
    },
  },

  'workspace-state-for-everybody': {
    title: 'The state of a workspace is told to a user who must not see it',
    kind: 'isolation',
    operation: 'webBackendGetWorkspaceState',
    caughtBy: ['authorization'],
    receive(call) {
      call.user = undefined;
    },
  },
  'notify-flag-reaches-all': {
    title: 'A new notification flag is written to the rows of all connections',
    kind: 'isolation',
    operation: update,
    caughtBy: ['isolation'],
    real: 'UPDATE without WHERE, fixed on 8 May 2023',
    handle: (call, next, context) =>
      changeStored(call, next, context, (after, before) => {
        const { notifySchemaChanges } = after;
        if (before !== undefined && before.notifySchemaChanges !== notifySchemaChanges)
          for (const other of context.store.connections.values())
            context.store.connections.set(other.connectionId, { ...other, notifySchemaChanges });
        return after;
      }),
  },

  'old-settings-beside-new-stream': {
    title: 'An update that adds a stream leaves the settings of the streams before it as they were',
    kind: 'state',
    operation: update,
    caughtBy: ['catalog-replaced'],
    handle: (call, next, context) =>
      changeStored(call, next, context, (after, before) => {
        const known = new Map(before?.streams.map((entry) => [nameOf(entry), entry.config]));
        if (after.streams.every((entry) => known.has(nameOf(entry)))) return after;
        const streams = after.streams.map((entry) => {
          const config = known.get(nameOf(entry));
          return config === undefined ? entry : { ...entry, config };
        });
        return { ...after, streams };
      }),
  },
  'second-deprecation-revives': {
    title: 'A connection that is deprecated again becomes inactive',
    kind: 'combination',
    operation: update,
    caughtBy: ['patch-frame'],
    handle: (call, next, context) =>
      changeStored(call, next, context, (after, before) =>
        before?.status === 'deprecated' && objectOf(call.body)['status'] === 'deprecated'
          ? { ...after, status: 'inactive' }
          : after,
      ),
  },
  'default-name-only-answered': {
    title: 'A create without a name answers the default name and stores none',
    kind: 'state',
    operation: create,
    caughtBy: ['create-equals-get'],
    handle(call, next, { store }) {
      const read = next();
      const stored = store.connections.get(textOf(objectOf(read)['connectionId']));
      if (stored !== undefined && !sends(call, 'name'))
        store.connections.set(stored.connectionId, { ...stored, name: '' });
      return read;
    },
  },

  'schedule-mirror-stays': {
    title: 'The legacy schedule shows the first basic schedule of a connection for ever',
    kind: 'fidelity',
    operation: 'any',
    caughtBy: ['schedule-triple'],
    answer: onSuccess((body, _call, { memory }) => {
      const { connectionId, schedule } = body;
      if (schedule === undefined) return;
      const key = `schedule ${textOf(connectionId)}`;
      if (!memory.has(key)) memory.set(key, schedule);
      body['schedule'] = memory.get(key);
    }),
  },
  'schedule-refusal-is-empty': {
    title: 'An update that is refused for its schedule answers an empty message',
    kind: 'status',
    operation: update,
    caughtBy: ['error-body'],
    answer(answer) {
      const first = objectOf(listOf(objectOf(answer.body)['validationErrors'])[0]);
      if (answer.status === 422 && textOf(first['propertyPath']).startsWith('scheduleData'))
        answer.body = { message: '' };
    },
  },
  'refusal-labelled-text': {
    title: 'The refusal of an update is labelled as plain text',
    kind: 'status',
    operation: update,
    caughtBy: ['content-type'],
    answer(answer) {
      if (answer.status === 422) answer.contentType = 'text/plain';
    },
  },

  'name-and-status-overwrite': {
    title: 'Of a new name and a new status that are saved together one is lost',
    kind: 'concurrency',
    operation: update,
    caughtBy: ['lost-update'],
    handle: (call, next, context) =>
      overwrites(call, next, context, [
        ['name', ['status']],
        ['status', ['name']],
      ]),
  },
  'geography-and-preference-overwrite': {
    title: 'Of a geography and a preference for changes that are saved together one is lost',
    kind: 'concurrency',
    operation: update,
    caughtBy: ['lost-update'],
    handle: (call, next, context) =>
      overwrites(call, next, context, [
        ['geography', ['nonBreakingChangesPreference']],
        ['nonBreakingChangesPreference', ['geography']],
      ]),
  },
  'notify-flags-overwrite': {
    title: 'Of the two notification flags that are saved together one is lost',
    kind: 'concurrency',
    operation: update,
    caughtBy: ['lost-update'],
    handle: (call, next, context) =>
      overwrites(call, next, context, [
        ['notifySchemaChanges', ['notifySchemaChangesByEmail']],
        ['notifySchemaChangesByEmail', ['notifySchemaChanges']],
      ]),
  },
  'operations-overwrite-schedule': {
    title: 'A schedule is lost that is saved while the operations are',
    kind: 'concurrency',
    operation: update,
    caughtBy: ['lost-update'],
    handle: (call, next, context) =>
      overwrites(call, next, context, [['operations', ['scheduleType', 'scheduleData']]]),
  },
  'third-patch-is-dropped': {
    title: 'A third update of a connection that arrives while two are at work is answered and not stored',
    kind: 'concurrency',
    operation: update,
    caughtBy: ['lost-update'],
    async handle(call, next, context) {
      const key = `at work ${textOf(objectOf(call.body)['connectionId']).toLowerCase()}`;
      const { memory, store } = context;
      const atWork = Number(memory.get(key) ?? 0);
      memory.set(key, atWork + 1);
      try {
        await pause(4);
        const before = storedFor(call, context);
        const read = next();
        if (atWork >= 2 && before !== undefined) store.connections.set(before.connectionId, before);
        return read;
      } finally {
        memory.set(key, Number(memory.get(key)) - 1);
      }
    },
  },
} as const satisfies Record<string, Fault>;

function writes({ operation }: BackendCall): boolean {
  return operation === create || operation === update;
}

function nameOf({ stream }: StoredConnection['streams'][number]): string {
  return JSON.stringify([stream?.namespace, stream?.name]);
}

/** An update that sends a member writes others as they were when it arrived. */
async function overwrites(
  call: BackendCall,
  next: () => unknown,
  context: HookContext,
  rows: readonly (readonly [sent: string, written: readonly (keyof StoredConnection)[]])[],
): Promise<unknown> {
  const stale = storedFor(call, context);
  await pause(4);
  return changeStored(call, next, context, (after) => {
    if (stale === undefined) return after;
    const members = rows.filter(([sent]) => sends(call, sent)).flatMap(([, written]) => written);
    const unsent = members.filter((member) => !sends(call, member));
    const kept = unsent.filter((member) => stale[member] !== undefined);
    return {
      ...without(after, ...unsent),
      ...Object.fromEntries(kept.map((member) => [member, stale[member]])),
    };
  });
}
