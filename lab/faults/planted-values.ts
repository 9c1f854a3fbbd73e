/** Values that a write may have, and that are neither refused nor kept. Planted from the rules of the API alone. */
import type { BackendCall } from '../../src/backend/hooks.ts';
import type { StoredConnection } from '../../src/backend/store.ts';
import type { Fault } from '../fault.ts';
import { changeStored, sends } from '../fault-hooks.ts';
import { objectOf, streamsOf, textOf, without } from '../json-access.ts';

const list = 'webBackendListConnectionsForWorkspace';
const create = 'webBackendCreateConnection';
const update = 'webBackendUpdateConnection';

export const plantedValueFaults = {
  'schema-zeros-lost': {
    title: 'A zero or an empty text inside the schema of a field is left out',
    kind: 'permitted',
    operation: 'any',
    caughtBy: ['catalog-replaced'],
    ...changesFields((key, value) => (value === 0 || value === '' ? [] : [[key, value]])),
  },
  'schema-empties-lost': {
    title: 'An empty object or list inside the schema of a field is left out',
    kind: 'permitted',
    operation: 'any',
    caughtBy: ['catalog-replaced'],
    ...changesFields((key, value) =>
      typeof value === 'object' && value !== null && isPlain(value) && Object.keys(value).length === 0
        ? []
        : [[key, value]],
    ),
  },
  'schema-type-unwrapped': {
    title: 'A type that is a list of one becomes a word',
    kind: 'permitted',
    operation: 'any',
    caughtBy: ['catalog-replaced'],
    ...changesFields((key, value) =>
      key === 'type' && Array.isArray(value) && value.length === 1 ? [[key, value[0]]] : [[key, value]],
    ),
  },
  'twins-share-settings': {
    title: 'Streams of one name in several namespaces all get the settings of the last of them',
    kind: 'permitted',
    operation: 'any',
    caughtBy: ['create-equals-get'],
    real: 'RB-26, its soft form',
    handle: (call, next, context) =>
      writes(call)
        ? changeStored(call, next, context, (after) => {
            const byName = new Map(after.streams.map(({ stream, config }) => [stream?.name, config]));
            return {
              ...after,
              streams: after.streams.map((entry) => {
                const config = byName.get(entry.stream?.name);
                return config === undefined ? entry : { ...entry, config };
              }),
            };
          })
        : next(),
  },
  'operations-of-one-name-once': {
    title: 'Of operations with the same name one is stored',
    kind: 'permitted',
    operation: 'any',
    caughtBy: ['operations-as-set'],
    handle: (call, next, context) =>
      writes(call)
        ? changeStored(call, next, context, (after) => {
            const byName = new Map(
              after.operationIds.map((id) => [context.store.operations.get(id)?.name ?? id, id] as const),
            );
            return sends(call, 'operations') ? { ...after, operationIds: [...byName.values()] } : after;
          })
        : next(),
  },
  'eleventh-operation-lost': {
    title: 'Update stores the first ten operations',
    kind: 'permitted',
    operation: update,
    caughtBy: ['operations-as-set'],
    handle: (call, next, context) =>
      changeStored(call, next, context, (after) => ({ ...after, operationIds: after.operationIds.slice(0, 10) })),
  },
  'long-filter-cut': {
    title: 'Of the ids in a filter of a list the first thirty count',
    kind: 'permitted',
    operation: list,
    caughtBy: ['list-filters'],
    receive(call) {
      const body = objectOf(call.body);
      for (const key of ['sourceId', 'destinationId'])
        if (Array.isArray(body[key])) call.body = { ...objectOf(call.body), [key]: body[key].slice(0, 30) };
    },
  },
  'capital-operation-id-is-new': {
    title: 'An operation that is sent with its id in capitals comes back under another id',
    kind: 'permitted',
    operation: update,
    caughtBy: ['kept-or-refused'],
    receive(call) {
      const { operations } = objectOf(call.body);
      if (!Array.isArray(operations)) return;
      call.body = {
        ...objectOf(call.body),
        operations: operations.map((operation) => {
          const id = textOf(objectOf(operation)['operationId']);
          return id === id.toLowerCase() ? operation : without(objectOf(operation), 'operationId');
        }),
      };
    },
  },

  'empty-catalog-taken-for-none': {
    title: 'An update with a catalog without streams leaves the streams that are there',
    kind: 'state',
    operation: update,
    caughtBy: ['catalog-replaced'],
    handle: (call, next, context) =>
      changeStored(call, next, context, (after, before) =>
        before !== undefined && sends(call, 'syncCatalog') && streamsOf(call.body).length === 0
          ? { ...after, streams: before.streams }
          : after,
      ),
  },
  'resources-merged': {
    title: 'New resource requirements are merged with the old ones',
    kind: 'state',
    operation: update,
    caughtBy: ['patch-frame'],
    handle: (call, next, context) =>
      changeStored(call, next, context, (after, before) =>
        before?.resourceRequirements === undefined
          ? after
          : { ...after, resourceRequirements: { ...before.resourceRequirements, ...after.resourceRequirements } },
      ),
  },
  'format-goes-with-definition': {
    title: 'An update to a namespace that is not custom removes the format',
    kind: 'state',
    operation: update,
    caughtBy: ['patch-frame'],
    handle: (call, next, context) =>
      changeStored(call, next, context, (after) =>
        ['source', 'destination'].includes(textOf(objectOf(call.body)['namespaceDefinition'])) &&
        !sends(call, 'namespaceFormat')
          ? without(after, 'namespaceFormat')
          : after,
      ),
  },
  'cron-stays-beside-basic': {
    title: 'An update from a cron to a basic schedule leaves the cron where it was',
    kind: 'state',
    operation: update,
    caughtBy: ['schedule-triple'],
    handle: (call, next, context) =>
      changeStored(call, next, context, (after, before) =>
        before?.scheduleData?.cron === undefined || after.scheduleType !== 'basic'
          ? after
          : { ...after, scheduleData: { ...after.scheduleData, cron: before.scheduleData.cron } },
      ),
  },
  'deprecated-reads-without-streams': {
    title: 'A get of a deprecated connection shows no streams',
    kind: 'state',
    operation: 'webBackendGetConnection',
    caughtBy: ['patch-frame'],
    answer(answer) {
      const body = objectOf(answer.body);
      if (answer.status === 200 && body['status'] === 'deprecated') body['syncCatalog'] = { streams: [] };
    },
  },
  'create-revives-deprecated': {
    title: 'A create with the name of a deprecated connection takes over its id',
    kind: 'state',
    operation: create,
    caughtBy: ['distinct-creates'],
    handle(call, next, context) {
      const { store } = context;
      const { name } = objectOf(call.body);
      const gone = [...store.connections.values()].find(
        (connection) => connection.status === 'deprecated' && connection.name === name,
      );
      const read = next();
      const stored = store.connections.get(textOf(objectOf(read)['connectionId']));
      if (gone === undefined || stored === undefined) return read;
      store.connections.delete(stored.connectionId);
      const revived: StoredConnection = { ...stored, connectionId: gone.connectionId };
      store.connections.set(revived.connectionId, revived);
      return { ...objectOf(read), connectionId: revived.connectionId };
    },
  },
} as const satisfies Record<string, Fault>;

function writes({ operation }: BackendCall): boolean {
  return operation === create || operation === update;
}

function isPlain(value: object): boolean {
  return Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
}

type Entry = readonly [key: string, value: unknown];

/** Changes the members of every field of the schemas that a write sends, at any depth below the field. */
function changesFields(change: (key: string, value: unknown) => readonly Entry[]): Pick<Fault, 'receive'> {
  const changed = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(changed);
    if (typeof value !== 'object' || value === null || !isPlain(value)) return value;
    return Object.fromEntries(
      Object.entries(value)
        .flatMap(([key, child]) => change(key, child))
        .map(([key, child]) => [key, changed(child)]),
    );
  };
  return {
    receive(call) {
      if (!writes(call)) return;
      for (const { stream } of streamsOf(call.body)) {
        const schema = objectOf(objectOf(stream)['jsonSchema']);
        const { properties } = schema;
        if (typeof properties === 'object' && properties !== null && !Array.isArray(properties))
          schema['properties'] = Object.fromEntries(
            Object.entries(properties).map(([name, field]) => [name, changed(field)]),
          );
      }
    },
  };
}
