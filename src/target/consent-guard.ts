/** Keeps a run from sending what it has no consent for; the last gate before the wire. */
import { operations } from '../../schemas/operations.ts';
import { ConsentError } from './errors.ts';
import type { Call } from './exchange.ts';
import type { Consent } from './target.ts';
import type { TargetOptions } from './target-options.ts';

/** Writing to loopback needs no consent. What damages released servers does: many a real Airbyte listens on loopback. */
export function consentOf(options: TargetOptions, isLoopback: boolean): Consent {
  const { optIns = {}, readOnly = false } = options;
  const may = (flag: boolean | undefined): boolean => !readOnly && flag === true;
  return {
    writes: !readOnly && (isLoopback || options.allowWrites === true),
    harmfulInputs: may(optIns.harmfulInputs),
    activeSchedules: may(optIns.activeSchedules),
    refresh: may(optIns.refresh),
    reset: may(optIns.reset),
  };
}

/** @throws {ConsentError} naming the option that would allow the call. */
export function guard(call: Call, consent: Consent): void {
  if (call.operation === 'transport') {
    const aimedAtWrite = call.aim !== undefined && operations[call.aim].writes;
    if (aimedAtWrite && !consent.writes)
      throw new ConsentError(`Cannot send bytes at ${call.aim}: the run may not write; --allow-writes permits it`);
    return;
  }
  if (operations[call.operation].writes && !consent.writes)
    throw new ConsentError(`Cannot send ${call.operation}: the run may not write; --allow-writes permits it`);
  if (!isObject(call.body)) return;
  if (call.operation === 'webBackendGetConnection' && isTaken(call.body['withRefreshedCatalog']) && !consent.refresh)
    throw new ConsentError(
      'Cannot refresh a catalog: it changes every connection of the source; --allow-refresh permits it',
    );
  if (
    call.operation === 'webBackendUpdateConnection' &&
    (call.body['syncCatalog'] ?? undefined) !== undefined &&
    !isTaken(call.body['skipReset']) &&
    !consent.reset
  )
    throw new ConsentError(
      'Cannot update a catalog without "skipReset": true: its streams would be reset and synced anew; --allow-reset permits it',
    );
  const schedule = call.body['scheduleType'] ?? call.body['schedule'] ?? 'manual';
  if (
    operations[call.operation].writes &&
    call.body['status'] === 'active' &&
    schedule !== 'manual' &&
    !consent.activeSchedules
  )
    throw new ConsentError('Cannot activate a scheduled connection: it would start to sync; --allow-active permits it');
}

/** Through a proxy on another machine, "localhost" is that machine. */
export function isLoopbackTarget(hostname: string, proxy: string | undefined): boolean {
  if (!isLoopbackHost(hostname)) return false;
  return proxy === undefined || (URL.canParse(proxy) && isLoopbackHost(new URL(proxy).hostname));
}

export function isLoopbackHost(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || hostname === '::1' || /^127(\.\d{1,3}){3}$/.test(hostname);
}

/** Whether a server may read it as true: released ones take texts, numbers and lists of one as well. */
function isTaken(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(isTaken);
  return typeof value === 'string'
    ? /^\s*true\s*$/i.test(value)
    : value === true || (typeof value === 'number' && value !== 0);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
