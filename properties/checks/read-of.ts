/** A successful read of a connection that the case knows already, and what was known before it. */
import { isObject } from '../../src/json/json.ts';
import type { JsonObject } from '../../src/json/json.ts';
import { isRefresh } from './refresh-diff.ts';
import type { KnownConnection, Observation, Past } from './check.ts';

export interface Read {
  readonly before: KnownConnection;
  readonly after: JsonObject;
}

const operationOf = { get: 'webBackendGetConnection', update: 'webBackendUpdateConnection' } as const;

/** The read, where the step is valid and what was known before is certain. */
export function readOf(now: Observation, past: Past, by: 'get' | 'update'): Read | undefined {
  if (
    now.operation !== operationOf[by] ||
    now.answer.status !== 200 ||
    now.step.handle === undefined ||
    !isObject(now.json)
  )
    return undefined;
  if (by === 'get' && isRefresh(now)) return undefined;
  if (now.step.group !== undefined || now.step.intent.kind !== 'valid') return undefined;
  const before = past.connection(now.step.handle);
  if (before === undefined || before.uncertain) return undefined;
  // A server may ignore the update of a deprecated connection, even when it accepts it.
  return by === 'update' && before.deprecated ? undefined : { before, after: now.json };
}
