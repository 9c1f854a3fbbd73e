import type { CheckId } from '../../../properties/checks/all-checks.ts';
import type { Case } from '../../../properties/model/case.ts';
import { ask, caseOf, create, get, grouped, invalid, list, stream, update } from './case-steps.ts';
import type { Spoil } from './fake-target.ts';
import {
  always,
  changing,
  createId,
  daily,
  getId,
  itemsOf,
  listId,
  operationNamed,
  put,
  selected,
  updateId,
} from './spoiled-answers.ts';

const framed = create(1, { sourceCatalogId: '{{catalog}}', syncCatalog: undefined });
const ownCatalog = update(1, { syncCatalog: '{{selected-catalog:1}}', skipReset: true });
const refresh = { ...get(1), body: { connectionId: '{{connection:1}}', withRefreshedCatalog: true } };
const chooses = (change: (config: Record<string, unknown>) => void): Spoil =>
  changing(getId, (json, { body }) => {
    const { streams } = json['syncCatalog'] as { streams: { config: Record<string, unknown> }[] };
    if (body['withRefreshedCatalog'] === true) for (const { config } of streams) change(config);
  });

/** The check, a case, and the fault that it must catch. */
export const lawBreakingCases: readonly (readonly [CheckId, Case, Spoil])[] = [
  ['no-server-error', caseOf(create(1), get(1)), always(getId, { status: 500, json: { message: 'oops' } })],
  ['declared-status', caseOf(create(1), get(1)), always(getId, { status: 418, json: { message: 'tea' } })],
  ['response-schema', caseOf(create(1), get(1)), changing(getId, (json) => delete json['syncCatalog'])],
  ['response-schema', caseOf(create(1), get(1)), changing(getId, (json) => put(json, { namespaceFormat: null }))],
  ['response-schema', caseOf(create(1), get(1)), always(getId, { text: '<html>' })],
  ['content-type', caseOf(create(1)), always(createId, { contentType: 'application/json; charset=utf-8' })],
  ['valid-accepted', caseOf(create(1)), always(createId, { status: 422, json: { message: 'no' } })],
  [
    'invalid-rejected',
    caseOf(create(1), invalid(update(1), { status: 'airlock' }, '/status')),
    (reply, { body }) => (body['status'] === 'airlock' ? { ...reply, status: 200 } : undefined),
  ],
  [
    'rejected-write-changes-nothing',
    caseOf(create(1), get(1), invalid(update(1), { status: 'airlock' }, '/status'), get(1)),
    changing(getId, (json, { count }) => put(json, { prefix: count > 2 ? 'after_' : 'before_' })),
  ],
  [
    'rejected-write-changes-nothing',
    caseOf(create(1), list()),
    (reply, { operation }) => (operation === createId ? { ...reply, status: 422, json: { message: 'no' } } : undefined),
  ],
  ['create-equals-get', caseOf(create(1)), changing(createId, (json) => put(json, { prefix: 'other_' }))],
  ['create-equals-get', caseOf(create(1), get(1)), changing(getId, (json) => put(json, { geography: 'eu' }))],
  [
    'update-equals-get',
    caseOf(create(1), get(1), update(1, { prefix: 'after_' }), get(1)),
    changing(getId, (json, { count }) => put(json, count === 3 ? { prefix: 'before_' } : {})),
  ],
  [
    'patch-frame',
    caseOf(create(1), update(1, { name: '{{name}}' })),
    changing(updateId, (json) => delete json['prefix']),
  ],
  [
    'patch-frame',
    caseOf(create(1), update(1, { geography: 'eu' })),
    changing(updateId, (json) => put(json, { geography: 'us' })),
  ],
  ['refresh-diff', caseOf(framed, get(1), refresh), changing(getId, (json) => delete json['catalogDiff'])],
  [
    'refresh-diff',
    caseOf(framed, get(1), ownCatalog, get(1), refresh),
    chooses((config) => put(config, { destinationSyncMode: 'append' })),
  ],
  [
    'refresh-diff',
    caseOf(framed, get(1), refresh),
    changing(getId, (json) =>
      put(json, {
        catalogDiff: { transforms: [{ transformType: 'add_stream', streamDescriptor: { name: 'nowhere' } }] },
      }),
    ),
  ],
  [
    'schema-change',
    caseOf(framed, get(1), ownCatalog),
    changing(updateId, (json) => put(json, { schemaChange: 'breaking' })),
  ],
  [
    'schema-change',
    caseOf(framed, get(1), refresh, get(1), list()),
    changing(listId, (json) => itemsOf(json).forEach((item) => put(item, { schemaChange: 'non_breaking' }))),
  ],
  [
    'schema-change',
    caseOf(framed, { ...framed, handle: 2 }, get(1), get(2), refresh, get(1), get(2), list()),
    (reply, { operation, body }) => {
      if (body['withRefreshedCatalog'] === true) put(reply.json as object, { catalogDiff: { transforms: [{}] } });
      if (operation === listId) put(itemsOf(reply.json).at(-1) ?? {}, { schemaChange: 'non_breaking' });
      return undefined;
    },
  ],
  [
    'no-unasked-sync',
    caseOf(create(1), get(1), update(1, { syncCatalog: '{{sync-catalog:1}}' })),
    changing(updateId, (json) => put(json, { isSyncing: true })),
  ],
  [
    'update-equals-get',
    caseOf(framed, get(1), update(1, { prefix: 'p' }), get(1)),
    changing(updateId, (json) => put(json, { syncCatalog: { streams: [] } })),
  ],
  ['create-equals-get', caseOf(framed), changing(createId, (json) => delete json['catalogId'])],
  [
    'patch-frame',
    caseOf(create(1), get(1), update(1, { sourceCatalogId: '{{catalog}}' })),
    changing(updateId, (json) => delete json['catalogId']),
  ],
  [
    'catalog-replaced',
    caseOf(framed, get(1), ownCatalog),
    changing(updateId, (json) => {
      const { streams } = json['syncCatalog'] as { streams: { config: object }[] };
      put(streams[0]?.config ?? {}, { destinationSyncMode: 'append' });
    }),
  ],
  ['no-op-update', caseOf(create(1), update(1)), changing(updateId, (json) => put(json, { name: 'reset' }))],
  [
    'repeated-update',
    caseOf(create(1), update(1, { prefix: 'p' }), update(1, { prefix: 'p' })),
    changing(updateId, (json, { count }) => put(json, { prefix: 'p'.repeat(count) })),
  ],
  [
    'catalog-replaced',
    caseOf(create(1), update(1, { syncCatalog: { streams: [stream('new')] }, skipReset: true })),
    changing(updateId, (json) => put(json, { syncCatalog: { streams: [stream('new'), stream('users')] } })),
  ],
  [
    'operations-as-set',
    caseOf(create(1), update(1, { operations: [operationNamed('a'), operationNamed('b')] })),
    changing(updateId, (json) => put(json, { operations: (json['operations'] as unknown[]).slice(1) })),
  ],
  [
    'operations-as-set',
    caseOf(
      create(1, { operations: [operationNamed('a')] }),
      update(1, { operations: [{ ...operationNamed('a'), operationId: '{{operation:1:0}}' }] }),
    ),
    changing(updateId, (json) => {
      const [operation] = json['operations'] as object[];
      put(operation ?? {}, { operationId: '11111111-1111-4111-8111-111111111111' });
    }),
  ],
  ['schedule-triple', caseOf(create(1, daily)), changing(createId, (json) => delete json['schedule'])],
  ['schedule-triple', caseOf(create(1, daily)), changing(createId, (json) => put(json, { scheduleType: 'manual' }))],
  [
    'field-selection',
    caseOf(create(1, selected)),
    changing(createId, (json) => {
      const [entry] = (json['syncCatalog'] as { streams: { config: object }[] }).streams;
      put(entry?.config ?? {}, { selectedFields: [{ fieldPath: ['nowhere'] }] });
    }),
  ],
  ['list-membership', caseOf(create(1), list()), changing(listId, (json) => put(json, { connections: [] }))],
  [
    'list-membership',
    caseOf(create(1), list()),
    changing(listId, (json) => {
      const items = json['connections'] as unknown[];
      put(json, { connections: [...items, ...items] });
    }),
  ],
  [
    'list-filters',
    caseOf(create(1), list({ sourceId: ['{{source}}'] })),
    changing(listId, (json) => put(json, { connections: [] })),
  ],
  [
    'list-filters',
    caseOf(create(1), list({ sourceId: ['{{unknown}}'] })),
    (reply, { operation, body }) =>
      operation === listId && body['sourceId'] !== undefined
        ? { ...reply, json: { connections: [{ connectionId: 'x', source: { sourceId: 'other' } }] } }
        : undefined,
  ],
  [
    'list-get-agree',
    caseOf(create(1), list()),
    changing(listId, (json) => {
      for (const item of json['connections'] as object[]) put(item, { name: 'stale' });
    }),
  ],
  [
    'job-members',
    caseOf(create(1)),
    changing(createId, (json) => put(json, { latestSyncJobCreatedAt: 1_700_000_000_000 })),
  ],
  [
    'workspace-state',
    caseOf(create(1), ask('webBackendGetWorkspaceState', { workspaceId: '{{workspace}}' })),
    changing('webBackendGetWorkspaceState', (json) => put(json, { hasConnections: false })),
  ],
  [
    'deprecated-hidden',
    caseOf(create(1), update(1, { status: 'deprecated' }), list()),
    (() => {
      let id: unknown;
      return (reply, { operation }) => {
        if (operation === createId) id = (reply.json as { connectionId: unknown }).connectionId;
        return operation === listId ? { ...reply, json: { connections: [{ connectionId: id }] } } : undefined;
      };
    })(),
  ],
  [
    'deprecated-hidden',
    caseOf(create(1), update(1, { status: 'deprecated' }), get(1)),
    always(getId, { status: 404, json: { message: 'gone' } }),
  ],
  [
    'isolation',
    caseOf(create(1), create(2), get(1), update(2, { prefix: 'two_' }), get(1)),
    changing(getId, (json, { count }) => put(json, count === 4 ? { prefix: 'two_' } : {})),
  ],
  [
    'isolation',
    caseOf(list()),
    changing(listId, (json) =>
      put(json, { connections: [{ connectionId: 'x', source: { sourceId: '000000b2-0000-4000-8000-000000000001' } }] }),
    ),
  ],
  [
    'get-is-read-only',
    caseOf(create(1), get(1), get(1)),
    changing(getId, (json, { count }) => put(json, { name: `${count}` })),
  ],
  [
    'distinct-creates',
    caseOf(create(1), create(2)),
    changing(createId, (json) => put(json, { connectionId: '11111111-1111-4111-8111-111111111111' })),
  ],
  [
    'unknown-ids',
    caseOf({ ...ask(getId, { connectionId: '{{unknown}}' }), intent: { kind: 'unknown' } }),
    always(getId, { status: 200, json: {} }),
  ],
  [
    'unknown-ids',
    caseOf({ ...ask('getStateType', { connectionId: '{{unknown}}' }), intent: { kind: 'unknown' } }),
    always('getStateType', { json: 'stream' }),
  ],
  [
    'no-leak',
    caseOf(create(1)),
    always(createId, { status: 422, json: { message: 'at io.airbyte.Foo.bar(Foo.java:12)' } }),
  ],
  ...[
    'at async /srv/app/server.js:12:5',
    'at async file:///srv/app/server.js:12:5',
    'at process node:internal/process/task_queues:95:5',
    'Traceback (most recent call last)',
    'Select name\u00a0From actor Where id = 1',
    'org.jOOQ',
  ].map((message): (typeof lawBreakingCases)[number] => [
    'no-leak',
    caseOf(create(1)),
    always(createId, { status: 422, json: { message } }),
  ]),
  ['no-leak', caseOf(create(1)), always(createId, { status: 422, json: { message: 'PSQLException' } })],
  ['no-leak', caseOf(create(1), get(1)), changing(getId, (json) => put(json, { extra: { password: 'hunter22' } }))],
  [
    'constant-answers',
    caseOf(ask('webBackendListGeographies'), ask('webBackendListGeographies')),
    changing('webBackendListGeographies', (json, { count }) =>
      put(json, { geographies: count === 0 ? ['auto'] : ['us'] }),
    ),
  ],
  [
    'constant-answers',
    caseOf(ask('webBackendCheckUpdates')),
    changing('webBackendCheckUpdates', (json) => put(json, { sourceDefinitions: -1 })),
  ],
  [
    'state-type',
    caseOf(create(1), ask('getStateType', { connectionId: '{{connection:1}}' }, 1)),
    always('getStateType', { json: 'legacy' }),
  ],
  [
    'lost-update',
    caseOf(create(1), grouped(update(1, { prefix: 'left_' })), grouped(update(1, { geography: 'eu' })), get(1)),
    changing(getId, (json) => put(json, { prefix: 'before_' })),
  ],
  [
    'parallel-creates-listed',
    caseOf(grouped(create(1)), grouped(create(2)), list()),
    changing(listId, (json) => put(json, { connections: (json['connections'] as unknown[]).slice(0, -1) })),
  ],
  [
    'read-is-written-state',
    caseOf(create(1), get(1), grouped(update(1, { prefix: 'left_' })), grouped(get(1)), get(1)),
    changing(getId, (json, { count }) => put(json, count === 3 ? { prefix: 'torn' } : {})),
  ],
  [
    'transport',
    caseOf({
      operation: 'transport',
      raw: { method: 'GET', path: '/v1/nowhere', headers: {}, accept: [404] },
      intent: { kind: 'transport', label: 'an unknown path' },
    }),
    always('transport', { status: 200, json: {} }),
  ],
  [
    'strict-error-body',
    caseOf(invalid(create(1), { status: 'airlock' }, '/status')),
    always(createId, { status: 422, json: { message: 'no' } }),
  ],
];
