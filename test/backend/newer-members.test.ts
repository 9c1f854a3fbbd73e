import { afterAll, describe, expect, test } from 'vitest';
import { builtInDescription } from '../../src/description/built-in-description.ts';
import { isObject, listAt, textAt } from '../../src/json/json.ts';
import type { JsonObject } from '../../src/json/json.ts';
import { startBackend } from '../../src/backend/start-backend.ts';

const description = builtInDescription('2.0');
const backend = await startBackend({ release: { description, document: description.document } });
const { workspaceId, sourceId, destinationId } = backend;

afterAll(() => backend.close());

async function call(name: string, body: object): Promise<{ readonly status: number; readonly body: JsonObject }> {
  const response = await fetch(`${backend.url}/v1/web_backend/connections/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const answer: unknown = await response.json();
  return { status: response.status, body: isObject(answer) ? answer : {} };
}

async function created(members: object = {}): Promise<JsonObject> {
  return (await call('create', { sourceId, destinationId, status: 'inactive', ...members })).body;
}

async function page(members: object): Promise<JsonObject> {
  return (await call('list', { workspaceId, ...members })).body;
}

const names = (list: JsonObject): readonly unknown[] => listAt(list, 'connections').map((item) => textAt(item, 'name'));
const tags = listAt(await page({}), 'connections').flatMap((item) => listAt(item, 'tags'));

describe('a server of release 2.0', () => {
  test('keeps the tags that are sent, each once, and leaves them alone otherwise', async () => {
    const { connectionId } = await created({ tags: [tags[0], tags[0]] });

    const renamed = await call('update', { connectionId, name: 'tagged', tags: null });
    const cleared = await call('update', { connectionId, tags: [] });

    expect(renamed.body['tags']).toEqual([tags[0]]);
    expect(cleared.body['tags']).toEqual([]);
  });

  test('refuses a tag that it does not have, and stores nothing', async () => {
    const { connectionId } = await created({ name: 'before' });

    const { status } = await call('update', {
      connectionId,
      name: 'after',
      tags: [{ ...Object(tags[0]), tagId: workspaceId }],
    });

    expect(status).toBe(422);
    expect((await call('get', { connectionId })).body['name']).toBe('before');
  });

  test('keeps preferences alone and beside each other', async () => {
    const { connectionId } = await created({ backfillPreference: 'enabled', notifySchemaChanges: true });

    expect((await call('get', { connectionId })).body).toMatchObject({
      backfillPreference: 'enabled',
      notifySchemaChanges: true,
    });
  });

  test('keeps mappers of every kind as they are', async () => {
    const mappers = [
      { type: 'field-renaming', mapperConfiguration: { originalFieldName: 'id', newFieldName: 'number' } },
    ];
    const stream = { name: 'users', jsonSchema: { type: 'object', properties: { id: { type: 'string' } } } };
    const config = { syncMode: 'full_refresh', destinationSyncMode: 'overwrite', selected: true, mappers };

    const { syncCatalog } = await created({ syncCatalog: { streams: [{ stream, config }] } });

    expect(listAt(syncCatalog, 'streams')).toMatchObject([{ config: { mappers } }]);
  });

  test('pages, sorts and filters its list, and counts what matches', async () => {
    for (const name of ['paged c', 'paged A', 'paged b']) await created({ name });
    const query = { filters: { searchTerm: 'PAGED' }, sortKey: 'connectionName_desc' };

    const first = await page({ ...query, pageSize: 2 });
    const cursor = textAt(listAt(first, 'connections').at(-1), 'connectionId');
    const second = await page({ ...query, pageSize: 2, cursor });

    expect(names(first)).toEqual(['paged c', 'paged b']);
    expect(names(second)).toEqual(['paged A']);
    expect(first).toMatchObject({ page_size: 2, num_connections: 3 });
  });

  test.each([
    ['states', { states: ['active'] }],
    ['tags', { tagIds: [workspaceId] }],
    ['connectors', { sourceDefinitionIds: [workspaceId] }],
  ])('shows nothing that a filter by %s leaves out', async (_what, filters) => {
    await created({ name: 'left out' });

    expect(names(await page({ filters, pageSize: 100 }))).not.toContain('left out');
  });

  test.each([
    ['a negative page size', { pageSize: -1 }, 422],
    ['an unknown cursor', { cursor: '00000000-0000-4000-8000-00000000dead' }, 404],
  ])('refuses %s', async (_what, members, status) => {
    expect((await call('list', { workspaceId, ...members })).status).toBe(status);
  });
});
