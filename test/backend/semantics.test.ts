import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startBackend } from '../../src/backend/start-backend.ts';
import type { RunningBackend } from '../../src/backend/start-backend.ts';
import { chosen, connections, post, unknownId } from './transcript.ts';
import type { Reply } from './transcript.ts';

let backend: RunningBackend;

beforeAll(async () => {
  backend = await startBackend({ connections: 6 });
});

afterAll(() => backend.close());

type Json = Readonly<Record<string, unknown>>;
const bodyOf = ({ body }: Reply): Json => body as Json;
const send = (path: string, body: unknown): Promise<Reply> => post(backend.url, path, body);
const minimal = (): Json => ({
  sourceId: backend.sourceId,
  destinationId: backend.destinationId,
  status: 'inactive',
});
const create = (members: object = {}): Promise<Reply> => send(`${connections}/create`, { ...minimal(), ...members });
const get = (connectionId: unknown, members: object = {}): Promise<Reply> =>
  send(`${connections}/get`, { connectionId, ...members });
const update = (connectionId: unknown, members: object): Promise<Reply> =>
  send(`${connections}/update`, { connectionId, ...members });
const listed = async (filter: object = {}): Promise<readonly unknown[]> => {
  const reply = await send(`${connections}/list`, { workspaceId: backend.workspaceId, ...filter });
  return (bodyOf(reply)['connections'] as readonly Json[]).map(({ connectionId }) => connectionId);
};
const catalog = (...streams: readonly object[]): object => ({ syncCatalog: { streams } });
const basic = { scheduleType: 'basic', scheduleData: { basicSchedule: { timeUnit: 'hours', units: 24 } } };
const cron = (cronExpression: string, cronTimeZone = 'UTC'): object => ({
  scheduleType: 'cron',
  scheduleData: { cron: { cronExpression, cronTimeZone } },
});
const operation = (name: string, members: object = {}): object => ({
  workspaceId: backend.workspaceId,
  name,
  operatorConfiguration: { operatorType: 'normalization', normalization: { option: 'basic' } },
  ...members,
});
const created = async (members: object = {}): Promise<string> => String(bodyOf(await create(members))['connectionId']);

describe('a create', () => {
  test('fills in every default', async () => {
    const reply = await create();
    expect(reply.status).toBe(200);
    expect(reply.headers['content-type']).toBe('application/json');
    expect(reply.body).toMatchObject({
      name: 'Home Postgres <> Home Warehouse 1',
      namespaceDefinition: 'source',
      scheduleType: 'manual',
      geography: 'auto',
      notifySchemaChanges: false,
      notifySchemaChangesByEmail: false,
      nonBreakingChangesPreference: 'ignore',
      schemaChange: 'no_change',
      isSyncing: false,
      operationIds: [],
      operations: [],
      syncCatalog: { streams: [] },
    });
    for (const key of ['prefix', 'namespaceFormat', 'schedule', 'scheduleData', 'catalogId', 'catalogDiff'])
      expect(reply.body).not.toHaveProperty(key);
  });

  test('answers what a get answers', async () => {
    const reply = await create({ ...basic, ...catalog(chosen()), operations: [operation('One')], prefix: 'p_' });
    expect(bodyOf(await get(bodyOf(reply)['connectionId']))).toEqual(reply.body);
  });

  test('gives two connections for the same body twice', async () => {
    const [first, second] = [await created({ name: 'same' }), await created({ name: 'same' })];
    expect(first).not.toBe(second);
    await expect(listed()).resolves.toEqual(expect.arrayContaining([first, second]));
  });

  test('takes null for absent and capitals in ids', async () => {
    const reply = await create({ name: null, sourceId: backend.sourceId.toUpperCase(), operations: null });
    expect(reply.body).toMatchObject({ sourceId: backend.sourceId, name: 'Home Postgres <> Home Warehouse 1' });
  });

  test('stores the selected streams with their defaults', async () => {
    const reply = await create(catalog(chosen(), chosen({ selected: false }, { name: 'left out' })));
    expect(bodyOf(reply)['syncCatalog']).toMatchObject({
      streams: [
        {
          stream: { name: 'users', defaultCursorField: [], sourceDefinedPrimaryKey: [] },
          config: { cursorField: [], primaryKey: [], aliasName: 'users', selected: true, fieldSelectionEnabled: false },
        },
      ],
    });
    expect(bodyOf(reply)['syncCatalog']).toHaveProperty('streams.length', 1);
  });

  test('is framed by the discovered catalog where one is named', async () => {
    const { store, sourceId } = backend;
    const sourceCatalogId = store.sources.get(sourceId)?.newestCatalogId;
    const id = await created({ sourceCatalogId, ...catalog(chosen()) });
    const read = bodyOf(await get(id));
    expect(read).toMatchObject({
      catalogId: sourceCatalogId,
      syncCatalog: { streams: [{ config: { selected: false } }, { config: { selected: false } }] },
    });
  });

  test('takes the legacy schedule for a basic one', async () => {
    const schedule = { units: 3, timeUnit: 'days' };
    const reply = await create({ schedule });
    expect(reply.body).toMatchObject({ scheduleType: 'basic', schedule, scheduleData: { basicSchedule: schedule } });
  });
});

describe('the schedule', () => {
  test.each([
    '0 0 12 * * ?',
    '0 0/5 14,18 * * ?',
    '0 15 10 L * ?',
    '0 15 10 LW * ?',
    '0 15 10 ? * 6L',
    '0 15 10 ? * MON#3',
    '0 0 12 1/5 * ? 2026-2030',
    '0 11 11 11 NOV ?',
  ])('may be cron %s', async (expression) => {
    const reply = await create(cron(expression, 'Europe/Berlin'));
    expect(reply.body).toMatchObject(cron(expression, 'Europe/Berlin'));
    expect(reply.body).not.toHaveProperty('schedule');
  });

  test.each(['UTC', 'America/New_York', '+01:00', '-08:30'])('may be in zone %s', async (zone) => {
    await expect(create(cron('0 0 12 * * ?', zone))).resolves.toMatchObject({ status: 200 });
  });

  test.each<[string, object]>([
    ['five fields', cron('0 12 * * *')],
    ['two question marks', cron('0 0 12 ? * ?')],
    ['no question mark', cron('0 0 12 * * *')],
    ['an hour of 25', cron('0 0 25 * * ?')],
    ['a month of words', cron('0 0 12 * MOON ?')],
    ['a zone of Mars', cron('0 0 12 * * ?', 'Mars/Olympus_Mons')],
    ['a zone that starts with Etc', cron('0 0 12 * * ?', 'Etc/GMT+3')],
    ['basic without data', { scheduleType: 'basic' }],
    ['basic with cron data', { ...cron('0 0 12 * * ?'), scheduleType: 'basic' }],
    ['cron with basic data', { ...basic, scheduleType: 'cron' }],
    ['manual with data', { ...basic, scheduleType: 'manual' }],
    ['both forms', { ...basic, schedule: { units: 1, timeUnit: 'hours' } }],
  ])('may not be %s', async (_title, schedule) => {
    const before = backend.store.connections.size;
    await expect(create(schedule)).resolves.toMatchObject({ status: 422 });
    expect(backend.store.connections.size).toBe(before);
  });

  test('changes as a whole', async () => {
    const id = await created(basic);
    const asCron = bodyOf(await update(id, cron('0 0 12 * * ?')));
    expect(asCron).toMatchObject(cron('0 0 12 * * ?'));
    expect(asCron).not.toHaveProperty('schedule');
    const manual = bodyOf(await update(id, { scheduleType: 'manual' }));
    expect(manual).not.toHaveProperty('scheduleData');
    await expect(update(id, { schedule: { units: 1, timeUnit: 'hours' } })).resolves.toMatchObject({ status: 422 });
    await expect(update(id, { scheduleData: basic.scheduleData })).resolves.toMatchObject({ status: 422 });
    expect(bodyOf(await get(id))).toEqual(manual);
  });
});

const paths = (...names: readonly string[]): object => ({
  fieldSelectionEnabled: true,
  selectedFields: names.map((name) => ({ fieldPath: [name] })),
});

describe('field selection', () => {
  test.each<[string, object]>([
    ['no fields', { fieldSelectionEnabled: true }],
    ['a field that the stream lacks', paths('identifier', 'missing')],
    ['a nested field', { fieldSelectionEnabled: true, selectedFields: [{ fieldPath: ['identifier', 'x'] }] }],
    ['no cursor', { ...paths('identifier'), syncMode: 'incremental', cursorField: ['at'] }],
    ['no key', { ...paths('at'), destinationSyncMode: 'append_dedup', primaryKey: [['identifier']] }],
  ])('refuses %s', async (_title, config) => {
    await expect(create(catalog(chosen(config)))).resolves.toMatchObject({ status: 422 });
  });

  test('keeps what was selected', async () => {
    const reply = await create(catalog(chosen(paths('identifier', 'at'))));
    expect(reply.body).toMatchObject({
      syncCatalog: {
        streams: [{ config: { selectedFields: [{ fieldPath: ['identifier'] }, { fieldPath: ['at'] }] } }],
      },
    });
  });
});

describe('a refusal', () => {
  test.each<[string, () => object, number]>([
    ['an unknown source', () => ({ sourceId: unknownId }), 404],
    ['an unknown destination', () => ({ destinationId: unknownId }), 404],
    ['a destination for a source', () => ({ sourceId: backend.destinationId }), 404],
    ['a destination of another workspace', () => ({ destinationId: backend.foreignDestinationId }), 422],
    [
      'an operation of another workspace',
      () => ({ operations: [operation('x', { workspaceId: backend.foreignWorkspaceId })] }),
      422,
    ],
    ['an unknown catalog', () => ({ sourceCatalogId: unknownId }), 422],
    ['a stream twice', () => catalog(chosen(), chosen()), 422],
    ['a name of 257 characters', () => ({ name: 'n'.repeat(257) }), 422],
    ['a prefix of 257 characters', () => ({ prefix: 'n'.repeat(257) }), 422],
    ['a format of 257 characters', () => ({ namespaceFormat: 'n'.repeat(257) }), 422],
    ['an operation of 257 characters', () => ({ operations: [operation('n'.repeat(257))] }), 422],
    ['NUL', () => ({ prefix: '\0' }), 422],
    ['an undeclared status', () => ({ status: 'paused' }), 422],
    [
      'an operation without its block',
      () => ({ operations: [operation('x', { operatorConfiguration: { operatorType: 'dbt' } })] }),
      422,
    ],
  ])('of a create with %s stores nothing', async (_title, members, status) => {
    const before = [backend.store.connections.size, backend.store.operations.size];
    const reply = await create({ operations: [operation('orphan')], ...members() });
    expect(reply.status).toBe(status);
    expect([backend.store.connections.size, backend.store.operations.size]).toEqual(before);
  });

  test('names the offending property', async () => {
    const reply = await create(cron('0 12 * * *'));
    expect(reply.body).toMatchObject({
      message: expect.stringContaining('scheduleData.cron.cronExpression'),
      validationErrors: [{ propertyPath: 'scheduleData.cron.cronExpression' }],
    });
  });

  test('of an update changes nothing of it', async () => {
    const id = await created({ name: 'before', operations: [operation('kept')] });
    const before = bodyOf(await get(id));
    const refused = await update(id, {
      name: 'after',
      operations: [operation('replaced')],
      ...catalog(chosen()),
      ...cron('0 12 * * *'),
    });
    expect(refused.status).toBe(422);
    expect(bodyOf(await get(id))).toEqual(before);
  });

  test('of 256 characters does not happen', async () => {
    const text = 'n'.repeat(256);
    await expect(create({ name: text, prefix: text, namespaceFormat: text })).resolves.toMatchObject({ status: 200 });
  });
});

describe('an update', () => {
  const changes: readonly (readonly [string, unknown])[] = [
    ['name', 'another'],
    ['prefix', 'p_'],
    ['prefix', ''],
    ['namespaceDefinition', 'destination'],
    ['namespaceFormat', 'f'],
    ['status', 'active'],
    ['notifySchemaChanges', true],
    ['notifySchemaChangesByEmail', true],
    ['nonBreakingChangesPreference', 'disable'],
    ['resourceRequirements', { cpu_limit: '1' }],
    ['geography', 'eu'],
  ];

  test.each(changes)('of %s alone changes nothing else', async (key, value) => {
    const id = await created({ ...basic, prefix: 'old', ...catalog(chosen()), operations: [operation('One')] });
    const before = bodyOf(await get(id));
    const after = await update(id, { [key]: value });
    expect(after.status).toBe(200);
    expect(after.body).toEqual({ ...before, [key]: value });
    expect(bodyOf(await get(id))).toEqual(after.body);
  });

  test('of nothing changes nothing', async () => {
    const id = await created({ ...basic, ...catalog(chosen()), operations: [operation('One')] });
    const before = bodyOf(await get(id));
    const nulls = Object.fromEntries(changes.map(([key]) => [key, null]));
    expect((await update(id, nulls)).body).toEqual(before);
  });

  test('replaces the catalog', async () => {
    const id = await created(catalog(chosen(), chosen({}, { name: 'orders' })));
    const after = bodyOf(await update(id, catalog(chosen({}, { name: 'payments' }))));
    expect(after['syncCatalog']).toMatchObject({ streams: [{ stream: { name: 'payments' } }] });
    expect(after['syncCatalog']).toHaveProperty('streams.length', 1);
  });

  test('keeps the ids of its own operations and makes fresh ones', async () => {
    const other = bodyOf(await create({ operations: [operation('Foreign')] }));
    const [foreign] = other['operationIds'] as readonly string[];
    const first = bodyOf(await create({ operations: [operation('One'), operation('Two')] }));
    const [one, two] = first['operationIds'] as readonly string[];
    const after = bodyOf(
      await update(first['connectionId'], {
        operations: [
          operation('One changed', { operationId: one }),
          operation('Not mine', { operationId: foreign }),
          operation('New'),
        ],
      }),
    );
    const ids = after['operationIds'] as readonly string[];
    expect(ids).toHaveLength(3);
    expect(ids[0]).toBe(one);
    expect(ids).not.toContain(two);
    expect(ids).not.toContain(foreign);
    expect(after['operations']).toMatchObject([{ name: 'One changed' }, { name: 'Not mine' }, { name: 'New' }]);
    expect(bodyOf(await get(other['connectionId']))).toEqual(other);
    expect(bodyOf(await update(first['connectionId'], { operations: after['operations'] }))).toEqual(after);
    expect(bodyOf(await update(first['connectionId'], { operations: [] }))).toMatchObject({ operationIds: [] });
  });

  test('to deprecated hides the connection from the list and nothing else', async () => {
    const id = await created();
    const others = (await listed()).filter((other) => other !== id);
    await expect(update(id, { status: 'deprecated' })).resolves.toMatchObject({ status: 200 });
    await expect(get(id)).resolves.toMatchObject({ status: 200, body: { status: 'deprecated' } });
    await expect(listed()).resolves.toEqual(others);
    await expect(update(id, { status: 'inactive' })).resolves.toMatchObject({ status: 200 });
    await expect(listed()).resolves.toContain(id);
  });
});

describe('reading', () => {
  test('filters the list', async () => {
    const { sourceId, destinationId, foreignSourceId } = backend;
    const all = await listed();
    await expect(listed({ sourceId: [], destinationId: [] })).resolves.toEqual(all);
    await expect(listed({ sourceId: [sourceId.toUpperCase()] })).resolves.toEqual(all);
    await expect(listed({ sourceId: [unknownId] })).resolves.toEqual([]);
    await expect(listed({ sourceId: [foreignSourceId] })).resolves.toEqual([]);
    const here = await listed({ destinationId: [destinationId] });
    expect(here.length).toBeGreaterThan(0);
    expect(here.length).toBeLessThan(all.length);
    await expect(listed({ sourceId: [sourceId, unknownId], destinationId: [destinationId] })).resolves.toEqual(here);
  });

  test('gives neutral answers for what is unknown', async () => {
    const state = await send('web_backend/workspace/state', { workspaceId: unknownId });
    expect(state.body).toEqual({ hasConnections: false, hasSources: false, hasDestinations: false });
    await expect(send('web_backend/state/get_type', { connectionId: unknownId })).resolves.toMatchObject({
      body: 'not_set',
    });
    await expect(send(`${connections}/list`, { workspaceId: unknownId })).resolves.toMatchObject({
      body: { connections: [] },
    });
    await expect(get(unknownId)).resolves.toMatchObject({ status: 404, body: { id: unknownId } });
    await expect(update(unknownId, {})).resolves.toMatchObject({ status: 404 });
  });

  test('knows every type of state', async () => {
    for (const type of ['stream', 'global', 'legacy', 'not_set'] as const) {
      const id = await created();
      if (type !== 'not_set') backend.store.states.set(id, type);
      await expect(send('web_backend/state/get_type', { connectionId: id })).resolves.toMatchObject({
        status: 200,
        body: type,
      });
    }
  });

  test('counts updates and names geographies', async () => {
    const updates = await send('web_backend/check_updates', '');
    expect(updates.body).toEqual({ sourceDefinitions: 2, destinationDefinitions: 1 });
    const geographies = await send('web_backend/geographies/list', '');
    expect(geographies.body).toEqual({ geographies: ['auto'] });
  });

  test('shows the newest sync job, and no reset', async () => {
    const id = await created();
    backend.store.jobs.set(id, [
      { kind: 'sync', status: 'failed', createdAt: 10 },
      { kind: 'sync', status: 'running', createdAt: 20 },
      { kind: 'reset', status: 'succeeded', createdAt: 30 },
    ]);
    expect((await get(id)).body).toMatchObject({
      isSyncing: true,
      latestSyncJobStatus: 'running',
      latestSyncJobCreatedAt: 20,
    });
  });
});

describe('a workspace of its own', () => {
  let own: RunningBackend;
  beforeEach(async () => {
    own = await startBackend({ connections: 0 });
    return () => own.close();
  });

  test('has connections as soon as one is there', async () => {
    const { url, workspaceId, sourceId, destinationId } = own;
    const state = async (): Promise<unknown> => (await post(url, 'web_backend/workspace/state', { workspaceId })).body;
    await expect(state()).resolves.toEqual({ hasConnections: false, hasSources: true, hasDestinations: true });
    const made = await post(url, `${connections}/create`, { sourceId, destinationId, status: 'inactive' });
    await expect(state()).resolves.toMatchObject({ hasConnections: true });
    const { connectionId } = bodyOf(made);
    await post(url, `${connections}/update`, { connectionId, status: 'deprecated' });
    await expect(state()).resolves.toMatchObject({ hasConnections: false });
    const source = own.store.sources.get(sourceId);
    if (source !== undefined) source.tombstoned = true;
    await expect(state()).resolves.toMatchObject({ hasSources: false });
  });

  test('refreshes, tells what changed and switches off what breaks', async () => {
    const { url, sourceId, destinationId, store } = own;
    const source = store.sources.get(sourceId);
    const [users, orders] = source?.discoverable ?? [];
    if (source === undefined || users === undefined || orders === undefined) throw new Error('The seed has changed');
    const refreshed = async (connectionId: unknown): Promise<Json> =>
      bodyOf(await post(url, `${connections}/get`, { connectionId, withRefreshedCatalog: true }));
    const connect = async (members: object): Promise<unknown> =>
      bodyOf(
        await post(url, `${connections}/create`, {
          sourceId,
          destinationId,
          status: 'active',
          sourceCatalogId: source.newestCatalogId,
          ...catalog({
            stream: users,
            config: {
              syncMode: 'incremental',
              destinationSyncMode: 'append',
              cursorField: ['updated_at'],
              selected: true,
            },
          }),
          ...members,
        }),
      )['connectionId'];
    const tolerant = await connect({});
    const careful = await connect({ nonBreakingChangesPreference: 'disable' });
    const same = await refreshed(tolerant);
    expect(same).toMatchObject({ catalogDiff: { transforms: [] }, schemaChange: 'no_change', status: 'active' });

    source.discoverable = [users];
    const fewer = await refreshed(tolerant);
    expect(fewer).toMatchObject({
      catalogDiff: { transforms: [{ transformType: 'remove_stream', streamDescriptor: { name: 'orders' } }] },
      schemaChange: 'non_breaking',
      status: 'active',
    });
    expect(fewer['catalogId']).toBe(source.newestCatalogId);
    const off = await post(url, `${connections}/get`, { connectionId: careful });
    expect(off.body).toMatchObject({ status: 'inactive' });

    source.discoverable = [{ ...users, jsonSchema: { type: 'object', properties: { id: { type: 'integer' } } } }];
    const breaking = await refreshed(tolerant);
    expect(breaking).toMatchObject({ schemaChange: 'breaking', status: 'inactive' });
    expect(JSON.stringify(breaking['catalogDiff'])).toContain('"breaking":true');
  });
});

const at = (path = `${connections}/get`): string => `${backend.url}/v1/${path}`;

describe('HTTP', () => {
  const json = { 'content-type': 'application/json' };
  const body = JSON.stringify({ connectionId: unknownId });

  test.each<[string, RequestInit, number]>([
    ['another media type', { method: 'POST', body, headers: { 'content-type': 'text/plain' } }, 415],
    ['no media type', { method: 'POST', body: Buffer.from(body) }, 415],
    ['an Accept without JSON', { method: 'POST', body, headers: { ...json, accept: 'text/csv' } }, 406],
    ['broken JSON', { method: 'POST', body: '{', headers: json }, 400],
    ['no body', { method: 'POST', headers: json }, 400],
    ['a list at the root', { method: 'POST', body: `[${body}]`, headers: json }, 422],
    ['a malformed id', { method: 'POST', body: '{"connectionId":"x"}', headers: json }, 422],
    ['a body over the limit', { method: 'POST', body: `"${'x'.repeat(10 * 1024 * 1024)}"`, headers: json }, 413],
  ])('refuses %s', async (_title, request, status) => {
    const answer = await fetch(at(), request);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toBe('application/json');
    await expect(answer.json()).resolves.toHaveProperty('message');
  });

  test.each(['GET', 'PUT', 'DELETE', 'PATCH'])('refuses %s and says what is allowed', async (method) => {
    const answer = await fetch(at(), { method });
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST']);
  });

  test('answers unknown paths with 404', async () => {
    const answer = await fetch(at('nothing/here'), { method: 'POST', body, headers: json });
    expect(answer.status).toBe(404);
  });

  test('asks for credentials where they are set', async () => {
    const guarded = await startBackend({ auth: { username: 'me', password: 'it' } });
    try {
      const path = `${guarded.url}/v1/web_backend/check_updates`;
      const refused = await fetch(path, { method: 'POST' });
      expect(refused.status).toBe(401);
      const authorization = `Basic ${Buffer.from('me:it').toString('base64')}`;
      const answer = await fetch(path, { method: 'POST', headers: { authorization } });
      expect(answer.status).toBe(200);
    } finally {
      await guarded.close();
    }
  });
});
