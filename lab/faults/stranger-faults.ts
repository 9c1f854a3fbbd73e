/** What the wrong people see, or what reaches the wrong workspace. */
import { connectionRead } from '../../src/backend/read-model.ts';
import type { BackendCall } from '../../src/backend/hooks.ts';
import type { Store } from '../../src/backend/store.ts';
import type { Fault } from '../fault.ts';
import { changeStored, storedFor } from '../fault-hooks.ts';
import { listOf, objectOf, textOf } from '../json-access.ts';

/** Lets the call through for whoever asks. */
const forgetsUser = (call: BackendCall): void => {
  call.user = undefined;
};

export const strangerFaults = {
  'get-for-everybody': {
    title: 'A get never asks whose workspace the connection is in',
    kind: 'isolation',
    operation: 'webBackendGetConnection',
    caughtBy: ['authorization'],
    receive: forgetsUser,
  },
  'list-for-everybody': {
    title: 'A list shows any workspace to every user',
    kind: 'isolation',
    operation: 'webBackendListConnectionsForWorkspace',
    caughtBy: ['authorization'],
    receive: forgetsUser,
  },
  'update-by-everybody': {
    title: 'Any user may update any connection',
    kind: 'isolation',
    operation: 'webBackendUpdateConnection',
    caughtBy: ['authorization'],
    receive: forgetsUser,
  },
  'create-by-everybody': {
    title: 'Any user may create connections in any workspace',
    kind: 'isolation',
    operation: 'webBackendCreateConnection',
    caughtBy: ['authorization'],
    receive: forgetsUser,
  },
  'refused-stranger-stores': {
    title: 'The update of a user without rights is refused after it is stored',
    kind: 'isolation',
    operation: 'webBackendUpdateConnection',
    caughtBy: ['rejected-write-changes-nothing'],
    handle: (call, next, context) => {
      const before = storedFor(call, context);
      const prefix = textOf(objectOf(call.body)['prefix']);
      if (before !== undefined && prefix !== '' && call.user?.workspaceIds !== undefined)
        context.store.connections.set(before.connectionId, { ...before, prefix });
      return next();
    },
  },
  'state-without-credentials': {
    title: 'The state of a workspace needs no credentials',
    kind: 'isolation',
    operation: 'webBackendGetWorkspaceState',
    caughtBy: ['authorization'],
    letsIn: (header) => header === undefined,
  },
  'expired-token-lists': {
    title: 'A list takes any token, expired ones too',
    kind: 'isolation',
    operation: 'webBackendListConnectionsForWorkspace',
    caughtBy: ['authorization'],
    letsIn: (header) => header?.startsWith('Bearer ') === true,
  },
  'filter-reaches-other-workspace': {
    title: 'A list filtered by a source shows its connections, whatever workspace was asked',
    kind: 'isolation',
    operation: 'webBackendListConnectionsForWorkspace',
    caughtBy: ['isolation'],
    handle: (call, next, { store }) => {
      const sources = listOf(objectOf(call.body)['sourceId']).map((id) => textOf(id).toLowerCase());
      const [asked] = sources;
      const workspaceId = asked === undefined ? undefined : store.sources.get(asked)?.workspaceId;
      if (workspaceId !== undefined) Object.assign(objectOf(call.body), { workspaceId });
      return next();
    },
  },
  'others-operation-attached': {
    title: 'An update that names the operation of another connection takes it over',
    kind: 'isolation',
    operation: 'webBackendUpdateConnection',
    caughtBy: ['isolation'],
    handle: (call, next, context) => {
      const taken = takenBy(call, context.store);
      return changeStored(call, next, context, (after) => ({
        ...after,
        operationIds: [...new Set([...after.operationIds, ...taken])],
      }));
    },
  },
  'operation-ids-attached': {
    title: 'A create attaches the operations that operationIds names, whoever they belong to',
    kind: 'isolation',
    operation: 'webBackendCreateConnection',
    caughtBy: ['isolation'],
    handle: (call, next, context) => {
      const ids = listOf(objectOf(call.body)['operationIds']).map((id) => textOf(id).toLowerCase());
      return changeStored(call, next, context, (after) => ({
        ...after,
        operationIds: [...after.operationIds, ...ids.filter((id) => context.store.operations.has(id))],
      }));
    },
  },
  'others-operation-renamed': {
    title: 'An update that names the operation of another connection renames it there',
    kind: 'isolation',
    operation: 'webBackendUpdateConnection',
    caughtBy: ['isolation'],
    handle: (call, next, { store }) => {
      const answer = next();
      for (const sent of listOf(objectOf(call.body)['operations']).map(objectOf)) {
        const stored = store.operations.get(textOf(sent['operationId']).toLowerCase());
        if (stored !== undefined) store.operations.set(stored.operationId, { ...stored, name: textOf(sent['name']) });
      }
      return answer;
    },
  },
  'source-of-another-workspace': {
    title: 'A workspace lists a connection whose source is in another one',
    kind: 'isolation',
    operation: 'webBackendGetConnection',
    caughtBy: ['isolation'],
    handle: (call, next, context) => {
      const stored = storedFor(call, context);
      const elsewhere = [...context.store.workspaces.keys()].at(-1);
      const read = next();
      // Only of connections that a run did not make.
      return stored === undefined || elsewhere === undefined || stored.name.startsWith('airlock-')
        ? read
        : withSourceIn(elsewhere, connectionRead(context.store, stored));
    },
  },
  'foreign-source-taken': {
    title: 'A create mixes the source of one workspace with the destination of another',
    kind: 'isolation',
    operation: 'webBackendCreateConnection',
    caughtBy: ['invalid-rejected'],
    handle: (call, next, { store }) => {
      const body = objectOf(call.body);
      const source = store.sources.get(textOf(body['sourceId']).toLowerCase());
      const destination = store.destinations.get(textOf(body['destinationId']).toLowerCase());
      if (source === undefined || destination === undefined) return next();
      const twin = [...store.destinations.values()].find(({ workspaceId }) => workspaceId === source.workspaceId);
      if (source.workspaceId !== destination.workspaceId) Object.assign(body, { destinationId: twin?.id });
      return next();
    },
  },
} as const satisfies Record<string, Fault>;

function takenBy(call: BackendCall, store: Store): readonly string[] {
  return listOf(objectOf(call.body)['operations'])
    .map((sent) => textOf(objectOf(sent)['operationId']).toLowerCase())
    .filter((id) => store.operations.has(id));
}

function withSourceIn(workspaceId: string, read: object): object {
  return { ...read, source: { ...objectOf(Reflect.get(read, 'source')), workspaceId } };
}
