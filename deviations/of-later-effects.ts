/** A write is taken, and what it has left shows in later answers. */
import type { Deviation, Matcher } from './deviation.ts';
import { dbtCloudIds, ofShownState, reads, seenGone, writes } from './wordings.ts';

/** T1: what a server of 2023 stores, and from then on cannot read. */
const namelessStream = {
  operations: writes,
  request: [
    { pointer: '/syncCatalog/streams/*/stream/name', is: 'absent' },
    { pointer: '/syncCatalog/streams/*/config/selected', is: { oneOf: [true] } },
  ],
} as const;

const updateAndGet = ['webBackendUpdateConnection', 'webBackendGetConnection'] as const;

export const ofLaterEffects = [
  {
    id: 'nameless-stream-breaks-workspace',
    title: 'A selected stream without a name is stored and breaks every read',
    until: '2024-08-08',
    operations: [...reads, 'webBackendListConnectionsForWorkspace'],
    condition: 'A catalog with a selected stream that has no name was sent.',
    evidence:
      '2023: CatalogConverter computes the alias of null after the row is written. 5357e67132 refuses it before. Seen on 0.44.5.',
    matches: [
      {
        checks: ['no-server-error'],
        operations: [...reads, 'webBackendListConnectionsForWorkspace'],
        isUncaught: true,
        earlier: namelessStream,
      },
      {
        checks: ['no-server-error'],
        operations: ['webBackendListConnectionsForWorkspace'],
        isUncaught: true,
        earlier: { ...namelessStream, anywhere: true },
      },
    ],
  },
  {
    id: 'webhook-address-breaks-reads',
    title: 'A webhook whose address is no run of dbt Cloud breaks every read',
    operations: reads,
    condition:
      'An operation of type webhook was stored without webhookType and with no executionUrl that is a run of dbt Cloud, or with a dbtCloud block that lacks an id or has one below zero, which the write itself fails on.',
    evidence:
      '2023: OperationsConverter derives account and job from the address by a pattern and insists on a match. Seen on 0.44.5 and 2.0.0.',
    matches: [
      {
        checks: ['no-server-error'],
        operations: reads,
        isUncaught: true,
        earlier: {
          operations: writes,
          request: [
            { pointer: '/operations/*/operatorConfiguration/webhook/executionUrl', is: 'present' },
            { pointer: '/operations/*/operatorConfiguration/webhook/webhookType', is: 'absent' },
            { pointer: '/operations/*/operatorConfiguration/webhook/dbtCloud', is: 'absent' },
          ],
        },
      },
      {
        checks: ['no-server-error'],
        operations: reads,
        isUncaught: true,
        earlier: {
          operations: ['webBackendUpdateConnection'],
          statuses: [500],
          request: [
            { pointer: '/operations/*/operatorConfiguration/webhook/executionUrl', is: 'absent' },
            { pointer: '/operations/*/operatorConfiguration/webhook/webhookType', is: 'absent' },
          ],
        },
      },
      ...dbtCloudIds.flatMap((pointer): readonly Matcher[] => {
        const [absent, negative] = [[{ pointer, is: 'absent' }], [{ pointer, is: { below: 0 } }]] as const;
        return [
          { checks: ['no-server-error'], operations: writes, isUncaught: true, request: negative },
          ...[absent, negative].map((request): Matcher => ({
            checks: ['no-server-error'],
            operations: reads,
            isUncaught: true,
            earlier: { operations: ['webBackendUpdateConnection'], statuses: [500], request },
          })),
        ];
      }),
    ],
  },
  {
    id: 'boolean-schema-breaks-update',
    title: 'A field whose schema is a boolean breaks an update that resets',
    until: seenGone,
    operations: ['webBackendUpdateConnection'],
    condition: 'A stream has a property whose schema is true or false, and the update does not skip the reset.',
    evidence:
      '2023: the diff of catalogs refuses what is no object, after the catalog is stored. Seen on 0.44.5, gone on 2.0.0.',
    matches: [
      {
        checks: ['no-server-error'],
        operations: ['webBackendUpdateConnection'],
        isUncaught: true,
        request: [{ pointer: '/skipReset', is: 'absent' }],
        earlier: {
          operations: writes,
          request: [{ pointer: '/syncCatalog/streams/*/stream/jsonSchema/properties/*', is: { oneOf: [true, false] } }],
        },
      },
    ],
  },
  {
    id: 'notification-flags-shared',
    title: 'Switching notifications of one connection switches them for all',
    until: '2023-05-08',
    operations: ['webBackendGetConnection', 'webBackendUpdateConnection'],
    condition: 'An update changed notifySchemaChanges or notifySchemaChangesByEmail of any connection.',
    evidence: 'An UPDATE without WHERE in StandardSyncPersistence, fixed by 70df39473d.',
    // Every comparison of the two flags meets it, whichever case of the run switched them.
    matches: (['notifySchemaChanges', 'notifySchemaChangesByEmail'] as const).map((flag): Matcher => ({
      checks: ofShownState,
      operations: ['webBackendGetConnection', 'webBackendUpdateConnection'],
      statuses: [200],
      pointer: '^/notifySchemaChanges(ByEmail)?$',
      earlier: {
        operations: ['webBackendUpdateConnection'],
        request: [{ pointer: `/${flag}`, is: 'present' }],
        anywhere: true,
      },
    })),
  },
  {
    id: 'email-flag-follows-webhook-flag',
    title: 'The e-mail flag is written only when it differs from the webhook flag',
    from: '2023-03-22',
    operations: ['webBackendUpdateConnection', 'webBackendGetConnection'],
    condition: 'An update sends notifySchemaChangesByEmail.',
    evidence: 'StandardSyncPersistence compares it with the wrong row.',
    matches: [
      // The answer to the update shows at once what has become of it.
      {
        checks: ofShownState,
        operations: ['webBackendUpdateConnection'],
        statuses: [200],
        pointer: '^/notifySchemaChangesByEmail$',
        request: [{ pointer: '/notifySchemaChangesByEmail', is: 'present' }],
      },
      // What of several at once came last shows later, or what failed.
      ...[{ isParallel: true } as const, { statuses: [409, 422, 500] }].map((how): Matcher => ({
        checks: ofShownState,
        operations: ['webBackendUpdateConnection', 'webBackendGetConnection'],
        statuses: [200],
        pointer: '^/notifySchemaChangesByEmail$',
        earlier: {
          operations: ['webBackendUpdateConnection'],
          request: [{ pointer: '/notifySchemaChangesByEmail', is: 'present' }],
          ...how,
        },
      })),
    ],
  },
  {
    id: 'last-writer-wins',
    title: 'Of two updates at the same time one is lost',
    operations: updateAndGet,
    condition: 'Updates of one connection are in flight together.',
    evidence: 'ConnectionsHandler reads, changes and writes the whole row without lock or version.',
    matches: [
      { checks: ['lost-update'], operations: updateAndGet, statuses: [200], isFormerValue: 'present' },
      {
        checks: ['lost-update'],
        operations: updateAndGet,
        statuses: [200],
        pointer: '^/(prefix|namespaceFormat|resourceRequirements|operations|schedule|scheduleData)$', // may be unset
        isFormerValue: 'any',
      },
    ],
  },
  {
    id: 'operations-written-apart',
    title: 'Beside an update in flight operations are shown that are of neither before nor after',
    operations: updateAndGet,
    condition: 'A get or another update is in flight together with an update that sends operations.',
    evidence:
      'WebBackendConnectionsHandler removes and changes operations first and attaches the new ones with the connection, not in one transaction.',
    matches: [
      {
        checks: ['read-is-written-state'],
        operations: ['webBackendGetConnection'],
        statuses: [200],
        pointer: '^/(operations|operationIds)(/|$)',
        earlier: {
          operations: ['webBackendUpdateConnection'],
          request: [{ pointer: '/operations', is: 'present' }],
        },
      },
      // Of two updates the one has removed the operations that were there, the other writes their ids again.
      {
        checks: ofShownState,
        operations: updateAndGet,
        statuses: [200],
        pointer: '^/(operations|operationIds)(/|$)',
        response: [
          { pointer: '/operations', is: 'present' },
          { pointer: '/operations/0', is: 'nowhere' },
        ],
        earlier: {
          operations: ['webBackendUpdateConnection'],
          request: [{ pointer: '/operations', is: 'present' }],
          isParallel: true,
        },
      },
    ],
  },
] as const satisfies readonly Deviation[];
