/** Updates that store a part of what they say before they are refused for another part. */
import type { Fault } from '../fault.ts';
import { sends, storedFor } from '../fault-hooks.ts';
import { listOf, objectOf, textOf } from '../json-access.ts';

const update = 'webBackendUpdateConnection';

export const partialFaults = {
  'name-stored-before-refusal': {
    title: 'An update that is refused for an unknown catalog has stored its name',
    kind: 'state',
    operation: update,
    caughtBy: ['rejected-write-changes-nothing'],
    handle: (call, next, context) => {
      const before = storedFor(call, context);
      try {
        return next();
      } catch (error) {
        const { name, sourceCatalogId } = objectOf(call.body);
        const isKnown = context.store.catalogs.has(textOf(sourceCatalogId).toLowerCase());
        if (before !== undefined && typeof name === 'string' && sends(call, 'sourceCatalogId') && !isKnown)
          context.store.connections.set(before.connectionId, { ...before, name });
        throw error;
      }
    },
  },
  'operation-changed-before-refusal': {
    title: 'An update that is refused for the workspace of an operation has changed the operations before it',
    kind: 'state',
    operation: update,
    caughtBy: ['rejected-write-changes-nothing'],
    handle: (call, next, { store }) => {
      try {
        return next();
      } catch (error) {
        const sent = listOf(objectOf(call.body)['operations']).map(objectOf);
        const first = sent.findIndex(({ workspaceId }) => !store.workspaces.has(textOf(workspaceId).toLowerCase()));
        for (const { operationId, name } of sent.slice(0, Math.max(first, 0))) {
          const stored = store.operations.get(textOf(operationId).toLowerCase());
          if (stored !== undefined) store.operations.set(stored.operationId, { ...stored, name: textOf(name) });
        }
        throw error;
      }
    },
  },
} as const satisfies Record<string, Fault>;
