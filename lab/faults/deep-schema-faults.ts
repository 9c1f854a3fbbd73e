/** What becomes of schemas that are deeper, wider, finer or barer than most, as somebody planted it who did not know what is sent. */
import type { BackendCall } from '../../src/backend/hooks.ts';
import type { StoredConnection } from '../../src/backend/store.ts';
import type { Fault } from '../fault.ts';
import { changeStored, isRefresh, sends, storedFor } from '../fault-hooks.ts';
import { isObject, objectOf, streamsOf } from '../json-access.ts';

export const deepSchemaFaults = {
  'schemas-cut-at-fifth-level': {
    title: 'What a schema has below its fifth level is not stored',
    kind: 'fidelity',
    operation: 'any',
    caughtBy: ['catalog-replaced'],
    receive: changingSchemas((schema, level) => (level === 5 ? {} : schema)),
  },
  'fields-cut-at-64': {
    title: 'Of more than 64 fields of an object 64 are stored',
    kind: 'fidelity',
    operation: 'any',
    caughtBy: ['catalog-replaced'],
    receive: changingSchemas((schema) => {
      const { properties } = schema;
      if (!isObject(properties)) return schema;
      return { ...schema, properties: Object.fromEntries(Object.entries(properties).slice(0, 64)) };
    }),
  },
  'nested-format-lost': {
    title: 'The format of a field inside another field is not stored',
    kind: 'fidelity',
    operation: 'any',
    caughtBy: ['catalog-replaced'],
    receive: changingSchemas(({ format, ...schema }, level) =>
      format === undefined || level > 2 ? schema : { ...schema, format },
    ),
  },
  'schema-numbers-of-32-bits': {
    title: 'Fractions in a schema are stored with 32 bits',
    kind: 'fidelity',
    operation: 'any',
    caughtBy: ['catalog-replaced'],
    receive: changingSchemas((schema) =>
      Object.fromEntries(
        Object.entries(schema).map(([key, value]) => [
          key,
          typeof value === 'number' && !Number.isInteger(value) ? Math.fround(value) : value,
        ]),
      ),
    ),
  },
  'null-default-lost': {
    title: 'A null default of a field is not stored',
    kind: 'fidelity',
    operation: 'any',
    caughtBy: ['kept-or-refused'],
    receive: changingSchemas(({ default: value, ...schema }) =>
      value === undefined || value === null ? schema : { ...schema, default: value },
    ),
  },
  'list-needs-items': {
    title: 'The list is a server error while a connection has a field that is a list of it does not say what',
    kind: 'state',
    operation: 'webBackendListConnectionsForWorkspace',
    caughtBy: ['no-server-error'],
    real: 'RB-28',
    handle(_call, next, { store }) {
      if ([...store.connections.values()].some(hasListWithoutItems)) throw new Error('Cannot find items');
      return next();
    },
  },
  'refresh-needs-items': {
    title: 'A refresh is a server error while the connection has a field that is a list of it does not say what',
    kind: 'state',
    operation: 'webBackendGetConnection',
    caughtBy: ['no-server-error'],
    real: 'RB-28',
    handle(call, next, context) {
      const stored = storedFor(call, context);
      if (isRefresh(call) && stored !== undefined && hasListWithoutItems(stored)) throw new Error('Cannot find items');
      return next();
    },
  },
  'read-mends-connection': {
    title: 'A get forgets that the source has broken the connection',
    kind: 'state',
    operation: 'webBackendGetConnection',
    caughtBy: ['schema-change'],
    handle: (call, next, context) =>
      sends(call, 'withRefreshedCatalog')
        ? next()
        : changeStored(call, next, context, (after) => ({ ...after, breakingChange: false })),
  },
} as const satisfies Record<string, Fault>;

function hasListWithoutItems({ streams }: StoredConnection): boolean {
  return streams.some(({ stream }) =>
    Object.values(objectOf(objectOf(stream?.jsonSchema)['properties'])).some(
      (field) => isObject(field) && [field['type']].flat().includes('array') && field['items'] === undefined,
    ),
  );
}

/** Changes each object below the schema of a stream; that of the stream itself is of level 1, its fields are of level 2. */
function changingSchemas(change: (schema: Record<string, unknown>, level: number) => Record<string, unknown>) {
  const changed = (schema: unknown, level: number): unknown => {
    if (!isObject(schema)) return schema;
    const { properties, items, ...rest } = change(schema, level);
    return {
      ...rest,
      ...(isObject(properties)
        ? {
            properties: Object.fromEntries(
              Object.entries(properties).map(([name, field]) => [name, changed(field, level + 1)]),
            ),
          }
        : {}),
      ...(items === undefined ? {} : { items: changed(items, level + 1) }),
    };
  };
  return (call: BackendCall): void => {
    for (const { stream } of streamsOf(call.body)) {
      const one = objectOf(stream);
      one['jsonSchema'] = changed(one['jsonSchema'], 1);
    }
  };
}
