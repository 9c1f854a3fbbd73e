import { isObject, member } from '../../src/json/json.ts';
import type { Check, Observation, Past } from './check.ts';
import { show } from './show.ts';
import { connectionOf } from './shown-connection.ts';

const writes = new Set(['webBackendCreateConnection', 'webBackendUpdateConnection']);

export const noUnaskedSync = {
  id: 'no-unasked-sync',
  law: 'Saving a catalog exactly as it was read starts no reset and no sync.',
  meaning: 'Saving a connection starts a sync that costs money and may overwrite data.',
  exceptions:
    'A connection that was ever active may sync at any time. Such updates are sent only with consent to resets.',
  severity: 'high',
  concerns: savedAsRead,
  inspect(now, past) {
    const { json, step } = now;
    if (!isObject(json) || mayHaveSynced(step.handle, past)) return [];
    if (json['isSyncing'] !== true && json['latestSyncJobCreatedAt'] === undefined) return [];
    return [
      {
        title: 'Saving a catalog as it was read started a sync',
        expected: 'isSyncing false and no sync job',
        received: show({ isSyncing: json['isSyncing'], latestSyncJobStatus: json['latestSyncJobStatus'] }),
        pointer: '/isSyncing',
      },
    ];
  },
} as const satisfies Check;

/** An accepted update that saves the catalog as it was read. */
function savedAsRead(now: Observation, past: Past): boolean {
  const { operation, answer, step, body } = now;
  return (
    operation === 'webBackendUpdateConnection' &&
    answer.status === 200 &&
    connectionOf(now, past)?.uncertain === false &&
    isObject(body) &&
    body['skipReset'] !== true &&
    isOwnCatalog(step.body)
  );
}

/** The body has the placeholder for the catalog that the case has read. */
function isOwnCatalog(body: unknown): boolean {
  const sent = member(body, 'syncCatalog');
  return typeof sent === 'string' && sent.startsWith('{{sync-catalog:');
}

function mayHaveSynced(handle: number | undefined, past: Past): boolean {
  return past.observations.some(({ operation, step, body }) => {
    if (step.handle !== handle || !writes.has(operation)) return false;
    if (step.intent.kind !== 'valid' || !isObject(body) || body['status'] === 'active') return true;
    if (operation === 'webBackendCreateConnection') return body['status'] !== 'inactive';
    return body['syncCatalog'] !== undefined && body['skipReset'] !== true && !isOwnCatalog(step.body);
  });
}
