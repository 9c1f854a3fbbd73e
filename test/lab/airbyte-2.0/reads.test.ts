import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listOf, objectOf } from '../../../lab/json-access.ts';
import { seeded } from '../../../lab/airbyte-2.0/seed.ts';
import { startAirbyte20 } from '../../../lab/airbyte-2.0/start.ts';
import type { RunningAirbyte20 } from '../../../lab/airbyte-2.0/start.ts';
import { call, created, unknownId } from './call.ts';

const workspaceId = seeded.workspaceId;
const manual = 'bee954d5-73e0-40de-a7d4-a369a94ce7b4';

let server: RunningAirbyte20;
beforeAll(async () => {
  server = await startAirbyte20({ connections: 47 });
});
afterAll(() => server.close());

const post = (path: string, body: unknown) => call(server.url, path, { body });
const list = async (members: object) => (await post('connections/list', { workspaceId, ...members })).body;
const idsOf = (page: unknown) =>
  listOf(objectOf(page)['connections']).map((item) => String(objectOf(item)['connectionId']));

/** Every page, each from the last row of the one before. */
async function everyPage(pageSize: number, sortKey: string): Promise<readonly string[]> {
  const ids: string[] = [];
  for (;;) {
    const page = idsOf(await list({ pageSize, sortKey, ...(ids.length === 0 ? {} : { cursor: ids.at(-1) }) }));
    if (page.length === 0) return ids;
    ids.push(...page);
  }
}

describe('an id', () => {
  const operations = [
    ['state/get_type', 'connectionId'],
    ['connections/get', 'connectionId'],
    ['workspace/state', 'workspaceId'],
    ['connections/list', 'workspaceId'],
    ['connections/status_counts', 'workspaceId'],
  ] as const;

  test.each(operations)('of %s that is missing is 500', async (path, name) => {
    for (const body of [{}, { [name]: null }, { [name]: '' }, { [name.toUpperCase()]: manual }])
      expect((await post(path, body)).status).toBe(500);
  });

  test.each(operations)('of %s that is no id is 400', async (path, name) => {
    for (const value of [7, true, 'x', manual.replaceAll('-', ''), {}])
      expect((await post(path, { [name]: value })).status).toBe(400);
  });

  test.each(operations)('of %s is taken in every form', async (path, name) => {
    const id = name === 'workspaceId' ? workspaceId : manual;
    const base64 = Buffer.from(id.replaceAll('-', ''), 'hex').toString('base64');

    const plain = await post(path, { [name]: id });

    for (const value of [id.toUpperCase(), [id], base64])
      expect((await post(path, { [name]: value, unknown: 1 })).text).toBe(plain.text);
  });

  test('that nobody knows is answered with nothing of it', async () => {
    expect((await post('state/get_type', { connectionId: unknownId })).text).toBe('"not_set"');
    expect((await post('workspace/state', { workspaceId: unknownId })).body).toEqual({
      hasConnections: false,
      hasSources: false,
      hasDestinations: false,
    });
    expect((await post('connections/get', { connectionId: unknownId })).status).toBe(404);
  });
});

describe('a list', () => {
  test('has 20 connections to a page unless told otherwise', async () => {
    const page = await list({});

    expect(idsOf(page)).toHaveLength(20);
    expect(page).toMatchObject({ page_size: 20, num_connections: 47 });
  });

  test.each([
    [0, 0],
    [null, 20],
    ['5', 5],
    [1.5, 1],
    [[5], 5],
    [2_147_483_647, 47],
  ])('of page size %j has %i', async (pageSize, count) => {
    expect(idsOf(await list({ pageSize }))).toHaveLength(count);
  });

  test.each([
    [{ pageSize: -1 }, 409],
    [{ pageSize: 2_147_483_648 }, 400],
    [{ cursor: unknownId }, 404],
    [{ filters: { statuses: ['paused'] } }, 500],
    [{ filters: { states: ['deprecated'] } }, 400],
    [{ sortKey: 'name_asc' }, 400],
  ])('with %j is refused with %i', async (members, status) => {
    expect((await post('connections/list', { workspaceId, ...members })).status).toBe(status);
  });

  test('takes any connection for a place in the order', async () => {
    expect(idsOf(await list({ cursor: '4b783ca0-83a3-4a73-a30f-d380127666e2' }))).toHaveLength(2);
    expect(idsOf(await list({ cursor: '' }))).toHaveLength(20);
  });

  test.each(['connectionName_asc', 'connectionName_desc', 'sourceName_asc', 'destinationName_desc'])(
    'by %s is complete in pages',
    async (sortKey) => {
      const ids = await everyPage(7, sortKey);

      expect(ids).toHaveLength(47);
      expect(new Set(ids).size).toBe(47);
    },
  );

  test.each([
    ['lastSync_asc', 3, 44],
    ['lastSync_asc', 7, 44],
    ['lastSync_desc', 3, 6],
    ['lastSync_desc', 7, 47],
  ])('by %s in pages of %i has %i of 47', async (sortKey, pageSize, count) => {
    expect(await everyPage(pageSize, sortKey)).toHaveLength(count);
  });

  test.each([
    [{}, 47],
    [{ sourceDefinitionIds: [], states: [] }, 47],
    [{ searchTerm: 'SHOP' }, 2],
    [{ searchTerm: '%' }, 0],
    [{ searchTerm: 'warehouse' }, 3],
    [{ states: ['inactive'] }, 1],
    [{ statuses: ['failed', 'running'] }, 2],
    [{ statuses: ['healthy'] }, 44],
    [{ sourceDefinitionIds: ['6371b14b-bc68-4236-bfbd-468e8df8e968'] }, 2],
    [{ tagIds: [unknownId] }, 0],
  ])('filtered by %j has %i', async (filters, count) => {
    expect((await list({ filters }))['num_connections']).toBe(count);
  });

  test('is filtered by actors too, and by nothing for no id', async () => {
    expect((await list({ sourceId: ['e9c418d7-a803-451c-9d18-9bad85f751e8'] }))['num_connections']).toBe(2);
    expect((await list({ sourceId: '' }))['num_connections']).toBe(0);
  });

  test('is counted by status over the whole workspace', async () => {
    const { body } = await post('connections/status_counts', { workspaceId, filters: { states: ['inactive'] } });

    expect(body).toEqual({ running: 1, healthy: 1, failed: 1, paused: 1, notSynced: 43 });
  });
});

test('reads of another workspace need nothing', async () => {
  const { connectionId } = await created(server.url, {
    sourceId: seeded.foreignSourceId,
    destinationId: seeded.foreignDestinationId,
  });

  expect((await post('connections/get', { connectionId })).status).toBe(200);
});
