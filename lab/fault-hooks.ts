/** Building blocks of planted faults: conditions on calls, changes of answers and of the store. */
import type { BackendAnswer, BackendCall, HookContext } from '../src/backend/hooks.ts';
import { connectionRead, createdRead } from '../src/backend/read-model.ts';
import type { StoredConnection } from '../src/backend/store.ts';
import { isObject, objectOf } from './json-access.ts';
import type { JsonObject } from './json-access.ts';

export function sends(call: BackendCall, key: string): boolean {
  const value = objectOf(call.body)[key];
  return value !== undefined && value !== null;
}

/** Whether a get asks the source again. */
export function isRefresh({ operation, body }: BackendCall): boolean {
  return operation === 'webBackendGetConnection' && objectOf(body)['withRefreshedCatalog'] === true;
}

/** The stored connection that a call is about. */
export function storedFor(call: BackendCall, { store }: HookContext): StoredConnection | undefined {
  return store.connections.get(String(objectOf(call.body)['connectionId']).toLowerCase());
}

/** Runs the handler, then changes what it stored; answers the changed connection. */
export function changeStored(
  call: BackendCall,
  next: () => unknown,
  context: HookContext,
  change: (after: StoredConnection, before: StoredConnection | undefined) => StoredConnection,
): unknown {
  const before = storedFor(call, context);
  const read = next();
  const after = context.store.connections.get(String(objectOf(read)['connectionId']));
  if (after === undefined) return read;
  const changed = change(after, before);
  context.store.connections.set(after.connectionId, changed);
  return call.operation === 'webBackendCreateConnection'
    ? createdRead(context.store, changed)
    : connectionRead(context.store, changed);
}

/** Changes a successful answer that is an object. */
export function onSuccess(change: (body: JsonObject, call: BackendCall, context: HookContext) => void) {
  return (answer: BackendAnswer, call: BackendCall, context: HookContext): void => {
    if (answer.status === 200 && isObject(answer.body)) change(answer.body, call, context);
  };
}

/** Answers 500 instead of a success when the body says so. */
export function crashWhen(
  applies: (body: JsonObject, call: BackendCall, context: HookContext) => boolean,
  message = 'Internal Server Error: null',
) {
  return (answer: BackendAnswer, call: BackendCall, context: HookContext): void => {
    if (answer.status !== 200 || !applies(objectOf(call.body), call, context)) return;
    answer.status = 500;
    answer.body = { message };
  };
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
