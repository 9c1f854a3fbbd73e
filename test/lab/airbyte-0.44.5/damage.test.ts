/** Inputs that the server does not survive unharmed, and what repairs it. Seen on a real server of release 0.44.5. */
import { describe, expect, test } from 'vitest';
import {
  serveEachTest,
  server,
  send,
  write,
  created,
  actors,
  updated,
  read,
  messageOf,
  list,
  streamOf,
  createdWithStream,
  normalization,
  webhook,
  run,
  deleteConnection,
} from './emulated-server.ts';
import { member, textAt } from '../../../src/json/json.ts';
import type { JsonObject } from '../../../src/json/json.ts';

serveEachTest();

describe('damage', () => {
  test('a nameless stream breaks the list until the connection is deleted, and its reads for ever', async () => {
    const before = new Set(server.store.connections.keys());

    const refused = await createdWithStream({ name: undefined });
    const [connectionId = ''] = [...server.store.connections.keys()].filter((id) => !before.has(id));

    expect(refused.status).toBe(500);
    expect((await list()).status).toBe(500);
    expect((await updated(connectionId, { status: 'deprecated' })).status).toBe(500);
    expect((await deleteConnection(connectionId)).status).toBe(204);
    expect((await list()).status).toBe(200);
    expect((await read(connectionId)).status).toBe(500);
  });

  test('an unreadable operation of a refused update breaks reads until it is removed', async () => {
    const { connectionId, operations } = await created({ operations: [normalization('a')] });
    const operationId = textAt((operations as readonly unknown[])[0], 'operationId'); // a list, as created
    const broken = { ...webhook({ executionUrl: 'https://example.com/' }), operationId };

    const refused = await updated(connectionId, { operations: [broken] });
    const renamed = await updated(connectionId, { name: 'renamed' });

    expect(messageOf(refused)).toBe('Internal Server Error: Unexpected webhook operator config');
    expect((await read(connectionId)).status).toBe(500);
    expect((await list()).status).toBe(200);
    expect(renamed.status).toBe(500);
    expect(server.store.connections.get(connectionId)?.name).toBe('renamed');
    expect((await updated(connectionId, { operations: [], status: 'deprecated' })).status).toBe(500);
    expect((await read(connectionId)).body).toMatchObject({ status: 'inactive', operations: [] });
    expect((await updated(connectionId, { operations: [] })).status).toBe(500);
    expect((await deleteConnection(connectionId)).status).toBe(500);
    expect((await updated(connectionId, { status: 'deprecated' })).status).toBe(200);
  });

  test('an unreadable operation is repaired by a proper one, or deleted by its id', async () => {
    const { connectionId, operations } = await created({ operations: [normalization('a')] });
    const operationId = textAt((operations as readonly unknown[])[0], 'operationId'); // a list, as created
    const broken = { ...webhook({ executionUrl: 'https://example.com/' }), operationId };

    await updated(connectionId, { operations: [broken] });
    const repaired = await updated(connectionId, { operations: [{ ...normalization('b'), operationId }] });
    await updated(connectionId, { operations: [broken] });
    const deleted = await send('operations/delete', JSON.stringify({ operationId }));

    expect([repaired.status, deleted.status]).toEqual([200, 204]);
    expect((await read(connectionId)).status).toBe(200);
  });

  test.each([
    ['a webhook of another address', { executionUrl: 'https://example.com/' }, 1, 'Unexpected webhook operator config'],
    ['a webhook without an address', {}, 1, 'is null'],
    ['dbt Cloud without its block', { webhookType: 'dbtCloud' }, 0, 'is null'],
    ['dbt Cloud without ids', { webhookType: 'dbtCloud', dbtCloud: {} }, 1, 'Unexpected webhook operator config'],
  ])('%s leaves no connection, and an operation or none', async (_title, block, left, words) => {
    const [operationsBefore, connectionsBefore] = [server.store.operations.size, server.store.connections.size];

    const answer = await write('create', JSON.stringify({ ...actors(), operations: [webhook(block)] }));

    expect(answer.status).toBe(500);
    expect(messageOf(answer)).toContain(words);
    expect(server.store.operations.size).toBe(operationsBefore + left);
    expect(server.store.connections.size).toBe(connectionsBefore);
  });

  test('a run of dbt Cloud in the old form is read in the new one', async () => {
    const { operations } = await created({ operations: [webhook({ executionUrl: run(1, 2) })] });

    expect(JSON.stringify(operations)).toContain('"webhookType":"dbtCloud","dbtCloud":{"accountId":1,"jobId":2}');
  });

  test('a refused update changes known operations, removes missing ones and attaches no new ones', async () => {
    const { connectionId, operations } = await created({ operations: [normalization('one'), normalization('two')] });
    const operationId = textAt((operations as readonly unknown[])[0], 'operationId'); // a list, as created

    const sent = [{ ...normalization('renamed'), operationId }, normalization('new')];
    const refused = await updated(connectionId, { operations: sent, scheduleType: 'basic' });

    expect(refused.status).toBe(500);
    expect((await read(connectionId)).body).toMatchObject({ operations: [{ operationId, name: 'renamed' }] });
  });

  test('of two updates at the same time one is lost', async () => {
    const connections = await Promise.all(Array.from({ length: 5 }, () => created()));

    for (const { connectionId } of connections)
      await Promise.all([updated(connectionId, { prefix: 'a_' }), updated(connectionId, { name: 'renamed' })]);

    // They may still have come one after the other.
    const lost = connections.filter(({ connectionId }) => {
      const { prefix, name } = server.store.connections.get(connectionId) ?? {};
      return (prefix === 'a_') !== (name === 'renamed');
    });
    expect(lost.length).toBeGreaterThan(0);
  });

  test('a refused create leaves its valid operations, attached to nothing', async () => {
    const before = server.store.operations.size;

    await write('create', JSON.stringify({ ...actors(), name: 'x'.repeat(257), operations: [normalization('a')] }));

    expect(server.store.operations.size).toBe(before + 1);
  });

  test('the flag of e-mail follows the flag of the webhook, on this connection only', async () => {
    const { connectionId } = await created();
    const other = await created();
    const flags: unknown[] = [];
    const email = (on: boolean): JsonObject => ({ notifySchemaChangesByEmail: on });
    const hook = (on: boolean): JsonObject => ({ notifySchemaChanges: on });

    for (const sent of [email(true), email(false), email(true), hook(true), email(true), email(false), hook(false)]) {
      const { body } = await updated(connectionId, sent);
      flags.push(
        [member(body, 'notifySchemaChanges'), member(body, 'notifySchemaChangesByEmail')].map(Number).join('/'),
      );
    }

    expect(flags).toEqual(['0/1', '0/0', '0/0', '1/0', '1/1', '1/1', '0/1']);
    expect((await read(other.connectionId)).body).toMatchObject({
      notifySchemaChanges: false,
      notifySchemaChangesByEmail: false,
    });
  });

  test('two streams of one name break reads that a discovered catalog frames, and updates all take effect', async () => {
    const sourceCatalogId = server.store.sources.get(server.sourceId)?.newestCatalogId;
    const streams = [streamOf({}), streamOf({})];
    const { connectionId } = await created({ sourceCatalogId, syncCatalog: { streams } });

    const refused = await updated(connectionId, { status: 'deprecated' });

    expect(refused.status).toBe(500);
    expect(textAt(refused.body, 'exceptionClassName')).toBe('java.lang.IllegalStateException');
    expect(server.store.connections.get(connectionId)?.status).toBe('deprecated');
    expect((await read(connectionId)).status).toBe(500);
    expect((await list()).status).toBe(200);
  });

  test('a boolean as the schema of a field is stored, and then breaks the update that changed it', async () => {
    const { connectionId } = await created({ syncCatalog: { streams: [streamOf({})] } });
    const syncCatalog = { streams: [streamOf({ jsonSchema: { properties: { id: true } } })] };

    const refused = await updated(connectionId, { syncCatalog });
    const again = await updated(connectionId, { syncCatalog });

    expect([refused.status, again.status]).toEqual([500, 200]);
    expect(messageOf(refused)).toContain('json schema nodes should always be object nodes');
  });

  test('a deprecated connection that is refreshed has neither status nor difference', async () => {
    const { connectionId } = await created({ status: 'deprecated' });

    const { body } = await write('get', JSON.stringify({ connectionId, withRefreshedCatalog: true }));

    expect(Object.keys(body as object)).not.toEqual(expect.arrayContaining(['status'])); // an object
    expect(member(body, 'catalogDiff')).toBeUndefined();
  });

  test('a delete is answered with 204 twice, with 404 and with 500', async () => {
    const { connectionId } = await created({ operations: [normalization('a')] });

    const statuses = [
      (await deleteConnection(connectionId)).status,
      (await deleteConnection(connectionId)).status,
      (await deleteConnection('dddddddd-dddd-4ddd-8ddd-dddddddddddd')).status,
      (await send('connections/delete', '{}')).status,
    ];

    expect(statuses).toEqual([204, 204, 404, 500]);
    expect((await read(connectionId)).body).toMatchObject({ status: 'deprecated', operations: [] });
  });
});
