/** What faults share: reaching into bodies, answers and the store. */
import type { BackendAnswer, BackendCall, HookContext } from '../src/backend/hooks.ts';
import { connectionRead, createdRead } from '../src/backend/read-model.ts';
import type { StoredConnection } from '../src/backend/store.ts';

export type JsonObject = Record<string, unknown>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The body of a call or of an answer as an object; an empty one where it is something else. */
export function objectOf(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}

export function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Streams of a body or of a read. */
export function streamsOf(value: unknown): JsonObject[] {
  return listOf(objectOf(objectOf(value)['syncCatalog'])['streams']).filter(isObject);
}

export function sends(call: BackendCall, key: string): boolean {
  const value = objectOf(call.body)[key];
  return value !== undefined && value !== null;
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

/** Without the member; `delete` on a stored value would be seen by others. */
export function without<Value extends object>(value: Value, ...keys: readonly string[]): Value {
  return Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key))) as Value; // optional members only
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Text as it is, anything else as empty text. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
