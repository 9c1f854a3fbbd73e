import { isObject } from '../../src/json/json.ts';
import type { JsonObject } from '../../src/json/json.ts';
import type { Check, Violation } from './check.ts';
import { listedConnections } from './listed-connections.ts';
import { show } from './show.ts';

const reads = new Set(['webBackendGetConnection', 'webBackendCreateConnection', 'webBackendUpdateConnection']);
/** The year 5138 in seconds: a larger number is in milliseconds or a smaller unit. */
const latestSecond = 100_000_000_000;

export const jobMembers = {
  id: 'job-members',
  law: 'latestSyncJobCreatedAt is in seconds.',
  meaning: 'The page shows a wrong time of the last sync.',
  exceptions: 'Jobs start and end on their own.',
  severity: 'medium',
  concerns: ({ operation, answer, json }) => answer.status === 200 && connectionsIn(operation, json).length > 0,
  inspect({ operation, answer, json }) {
    return answer.status === 200 ? connectionsIn(operation, json).flatMap(faultsOf) : [];
  },
} as const satisfies Check;

function connectionsIn(operation: string, json: unknown): readonly JsonObject[] {
  if (operation === 'webBackendListConnectionsForWorkspace') return listedConnections(json);
  return reads.has(operation) && isObject(json) ? [json] : [];
}

function faultsOf({ latestSyncJobCreatedAt }: JsonObject): readonly Violation[] {
  return (typeof latestSyncJobCreatedAt === 'number' || typeof latestSyncJobCreatedAt === 'bigint') &&
    latestSyncJobCreatedAt > latestSecond
    ? [
        {
          title: 'latestSyncJobCreatedAt is not in seconds',
          expected: 'seconds since 1970',
          received: show(latestSyncJobCreatedAt),
          pointer: '/latestSyncJobCreatedAt',
        },
      ]
    : [];
}
