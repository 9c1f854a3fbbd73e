/** Who may do what, in the corners: refused and done all the same, and what the check of rights forgets. */
import { forbidden } from '../../src/backend/refusal.ts';
import type { Fault } from '../fault.ts';
import { isRefresh, storedFor } from '../fault-hooks.ts';
import { listOf, objectOf, textOf } from '../json-access.ts';

const get = 'webBackendGetConnection';

export const plantedStrangers = {
  'stranger-creates-and-is-refused': {
    title: 'The create of a user without rights is refused and stored',
    kind: 'isolation',
    operation: 'webBackendCreateConnection',
    caughtBy: ['rejected-write-changes-nothing'],
    handle(call, next, { store }) {
      const { user } = call;
      const source = store.sources.get(textOf(objectOf(call.body)['sourceId']).toLowerCase());
      if (user?.workspaceIds === undefined || source === undefined || user.workspaceIds.includes(source.workspaceId))
        return next();
      call.user = undefined;
      next();
      throw forbidden();
    },
  },
  'refresh-for-everybody': {
    title: 'A refreshing get never asks whose workspace the connection is in',
    kind: 'isolation',
    operation: get,
    caughtBy: ['authorization'],
    receive(call) {
      if (isRefresh(call)) call.user = undefined;
    },
  },
  'state-type-for-everybody': {
    title: 'The type of the state is told to a user who must not see the connection',
    kind: 'isolation',
    operation: 'getStateType',
    caughtBy: ['authorization'],
    receive(call) {
      call.user = undefined;
    },
  },
  'deprecated-for-everybody': {
    title: 'Anybody may read a connection that is deprecated',
    kind: 'isolation',
    operation: get,
    caughtBy: ['authorization'],
    receive(call, context) {
      if (storedFor(call, context)?.status === 'deprecated') call.user = undefined;
    },
  },
  'foreign-operation-comes-home': {
    title: 'An operation of another workspace is stored as one of the workspace of the connection',
    kind: 'isolation',
    operation: 'any',
    caughtBy: ['invalid-rejected'],
    receive(call, context) {
      const { operations, sourceId } = objectOf(call.body);
      const source = context.store.sources.get(storedFor(call, context)?.sourceId ?? textOf(sourceId).toLowerCase());
      if (source === undefined) return;
      for (const operation of listOf(operations).map(objectOf))
        if (context.store.workspaces.has(textOf(operation['workspaceId']).toLowerCase()))
          operation['workspaceId'] = source.workspaceId;
    },
  },
} as const satisfies Record<string, Fault>;
