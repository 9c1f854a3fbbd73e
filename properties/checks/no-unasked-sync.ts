import { isObject, member } from '../../src/json/json.ts';
import type { JsonObject } from '../../src/json/json.ts';
import { isCertain } from '../model/worlds.ts';
import type { Check, Observation, Past, Violation } from './check.ts';
import { isList, ownItems } from './listed-connections.ts';
import { show } from './show.ts';
import { connectionOf, shownConnection } from './shown-connection.ts';
import { together, violationIf } from './violation-if.ts';

const writes = new Set(['webBackendCreateConnection', 'webBackendUpdateConnection']);

export const noUnaskedSync = {
  id: 'no-unasked-sync',
  law: 'A connection that was never active shows no sync. Saving a catalog exactly as it was read starts no reset and no sync. The update that resets its streams shows no sync that is over: a reset is none.',
  meaning: 'Saving a connection starts a sync that costs money and may overwrite data.',
  exceptions:
    'A connection that was ever active, or whose streams were reset, may sync at any time. Catalogs are saved as read only with consent to resets.',
  severity: 'high',
  inspect(now, past) {
    if (isSavedAsRead(now) && isKnown(now, past)) return syncBySaving(now, past);
    const resting = atRest(now, past);
    return together(
      resting.length === 0 ? undefined : resting.flatMap((shown) => syncIn(shown, now)),
      isFirstReset(now, past) ? resetAsSync(now) : undefined,
    );
  },
} as const satisfies Check;

function syncBySaving({ json, step }: Observation, { observations }: Past): readonly Violation[] {
  if (!isObject(json) || mayHaveSynced(step.handle, observations)) return [];
  return violationIf(showsSync(json), () => ({
    title: 'Saving a catalog as it was read started a sync',
    expected: 'isSyncing false and no sync job',
    received: shownSync(json),
    pointer: '/isSyncing',
  }));
}

/** An accepted update that saves the catalog as it was read. */
function isSavedAsRead({ operation, answer, step, body }: Observation): boolean {
  return (
    operation === 'webBackendUpdateConnection' &&
    answer.status === 200 &&
    isObject(body) &&
    body['skipReset'] !== true &&
    isOwnCatalog(step.body)
  );
}

function isKnown(now: Observation, past: Past): boolean {
  const known = connectionOf(now, past);
  return known !== undefined && isCertain(known, 'status', 'syncCatalog');
}

/** The body has the placeholder for the catalog that the case has read. */
function isOwnCatalog(body: unknown): boolean {
  const sent = member(body, 'syncCatalog');
  return typeof sent === 'string' && sent.startsWith('{{sync-catalog:');
}

/** What the answer shows of connections of the case that nothing can have started a sync of. */
function atRest(now: Observation, past: Past): readonly JsonObject[] {
  const { step } = now;
  if (step.group !== undefined || step.intent.kind !== 'valid') return [];
  if (isList(now))
    return ownItems(now.json, past)
      .filter(({ known }) => isCertain(known, 'status') && isAtRest(known.handle, past.observations))
      .map(({ item }) => item);
  const shown = shownConnection(now);
  if (shown === undefined || step.handle === undefined) return [];
  const isJudged = now.operation === 'webBackendCreateConnection' || isKnown(now, past);
  return isJudged && isAtRest(step.handle, [...past.observations, now]) ? [shown] : [];
}

/** A sync that saving a catalog has started is reported there. */
function isAtRest(handle: number, observations: readonly Observation[]): boolean {
  return (
    !mayHaveSynced(handle, observations) &&
    !observations.some((one) => one.step.handle === handle && isSavedAsRead(one))
  );
}

function syncIn(shown: JsonObject, now: Observation): readonly Violation[] {
  return violationIf(showsSync(shown), () => ({
    title: 'A connection that was never active shows a sync',
    expected: 'isSyncing false and no sync job',
    received: shownSync(shown),
    pointer: isList(now) ? '/connections/0/isSyncing' : '/isSyncing',
    kind: 'never-active',
  }));
}

/** Of a connection that cannot have synced before: what begins after the reset is not over when the update is answered. */
function isFirstReset(now: Observation, past: Past): boolean {
  const { operation, step } = now;
  return (
    operation === 'webBackendUpdateConnection' &&
    step.group === undefined &&
    shownConnection(now) !== undefined &&
    isKnown(now, past) &&
    !mayHaveSynced(step.handle, past.observations) &&
    member(now.body, 'status') !== 'active' &&
    step.intent.kind === 'valid' &&
    mayHaveSynced(step.handle, [now])
  );
}

function resetAsSync({ json }: Observation): readonly Violation[] {
  if (!isObject(json)) return [];
  return violationIf(over.has(json['latestSyncJobStatus']), () => ({
    title: 'An update that resets streams shows a sync that is over',
    expected: 'no sync job, or one that has just begun',
    received: shownSync(json),
    pointer: '/latestSyncJobStatus',
    kind: 'reset',
  }));
}

const over: ReadonlySet<unknown> = new Set(['succeeded', 'failed', 'cancelled']);

function showsSync(shown: JsonObject): boolean {
  return (
    shown['isSyncing'] === true ||
    shown['latestSyncJobCreatedAt'] !== undefined ||
    shown['latestSyncJobStatus'] !== undefined
  );
}

function shownSync({ isSyncing, latestSyncJobCreatedAt, latestSyncJobStatus }: JsonObject): string {
  return show({ isSyncing, latestSyncJobCreatedAt, latestSyncJobStatus });
}

function mayHaveSynced(handle: number | undefined, observations: readonly Observation[]): boolean {
  return observations.some(({ operation, step, body }) => {
    if (step.handle !== handle || !writes.has(operation)) return false;
    if (step.intent.kind !== 'valid' || !isObject(body) || body['status'] === 'active') return true;
    if (operation === 'webBackendCreateConnection') return body['status'] !== 'inactive';
    const mayReset = body['syncCatalog'] !== undefined || body['sourceCatalogId'] !== undefined;
    return mayReset && body['skipReset'] !== true && !isOwnCatalog(step.body);
  });
}
