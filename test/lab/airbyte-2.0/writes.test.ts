import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listOf, objectOf, streamsOf } from '../../../lab/json-access.ts';
import { seeded } from '../../../lab/airbyte-2.0/seed.ts';
import { startAirbyte20 } from '../../../lab/airbyte-2.0/start.ts';
import { updateConnection } from '../../../lab/airbyte-2.0/write-connection.ts';
import type { RunningAirbyte20 } from '../../../lab/airbyte-2.0/start.ts';
import { call, created, ownActors, unknownId } from './call.ts';

let server: RunningAirbyte20;
beforeAll(async () => {
  server = await startAirbyte20();
});
afterAll(() => server.close());

const post = (path: string, body: unknown) => call(server.url, path, { body });
const create = (members: object) => post('connections/create', { ...ownActors, status: 'inactive', ...members });
const update = (connectionId: unknown, members: object) => post('connections/update', { connectionId, ...members });
const get = (connectionId: unknown) => post('connections/get', { connectionId });
const fresh = async (members = {}): Promise<string> => String((await created(server.url, members))['connectionId']);

const jsonSchema = { type: 'object', properties: { id: { type: 'integer' }, at: { type: 'string' } } };
const streamNamed = (name: string, config = {}, stream = {}) => ({
  stream: { name, jsonSchema, supportedSyncModes: ['full_refresh', 'incremental'], ...stream },
  config: { syncMode: 'full_refresh', destinationSyncMode: 'append', selected: true, ...config },
});
const catalogOf = (...streams: readonly unknown[]) => ({ syncCatalog: { streams } });
const { workspaceId } = seeded;
const tagId = '7c0a3f0e-1f6b-4d37-9a53-0c9f0a7f1b01';
const dbtCloud = { webhookType: 'dbtCloud', dbtCloud: { accountId: 1, jobId: 2 } };
const webhook = (block: unknown) => ({ operatorConfiguration: { operatorType: 'webhook', webhook: block } });
const hook = (block: unknown, members = {}) => ({ workspaceId, name: 'hook', ...webhook(block), ...members });

describe('create', () => {
  test.each([
    [7, '7'],
    [true, 'true'],
    [['a'], 'a'],
    [null, 'faker <> local-json'],
    ['a\ud800b', 'a?b'],
    ['😀'.repeat(256), '😀'.repeat(256)],
  ])('takes the name %j', async (name, kept) => {
    expect((await create({ name })).body['name']).toBe(kept);
  });

  test('prints a number as Java does', async () => {
    const body = `{"name":1e3,"sourceId":"${seeded.sourceId}","destinationId":"${seeded.destinationId}"}`;

    expect((await post('connections/create', body)).body['name']).toBe('1000.0');
  });

  test.each([
    [{ name: 'x'.repeat(257) }, 409],
    [{ prefix: 'a\0b' }, 409],
    [{ sourceCatalogId: unknownId }, 409],
    [{ destinationCatalogId: unknownId }, 409],
    [{ operations: [{ workspaceId, operatorConfiguration: { operatorType: 'dbt' } }] }, 409],
    [{ operations: [{ name: 'x', operatorConfiguration: { operatorType: 'dbt' } }] }, 500],
    [{ status: 'locked' }, 400],
    [{ status: 'ACTIVE' }, 400],
    [{ sourceId: unknownId }, 404],
    [{ sourceId: null }, 500],
    [{ sourceId: seeded.foreignSourceId }, 500],
    [{ tags: null }, 500],
    [{ syncCatalog: { streams: null } }, 500],
    [catalogOf(streamNamed('a', { includeFiles: true })), 400],
    [catalogOf(streamNamed('a', { hashedFields: [{ fieldPath: ['missing'] }] })), 400],
    [catalogOf(streamNamed('a', { mappers: [{ type: 'nothing', mapperConfiguration: {} }] })), 400],
    [catalogOf({ ...streamNamed('a'), stream: { jsonSchema } }), 500],
    [catalogOf(streamNamed('a'), streamNamed('a', { selected: false })), 500],
    [catalogOf({ ...streamNamed('a'), stream: { name: 'a' } }), 500],
    [catalogOf({ ...streamNamed('a'), config: { selected: true, syncMode: 'full_refresh' } }), 500],
    [catalogOf(streamNamed('a', { fieldSelectionEnabled: true, selectedFields: [{ fieldPath: ['a', 'b'] }] })), 500],
  ])('refuses %j with %i and keeps nothing', async (members, status) => {
    const before = server.tables.connections.size;

    expect((await create(members)).status).toBe(status);
    expect(server.tables.connections.size).toBe(before);
  });

  test('refuses more than 20,000 selected fields', async () => {
    const properties = Object.fromEntries(Array.from({ length: 20_001 }, (_, index) => [`f${index}`, {}]));

    const answer = await create(catalogOf(streamNamed('wide', {}, { jsonSchema: { properties } })));

    expect(answer).toMatchObject({ status: 400, body: { exceptionStack: [] } });
  });

  test('without a status is readable and not listed', async () => {
    const { body } = await create({ status: null, name: 'no status' });

    expect(body).not.toHaveProperty('status');
    expect((await get(body['connectionId'])).status).toBe(200);
    const { body: list } = await post('connections/list', { workspaceId, filters: { searchTerm: 'no status' } });
    expect(list['num_connections']).toBe(0);
  });

  test('keeps known tags once and drops the others', async () => {
    const { body } = await create({ tags: [{ tagId }, { tagId, name: 'other' }, { tagId: unknownId }, {}] });

    expect(body['tags']).toMatchObject([{ tagId, name: 'nightly' }]);
    expect((await create({ tags: {} })).body['tags']).toEqual([]);
  });

  test.each([
    [{ backfillPreference: 'enabled' }, 'disabled'],
    [{ backfillPreference: 'enabled', nonBreakingChangesPreference: 'ignore' }, 'enabled'],
  ])('given %j stores the backfill preference %s', async (members, stored) => {
    expect((await create(members)).body['backfillPreference']).toBe(stored);
  });

  test('ignores a geography, a data plane group, operation ids and the flag for e-mail', async () => {
    const { body } = await create({
      geography: 7,
      dataplaneGroupId: unknownId,
      operationIds: [unknownId],
      notifySchemaChanges: true,
      notifySchemaChangesByEmail: true,
    });

    expect(body).toMatchObject({ operationIds: [], notifySchemaChanges: true, notifySchemaChangesByEmail: false });
    expect(Object.keys(body)).not.toContain('dataplaneGroupId');
  });

  test.each([
    [true, true],
    [' true ', true],
    [2, true],
    [[true], true],
    ['', false],
    [null, false],
  ])('takes %j for a flag', async (notifySchemaChanges, kept) => {
    expect((await create({ notifySchemaChanges })).body['notifySchemaChanges']).toBe(kept);
  });

  test.each(['yes', '1', 'tRuE', 1.5, {}])('refuses %j for a flag', async (notifySchemaChanges) => {
    expect((await create({ notifySchemaChanges })).status).toBe(400);
  });

  test('keeps integers of any size in a schema and of dbt Cloud', async () => {
    const big = '123456789012345678901234567890';
    const schema = { name: 'big', jsonSchema: { maximum: 'BIG' } };
    const text = JSON.stringify({
      ...ownActors,
      ...catalogOf(streamNamed('big', {}, schema)),
      operations: [hook({ webhookType: 'dbtCloud', dbtCloud: { accountId: 'LONG', jobId: 2 } })],
    });

    const { text: answer } = await post(
      'connections/create',
      text.replace('"BIG"', big).replace('"LONG"', '9223372036854775807'),
    );

    expect(answer).toContain(`"maximum":${big}`);
    expect(answer).toContain('"accountId":9223372036854775807');
  });

  test('takes what is no longer checked', async () => {
    const missing = { fieldSelectionEnabled: true, selectedFields: [{ fieldPath: ['missing'] }] };
    const { body } = await create(
      catalogOf(
        streamNamed('none', missing),
        streamNamed('open', { fieldSelectionEnabled: true }),
        streamNamed('modeless', {}, { supportedSyncModes: null, jsonSchema: null }),
        streamNamed('odd', {}, { jsonSchema: { properties: { a: true } } }),
        streamNamed('unkeyed', {
          ...missing,
          syncMode: 'incremental',
          destinationSyncMode: 'append_dedup',
          selectedFields: [],
        }),
      ),
    );

    expect(streamsOf(body).map(({ stream }) => objectOf(stream)['jsonSchema'])).toEqual([
      { type: 'object', properties: {} },
      { type: 'object', properties: {} },
      null,
      { properties: { a: true } },
      { type: 'object', properties: {} },
    ]);
  });
});

describe('a schedule', () => {
  const basic = { basicSchedule: { timeUnit: 'minutes', units: 1 } };
  const cron = { cron: { cronExpression: '0 0 12 * * ?', cronTimeZone: 'UTC' } };

  test.each([
    [{ scheduleType: 'manual', scheduleData: basic }, 200, 500],
    [{ scheduleData: basic }, 200, 500],
    [{ scheduleType: 'basic' }, 422, 500],
    [{ scheduleType: 'cron' }, 400, 500],
    [{ scheduleType: 'cron', scheduleData: basic }, 400, 400],
    [{ scheduleType: 'basic', scheduleData: cron }, 422, 422],
    [{ scheduleType: 'basic', scheduleData: {} }, 422, 422],
    [{ scheduleType: 'cron', scheduleData: { ...basic, ...cron } }, 200, 200],
    [{ scheduleType: 'basic', scheduleData: { basicSchedule: {} } }, 200, 200],
    [{ schedule: { units: 1, timeUnit: 'days' } }, 200, 500],
    [{ schedule: { units: 1, timeUnit: 'days' }, scheduleType: 'basic' }, 422, 500],
    [{ scheduleType: 'basic', scheduleData: { basicSchedule: { timeUnit: 'hours', units: -1 } } }, 200, 200],
  ])('%j is answered with %i on create and %i on update', async (schedule, onCreate, onUpdate) => {
    const connectionId = await fresh();

    expect((await create(schedule)).status).toBe(onCreate);
    expect((await update(connectionId, schedule)).status).toBe(onUpdate);
  });

  test.each([
    [1.5, 1],
    ['5', 5],
    [[5], 5],
    [null, undefined],
  ])('takes %j as units', async (units, kept) => {
    const scheduleData = { basicSchedule: { timeUnit: 'hours', units } };

    const { body } = await create({ scheduleType: 'basic', scheduleData });

    expect(objectOf(body['schedule'])['units']).toBe(kept);
  });

  test.each(['* * * * * ?', '*/2 0 * * * ?', '0 0 12 * * *', '0 12 * * *', '@daily', ''])(
    'refuses the expression "%s"',
    async (cronExpression) => {
      const scheduleData = { cron: { cronExpression, cronTimeZone: 'UTC' } };

      const { status, body } = await create({ scheduleType: 'cron', scheduleData });

      expect({ status, body }).toMatchObject({
        status: 400,
        body: { type: 'error:cron-validation/invalid-expression' },
      });
    },
  );

  test.each(['0 * * * * ?', ' 0 */5 * * * ? ', '0/5 0 0 1 1 ? 2020', '0 0 0 30 2 ?'])(
    'takes the expression "%s"',
    async (cronExpression) => {
      const scheduleData = { cron: { cronExpression, cronTimeZone: 'UTC' } };

      expect((await create({ scheduleType: 'cron', scheduleData })).status).toBe(200);
    },
  );

  test.each([
    ['Etc/GMT+3', 400],
    ['PST', 400],
    ['GMT+2', 400],
    ['utc', 400],
    ['', 400],
    [' UTC', 400],
    ['UTC', 200],
    ['EST', 200],
    ['Z', 200],
    ['+02:00', 200],
    ['Europe/Berlin', 200],
  ])('answers the zone "%s" with %i', async (cronTimeZone, status) => {
    const scheduleData = { cron: { ...cron.cron, cronTimeZone } };

    expect((await create({ scheduleType: 'cron', scheduleData })).status).toBe(status);
  });
});

describe('update', () => {
  test('leaves alone what is null or absent, and clears what is empty', async () => {
    const members = {
      prefix: 'p_',
      resourceRequirements: { cpu_limit: '1' },
      tags: [{ tagId }],
      operations: [hook(dbtCloud)],
    };
    const connectionId = await fresh(members);
    const nothing = Object.fromEntries(Object.keys(members).map((key) => [key, null]));

    const kept = await update(connectionId, nothing);
    const cleared = await update(connectionId, { prefix: '', resourceRequirements: {}, tags: [], operations: [] });

    expect(kept.body).toMatchObject({ prefix: 'p_', resourceRequirements: { cpu_limit: '1' }, tags: [{ tagId }] });
    expect(kept.body['operations']).toHaveLength(1);
    expect(cleared.body).toMatchObject({ prefix: '', resourceRequirements: {}, tags: [], operations: [] });
  });

  test('shows the catalog in the frame of the source, and another frame on request', async () => {
    const connectionId = await fresh({
      sourceCatalogId: '302c9c76-c702-4487-bf2d-11936c457123',
      ...catalogOf(streamNamed('users')),
    });

    const own = await get(connectionId);
    const other = await update(connectionId, { sourceCatalogId: 'a8f5db93-41bd-4a43-bc42-b0b0a3d8353d' });

    const shown = (body: unknown) =>
      streamsOf(body).map(
        ({ stream, config }) => `${String(objectOf(stream)['name'])} ${String(objectOf(config)['selected'])}`,
      );
    expect(shown(own.body)).toEqual(['users true', 'products false', 'purchases false']);
    expect(shown(other.body)).toEqual(['users false', 'orders false', 'products false']);
    expect(other.body['schemaChange']).toBe('non_breaking');
  });

  test('brings a deprecated connection back', async () => {
    const connectionId = await fresh({ name: 'comes back' });
    await update(connectionId, { status: 'deprecated' });

    await update(connectionId, { status: 'inactive' });

    const { body } = await post('connections/list', { workspaceId, filters: { searchTerm: 'comes back' } });
    expect(body['num_connections']).toBe(1);
  });

  test('writes the flag for e-mail only where it differs from the one for the webhook', async () => {
    const connectionId = await fresh();
    const flags = async (members: object): Promise<string> => {
      const { body } = await update(connectionId, members);
      return `${Number(body['notifySchemaChanges'])}/${Number(body['notifySchemaChangesByEmail'])}`;
    };
    const email = (notifySchemaChangesByEmail: boolean) => ({ notifySchemaChangesByEmail });
    const steps = [email(true), email(false), email(true), { notifySchemaChanges: true }, email(true), email(false)];

    const seen: string[] = [];
    for (const step of [...steps, { notifySchemaChanges: false }, { notifySchemaChanges: false }])
      seen.push(await flags(step));

    expect(seen).toEqual(['0/1', '0/0', '0/0', '1/0', '1/1', '1/1', '0/1', '0/1']);
  });

  test('loses what another one wrote at the same time', async () => {
    const connectionId = await fresh();

    await Promise.all([
      updateConnection(server.tables, { connectionId, name: 'both' }),
      updateConnection(server.tables, { connectionId, prefix: 'both' }),
    ]);

    const { name, prefix } = (await get(connectionId)).body;
    expect([name, prefix].filter((value) => value === 'both')).toHaveLength(1);
  });

  test('that is refused has changed known operations and removed missing ones', async () => {
    const old = await created(server.url, { operations: [hook(dbtCloud), hook(dbtCloud, { name: 'gone' })] });
    const [first] = listOf(old['operations']).map(objectOf);
    const operations = [{ ...first, name: 'changed' }, hook(dbtCloud, { name: 'new' })];

    const refused = await update(old['connectionId'], { operations, prefix: 'a\0b' });

    expect(refused.status).toBe(409);
    expect((await get(old['connectionId'])).body['operations']).toMatchObject([{ name: 'changed' }]);
  });
});

describe('a webhook', () => {
  const run = 'https://cloud.getdbt.com/api/v2/accounts/1/jobs/2/run/';

  test.each([
    ['with a type', dbtCloud],
    ['of the old form', { executionUrl: run, executionBody: '{}' }],
  ])('%s is read back with both', async (_name, block) => {
    const { body } = await create({ operations: [hook(block)] });

    expect(body['operations']).toMatchObject([
      webhook({ ...dbtCloud, executionUrl: run, executionBody: '{"cause": "airbyte"}' }),
    ]);
  });

  const odd = [
    ['no block', undefined],
    ['an empty block', {}],
    ['an address elsewhere', { executionUrl: 'https://example.com/' }],
    ['a block without type', { dbtCloud: { accountId: 1, jobId: 2 } }],
    ['a negative id', { ...dbtCloud, dbtCloud: { accountId: -1, jobId: 2 } }],
    ['a missing id', { ...dbtCloud, dbtCloud: { accountId: 1 } }],
  ] as const;

  test.each(odd)('with %s is refused', async (_name, block) => {
    expect((await create({ operations: [hook(block)] })).status).toBe(500);
  });

  /** A connection whose operation can no longer be read. */
  async function broken(): Promise<{ connectionId: string; operationId: string }> {
    const { connectionId, operations } = await created(server.url, { operations: [hook(dbtCloud)] });
    const operationId = String(objectOf(listOf(operations)[0])['operationId']);
    const block = { executionUrl: 'https://example.com/' };
    const { status } = await update(connectionId, { operations: [hook(block, { operationId })] });
    expect(status).toBe(500);
    return { connectionId: String(connectionId), operationId };
  }

  test('elsewhere breaks the reads of a known operation, not the list', async () => {
    const { connectionId } = await broken();

    expect((await get(connectionId)).status).toBe(500);
    expect((await post('connections/list', { workspaceId })).status).toBe(200);
  });

  test('that cannot be read does not keep an update from taking effect', async () => {
    const { connectionId } = await broken();

    expect((await update(connectionId, { status: 'deprecated' })).status).toBe(500);
    expect(server.tables.connections.get(connectionId)?.status).toBe('deprecated');
  });

  test('that cannot be read goes, with nothing else of the request', async () => {
    const { connectionId } = await broken();

    expect((await update(connectionId, { status: 'deprecated', operations: [] })).status).toBe(500);
    expect((await get(connectionId)).body).toMatchObject({ status: 'inactive', operations: [] });
    expect((await update(connectionId, { status: 'deprecated' })).status).toBe(200);
  });

  test('that cannot be read is repaired by a proper one', async () => {
    const { connectionId, operationId } = await broken();

    expect((await update(connectionId, { operations: [hook(dbtCloud, { operationId })] })).status).toBe(200);
  });

  test('that cannot be read keeps the connection from being deleted', async () => {
    const { connectionId } = await broken();

    const first = await post('/v1/connections/delete', { connectionId });
    const second = await post('/v1/connections/delete', { connectionId });

    expect([first.status, second.status]).toEqual([500, 500]);
    expect((await get(connectionId)).body).toMatchObject({ status: 'inactive', operations: [] });
  });

  test('that cannot be read can be deleted by itself', async () => {
    const { connectionId, operationId } = await broken();

    expect((await post('/v1/operations/delete', { operationId })).status).toBe(204);
    expect((await get(connectionId)).status).toBe(200);
  });
});

test('a connection is deleted with its operations, twice if asked', async () => {
  const connectionId = await fresh({ operations: [hook(dbtCloud)] });

  for (const path of ['/v1/connections/delete', '/v1/connections/delete/'])
    expect(await post(path, { connectionId })).toMatchObject({
      status: 204,
      text: '',
      type: undefined,
    });
  expect((await get(connectionId)).body).toMatchObject({ status: 'deprecated', operations: [] });
  expect((await post('/v1/connections/delete', { connectionId: unknownId })).status).toBe(404);
  expect((await post('/v1/connections/delete', {})).status).toBe(500);
});

test('a deleted source still takes connections', async () => {
  const other = await startAirbyte20();
  await call(other.url, '/v1/sources/delete', { body: { sourceId: seeded.sourceId } });

  const { connectionId } = await created(other.url);

  const refreshed = await call(other.url, 'connections/get', { body: { connectionId, withRefreshedCatalog: true } });
  expect(refreshed.status).toBe(200);
  const { body } = await call(other.url, 'connections/list', { body: { workspaceId, sourceId: [seeded.sourceId] } });
  expect(body['num_connections']).toBe(1);
  await other.close();
});

test('a refresh answers the newest catalog and what differs, and stores neither', async () => {
  const connectionId = await fresh({ sourceCatalogId: 'a8f5db93-41bd-4a43-bc42-b0b0a3d8353d' });

  const { body } = await post('connections/get', { connectionId, withRefreshedCatalog: true });

  expect(body['catalogId']).toBe('302c9c76-c702-4487-bf2d-11936c457123');
  expect(listOf(objectOf(body['catalogDiff'])['transforms']).map((one) => objectOf(one)['transformType'])).toContain(
    'add_stream',
  );
  expect((await get(connectionId)).body['catalogId']).toBe('a8f5db93-41bd-4a43-bc42-b0b0a3d8353d');
  const same = await post('connections/get', {
    connectionId: await fresh({ sourceCatalogId: body['catalogId'] }),
    withRefreshedCatalog: true,
  });
  expect(same.body['catalogDiff']).toEqual({ transforms: [] });
});
