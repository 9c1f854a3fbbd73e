/** Newer servers refuse, drop or page what older ones did not. */
import type { Deviation } from './deviation.ts';
import { writes } from './wordings.ts';

export const ofNewerRules = [
  {
    id: 'cron-limited',
    title: 'Cron schedules that fire more than once a minute are refused',
    from: '2024-11-19',
    operations: writes,
    condition:
      'A cron schedule with two of its next firings less than a minute apart. The limit of one an hour is behind a flag that is off.',
    evidence: '1649d3f1b8. Seen on 2.0.0.',
    matches: [
      {
        checks: ['valid-accepted'],
        operations: writes,
        statuses: [400],
        request: [
          { pointer: '/scheduleType', is: { oneOf: ['cron'] } },
          // seconds that are a list, a range, a step or anything
          {
            pointer: '/scheduleData/cron/cronExpression',
            is: { matches: '^\\s*\\S*[*/,-]\\S*\\s' },
          },
        ],
      },
    ],
  },
  {
    id: 'minutes-limited',
    title: 'Basic schedules of less than an hour are refused',
    from: '2025-11-04',
    operations: writes,
    condition: 'A basic schedule in minutes, fewer than 60, without the entitlement.',
    evidence: '6216450c35.',
    matches: [
      {
        checks: ['valid-accepted'],
        operations: writes,
        statuses: [400],
        request: [
          { pointer: '/scheduleData/basicSchedule/timeUnit', is: { oneOf: ['minutes'] } },
          { pointer: '/scheduleData/basicSchedule/units', is: { below: 60 } },
        ],
      },
    ],
  },
  {
    id: 'geographies-gone',
    title: 'geographies/list answers 404',
    from: '2025-05-22',
    operations: ['webBackendListGeographies'],
    condition: 'Every call.',
    evidence: '83e587d43c.',
    matches: [
      {
        checks: ['declared-status', 'valid-accepted', 'content-type', 'constant-answers'],
        operations: ['webBackendListGeographies'],
        statuses: [404],
      },
    ],
  },
  {
    id: 'list-paged',
    title: 'The list shows one page of 20',
    from: '2025-07-09',
    operations: ['webBackendListConnectionsForWorkspace'],
    condition: 'The workspace has more than 20 connections and the request names no pageSize.',
    evidence: '92e76c9637.',
    matches: [
      {
        checks: ['list-membership', 'list-filters', 'parallel-creates-listed', 'distinct-creates'],
        operations: ['webBackendListConnectionsForWorkspace'],
        statuses: [200],
        request: [{ pointer: '/pageSize', is: 'absent' }],
        response: [
          { pointer: '/page_size', is: { oneOf: [20] } },
          { pointer: '/connections', is: { longerThan: 19 } },
        ],
      },
    ],
  },
  {
    id: 'pages-by-last-sync-lose-rows',
    title: 'Pages in the order of the last sync leave out connections',
    from: '2025-07-09',
    operations: ['webBackendListConnectionsForWorkspace'],
    condition:
      'sortKey is lastSync_asc and a page ends on a connection that was never synced, or lastSync_desc and it ends on one that was.',
    evidence:
      '92e76c9637: the condition for what comes after the cursor compares times that one of the two does not have. Seen on 2.0.0.',
    matches: [
      {
        checks: ['list-pages'],
        operations: ['webBackendListConnectionsForWorkspace'],
        statuses: [200],
        pointer: '^/connections$',
        request: [{ pointer: '/sortKey', is: { matches: '^lastSync_' } }],
      },
    ],
  },
  {
    id: 'error-id-instead-of-message',
    title: 'Error bodies hold an errorId and no message',
    from: '2025-10-13',
    operations: 'all',
    condition: 'Unknown ids and malformed requests. The description required message until 5 August 2026.',
    evidence: '75054177f0, ddd4a0e596.',
    matches: [
      {
        checks: ['response-schema'],
        statuses: [400, 404, 422],
        pointer: '^/message$',
        response: [{ pointer: '/errorId', is: { matches: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' } }],
      },
    ],
  },
] as const satisfies readonly Deviation[];
