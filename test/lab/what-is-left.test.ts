/**
 * What deletes, updates and refused writes leave, by rows: seen on real servers of 0.44.5 and 2.0.0. Cleaning up rests on it, so that both
 * emulators are held to it.
 */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isObject, listAt, textAt } from '../../src/json/json.ts';
import type { JsonObject } from '../../src/json/json.ts';
import { catalogOf, emulate, emulatedReleases, readable, unreadable } from '../target/emulated-release.ts';
import type { Emulated, EmulatedRelease } from '../target/emulated-release.ts';

let server: Emulated;

function serving(release: EmulatedRelease): void {
  beforeEach(async () => {
    server = await emulate(release);
  });
  afterEach(() => server.close());
}

interface Answer {
  readonly status: number;
  readonly body: JsonObject;
}

async function post(path: string, body: object): Promise<Answer> {
  const response = await fetch(`${server.url}/v1/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  const value: unknown = text === '' ? {} : JSON.parse(text);
  return { status: response.status, body: isObject(value) ? value : {} };
}

async function create(members: object = {}): Promise<Answer> {
  const { sourceId, destinationId } = server;
  return post('web_backend/connections/create', { sourceId, destinationId, status: 'inactive', ...members });
}

/** What is sent about a connection and its operation. */
const requests = {
  'update name': (id) => post('web_backend/connections/update', { connectionId: id, name: 'renamed' }),
  'update status': (id) => post('web_backend/connections/update', { connectionId: id, status: 'deprecated' }),
  'update no operations': (id) => post('web_backend/connections/update', { connectionId: id, operations: [] }),
  'update status and no operations': (id) =>
    post('web_backend/connections/update', { connectionId: id, status: 'deprecated', operations: [] }),
  'update proper operation': (id, operationId) =>
    post('web_backend/connections/update', {
      connectionId: id,
      status: 'deprecated',
      operations: [{ ...readable(server.workspaceId), operationId }],
    }),
  'delete operation': (_, operationId) => post('operations/delete', { operationId }),
  'delete connection': (id) => post('connections/delete', { connectionId: id }),
  get: (id) => post('web_backend/connections/get', { connectionId: id }),
  list: () => post('web_backend/connections/list', { workspaceId: server.workspaceId }),
} as const satisfies Record<string, (connectionId: string, operationId: string) => Promise<Answer>>;
type Request = keyof typeof requests;

/** A connection of a kind, and the id of its operation. */
const kinds = {
  ordinary: async () => create({ operations: [readable(server.workspaceId)] }),
  unreadable: async () => {
    const made = await create({ operations: [readable(server.workspaceId)] });
    const operationId = operationIdIn(made.body);
    await post('web_backend/connections/update', {
      connectionId: made.body['connectionId'],
      operations: [{ ...unreadable(server.workspaceId), operationId }],
    });
    return made;
  },
  nameless: async () => {
    const made = await create();
    await post('web_backend/connections/update', {
      connectionId: made.body['connectionId'],
      syncCatalog: catalogOf({}),
      skipReset: true,
    });
    return made;
  },
  doubled: async () =>
    create({ sourceCatalogId: server.sourceCatalogId, syncCatalog: catalogOf({ name: 'a' }, { name: 'a' }) }),
} as const satisfies Record<string, () => Promise<Answer>>;

function operationIdIn(body: JsonObject): string {
  return textAt(listAt(body, 'operations')[0], 'operationId') ?? '';
}

/** What is sent in order, each with its status; then the status of the row, and how many operations exist of those that were made. */
type Row = readonly [
  kind: keyof typeof kinds,
  sent: readonly (readonly [Request, number])[],
  left: readonly [status: string, operations: number],
];

const ofBoth: readonly Row[] = [
  // An operation that cannot be read.
  [
    'unreadable',
    [
      ['get', 500],
      ['list', 200],
    ],
    ['inactive', 1],
  ],
  [
    'unreadable',
    [
      ['update name', 500],
      ['get', 500],
    ],
    ['inactive', 1],
  ],
  [
    'unreadable',
    [
      ['update status', 500],
      ['get', 500],
      ['list', 200],
    ],
    ['deprecated', 1],
  ],
  [
    'unreadable',
    [
      ['update no operations', 500],
      ['get', 200],
      ['update status', 200],
    ],
    ['deprecated', 0],
  ],
  [
    'unreadable',
    [
      ['update status and no operations', 500],
      ['get', 200],
    ],
    ['inactive', 0],
  ],
  [
    'unreadable',
    [
      ['update status and no operations', 500],
      ['update status', 200],
    ],
    ['deprecated', 0],
  ],
  [
    'unreadable',
    [
      ['update proper operation', 200],
      ['get', 200],
    ],
    ['deprecated', 1],
  ],
  [
    'unreadable',
    [
      ['delete operation', 204],
      ['get', 200],
      ['update status', 200],
    ],
    ['deprecated', 0],
  ],
  [
    'unreadable',
    [
      ['delete connection', 500],
      ['delete connection', 500],
      ['get', 200],
    ],
    ['inactive', 0],
  ],
  [
    'unreadable',
    [
      ['delete connection', 500],
      ['update status', 200],
    ],
    ['deprecated', 0],
  ],
  // What stays of operations.
  [
    'ordinary',
    [
      ['update status', 200],
      ['get', 200],
    ],
    ['deprecated', 1],
  ],
  [
    'ordinary',
    [
      ['update no operations', 200],
      ['update status', 200],
    ],
    ['deprecated', 0],
  ],
  [
    'ordinary',
    [
      ['update status', 200],
      ['update no operations', 200],
    ],
    ['deprecated', 0],
  ],
  ['ordinary', [['update status and no operations', 200]], ['deprecated', 0]],
  [
    'ordinary',
    [
      ['delete connection', 204],
      ['delete connection', 204],
      ['get', 200],
    ],
    ['deprecated', 0],
  ],
];

const rows: Readonly<Record<EmulatedRelease, readonly Row[]>> = {
  '0.44.5': [
    ...ofBoth,
    [
      'unreadable',
      [
        ['delete connection', 500],
        ['update no operations', 500],
        ['update status', 200],
      ],
      ['deprecated', 0],
    ],
    [
      'nameless',
      [
        ['get', 500],
        ['list', 500],
        ['update name', 500],
        ['update status and no operations', 500],
        ['update status', 500],
      ],
      ['inactive', 0],
    ],
    [
      'nameless',
      [
        ['delete connection', 204],
        ['list', 200],
        ['get', 500],
      ],
      ['deprecated', 0],
    ],
    [
      'doubled',
      [
        ['get', 500],
        ['list', 200],
        ['update status', 500],
        ['get', 500],
        ['list', 200],
      ],
      ['deprecated', 0],
    ],
    [
      'doubled',
      [
        ['delete connection', 204],
        ['get', 500],
        ['list', 200],
      ],
      ['deprecated', 0],
    ],
  ],
  '2.0.0': [
    ...ofBoth,
    [
      'nameless',
      [
        ['get', 200],
        ['list', 200],
        ['update status', 200],
      ],
      ['deprecated', 0],
    ],
  ],
};

/** Creates that are refused, each with a valid operation, and how many connections and operations they leave. */
const refused: readonly (readonly [
  title: string,
  members: () => object,
  left: Readonly<Record<EmulatedRelease, readonly [status: number, connections: number, operations: number]>>,
])[] = [
  ['an unknown source', () => ({ sourceId: unknown }), same(404, 0, 1)],
  ['no source', () => ({ sourceId: undefined }), same(500, 0, 1)],
  ['an over-long name', () => ({ name: 'x'.repeat(257) }), { '0.44.5': [500, 0, 1], '2.0.0': [409, 0, 1] }],
  ['a schedule without its data', () => ({ scheduleType: 'basic' }), same(422, 0, 1)],
  ['an unknown catalog', () => ({ sourceCatalogId: unknown }), { '0.44.5': [500, 0, 1], '2.0.0': [409, 0, 1] }],
  [
    'a second operation that cannot be read',
    () => ({ operations: [readable(server.workspaceId), unreadable(server.workspaceId)] }),
    same(500, 0, 2),
  ],
  [
    'dbt Cloud without ids',
    () => ({ operations: [withWebhook({ webhookType: 'dbtCloud', dbtCloud: {} })] }),
    same(500, 0, 1),
  ],
  ['an operation without its block', () => ({ operations: [withWebhook(undefined)] }), same(500, 0, 0)],
  ['a stream without a name', () => ({ syncCatalog: catalogOf({}) }), { '0.44.5': [500, 1, 1], '2.0.0': [500, 0, 1] }],
  ['a body that cannot be bound', () => ({ status: 7.5 }), same(400, 0, 0)],
];

const unknown = 'dddddddd-dddd-4ddd-8ddd-dddddddddddd';

function same(...left: readonly [number, number, number]): Readonly<Record<EmulatedRelease, typeof left>> {
  return { '0.44.5': left, '2.0.0': left };
}

function withWebhook(webhook: object | undefined): object {
  return {
    workspaceId: server.workspaceId,
    name: 'Airlock',
    operatorConfiguration: { operatorType: 'webhook', ...(webhook === undefined ? {} : { webhook }) },
  };
}

describe.each(emulatedReleases)('a server of release %s', (release) => {
  serving(release);

  test.each(
    rows[release].map(([kind, sent, left]) => [kind, sent.map(([request]) => request).join(', '), sent, left] as const),
  )('answers for a connection that is %s: %s', async (kind, _, sent, left) => {
    const before = server.operations().length;
    const { body } = await kinds[kind]();
    const connectionId = textAt(body, 'connectionId') ?? '';

    const statuses: [string, number][] = [];
    for (const [request] of sent)
      statuses.push([request, (await requests[request](connectionId, operationIdIn(body))).status]);

    expect(statuses).toEqual(sent);
    const row = server.connections().find((each) => each.connectionId === connectionId);
    expect([row?.status, server.operations().length - before]).toEqual(left);
  });

  test.each(refused)('leaves of a create that is refused for %s what it wrote before', async (_, members, expected) => {
    const before = [server.connections().length, server.operations().length];

    const { status } = await create({ operations: [readable(server.workspaceId)], ...members() });

    const [connections = 0, operations = 0] = before;
    expect([status, server.connections().length - connections, server.operations().length - operations]).toEqual(
      expected[release],
    );
  });

  test('answers deletes of what does not exist with 404, and of nothing with 500', async () => {
    expect((await post('connections/delete', { connectionId: unknown })).status).toBe(404);
    expect((await post('connections/delete', {})).status).toBe(500);
  });
});
