/** Values that the server takes although they are not of the declared type. Seen on a real server of release 0.44.5. */
import { describe, expect, test } from 'vitest';
import {
  serveEachTest,
  server,
  send,
  write,
  created,
  actors,
  createdWithStream,
  createdWithSchema,
  createdWithWebhook,
} from './emulated-server.ts';
import { textAt } from '../../../src/json/json.ts';
import type { JsonObject } from '../../../src/json/json.ts';

serveEachTest();

describe('numbers', () => {
  test.each([
    ['9223372036854775807', '9223372036854775807'],
    ['9223372036854775808', '-9223372036854775808'],
    ['1e30', '9223372036854775807'],
    ['1e400', '9223372036854775807'],
    ['-1e30', '-9223372036854775808'],
    ['1.9', '1'],
    ['"24"', '24'],
  ])('units of %s are stored as %s', async (sent, stored) => {
    const { connectionId } = await created();

    const { status, raw } = await write(
      'update',
      `{"connectionId":"${connectionId}","scheduleType":"basic","scheduleData":{"basicSchedule":{"timeUnit":"hours","units":${sent}}}}`,
    );

    expect(status).toBe(200);
    expect(raw).toContain(`"units":${stored}`);
  });

  test.each([
    ['4294967297', 1],
    ['4294967296', 0],
    ['9223372036854775808', 0],
    ['1e10', 2_147_483_647],
    ['1e30', 2_147_483_647],
  ])('an account of %s at dbt Cloud wraps around to %s', async (sent, stored) => {
    const { body } = await createdWithWebhook(`"webhookType":"dbtCloud","dbtCloud":{"accountId":${sent},"jobId":2}`);

    expect(JSON.stringify(body)).toContain(`"dbtCloud":{"accountId":${stored},"jobId":2}`);
  });

  test.each(['"2147483648"', 'true', '"1.5"'])('an account of %s cannot be converted', async (sent) => {
    const { status } = await createdWithWebhook(`"webhookType":"dbtCloud","dbtCloud":{"accountId":${sent},"jobId":2}`);

    expect(status).toBe(400);
  });

  test.each([
    ['1e3', '1000.0'],
    ['1.0', '1.0'],
    ['1e10', '1.0E10'],
    ['12345678901234567890', '12345678901234567890'],
    ['true', 'true'],
  ])('%s as a name becomes %s', async (sent, name) => {
    const { body } = await write('create', `{${JSON.stringify(actors()).slice(1, -1)},"name":${sent}}`);

    expect(textAt(body, 'name')).toBe(name);
  });

  test.each([
    ['9007199254740993', '9007199254740993'],
    ['9223372036854775807', '9223372036854775807'],
    ['0.1234567890123456789012345', '0.12345678901234568'],
    ['-0.0', '0'],
    ['1e400', '"Infinity"'],
    [String.raw`"a\ud800b"`, '"a?b"'],
  ])('%s in a jsonSchema comes back as %s', async (sent, stored) => {
    const { status, raw } = await createdWithSchema(`{"x":${sent}}`);

    expect(status).toBe(200);
    expect(raw).toContain(`"jsonSchema":{"x":${stored}}`);
  });

  test('an integer beyond 64 bits in a jsonSchema stores nothing, and does no harm where nobody reads', async () => {
    const before = server.store.connections.size;

    const refused = await createdWithSchema('{"x":9223372036854775808}');
    const harmless = await write('create', `{${JSON.stringify(actors()).slice(1, -1)},"other":9223372036854775808}`);

    expect(refused.status).toBe(500);
    expect(textAt(refused.body, 'exceptionClassName')).toBe('java.lang.NumberFormatException');
    expect(harmless.status).toBe(200);
    expect(server.store.connections.size).toBe(before + 1);
  });
});

describe('other coercions', () => {
  test.each([
    ['" true "', 200],
    ['2', 200],
    ['[true]', 200],
    ['1.5', 400],
    ['"tRuE"', 400],
    ['"yes"', 400],
  ])('skipReset of %s is answered with %i', async (sent, status) => {
    const { connectionId } = await created();

    expect((await write('update', `{"connectionId":"${connectionId}","skipReset":${sent}}`)).status).toBe(status);
  });

  test('an empty text for a list of ids is a list of nothing, which matches nothing', async () => {
    const { status, body } = await send(
      'web_backend/connections/list',
      JSON.stringify({ workspaceId: server.workspaceId, sourceId: '' }),
    );

    expect({ status, body }).toEqual({ status: 200, body: { connections: [] } });
  });

  test.each([
    ['{"operations":""}', 400],
    ['{"operations":{}}', 500],
    ['{"syncCatalog":{"streams":null}}', 500],
    ['{"syncCatalog":{}}', 200],
    ['{"webBackendConnectionUpdate":null}', 200],
    ['{"webBackendConnectionUpdate":{}}', 500],
    ['{"webBackendConnectionUpdate":7}', 400],
  ])('an update of %s is answered with %i', async (members, status) => {
    const { connectionId } = await created();

    const sent = `{"connectionId":"${connectionId}",${members.slice(1)}`;

    expect((await write('update', sent)).status).toBe(status);
  });

  test('the parameter as a member of a wrong type has a text of its own', async () => {
    const { body } = await write('update', '{"webBackendConnectionUpdate":"x"}');

    expect(JSON.stringify(body)).toContain(
      'Failed to convert argument [webBackendConnectionUpdate] for value [null] due to: ',
    );
  });

  test.each([
    [256, 200],
    [257, 500],
  ])('a name of %i characters, each two units of UTF-16, is answered with %i', async (length, status) => {
    expect((await write('create', JSON.stringify({ ...actors(), name: '😀'.repeat(length) }))).status).toBe(status);
  });

  test('a lone surrogate in a name is stored as a question mark', async () => {
    expect(await created({ name: 'a\ud800b' })).toMatchObject({ name: 'a?b' });
  });

  test('a jsonSchema of null comes back as null, one that is absent stays absent', async () => {
    expect((await createdWithSchema('null')).raw).toContain('"jsonSchema":null');
    expect((await createdWithSchema(undefined)).raw).not.toContain('"jsonSchema"');
  });

  test('types of the newer protocol are rewritten', async () => {
    const reference = (name: string): JsonObject => ({ $ref: `WellKnownTypes.json#/definitions/${name}` });
    const properties = { id: reference('Integer'), either: { oneOf: [reference('String'), reference('Number')] } };

    const { body } = await createdWithSchema(JSON.stringify({ properties }));

    expect(JSON.stringify(body)).toContain(
      '"properties":{"id":{"type":"number","airbyte_type":"integer"},"either":{"type":["string","number"]}}',
    );
  });

  test.each([
    ['ä é-x.y$1', 'a_e_x_y_1'],
    ['日本', '__'],
    ['xVψW', 'xV_W'],
  ])('a stream called %s has the alias %s', async (name, alias) => {
    const { body } = await createdWithStream({ name });

    expect(JSON.stringify(body)).toContain(`"aliasName":"${alias}"`);
  });
});
