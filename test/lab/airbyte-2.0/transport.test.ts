import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Credentials } from '../../../lab/airbyte-2.0/credentials.ts';
import { seeded } from '../../../lab/airbyte-2.0/seed.ts';
import { startAirbyte20 } from '../../../lab/airbyte-2.0/start.ts';
import type { RunningAirbyte20 } from '../../../lab/airbyte-2.0/start.ts';
import { call, unknownId } from './call.ts';

let open: RunningAirbyte20;
let locked: RunningAirbyte20;
beforeAll(async () => {
  open = await startAirbyte20();
  locked = await startAirbyte20({ auth: { username: 'id', password: 'secret' } });
});
afterAll(async () => {
  await open.close();
  await locked.close();
});

const get = 'connections/get';
const body = { connectionId: unknownId };

test.each([
  ['a GET', { method: 'GET' }, 405],
  ['a HEAD', { method: 'HEAD' }, 405],
  ['a plain OPTIONS', { method: 'OPTIONS' }, 405],
  ['another Accept', { body, headers: { accept: 'text/csv' } }, 406],
  ['a range of application types', { body, headers: { accept: 'application/*' } }, 406],
  ['text/plain', { body, headers: { 'content-type': 'text/plain' } }, 415],
  ['a vendor type', { body, headers: { 'content-type': 'application/vnd.api+json' } }, 415],
])('%s is refused without a body and without a type', async (_name, sent, status) => {
  const answer = await call(open.url, get, sent);

  expect(answer).toMatchObject({ status, type: undefined, text: '' });
  expect(answer.headers.allow).toBe(status === 405 ? 'POST' : undefined);
});

test.each([
  ['no media type at all', { 'content-type': 'nonsense' }],
  ['another case and charset', { 'content-type': 'Application/JSON; charset=latin1' }],
  ['an empty Accept', { accept: '' }],
])('%s is taken', async (_name, headers) => {
  expect(await call(open.url, get, { body, headers })).toMatchObject({ status: 404 });
});

test('parameters of Accept come back, whatever they mean', async () => {
  const answer = await call(open.url, 'check_updates', { headers: { accept: 'application/json; q=0' } });

  expect(answer).toMatchObject({ status: 200, type: 'application/json;q=0' });
});

test.each([
  ['a byte order mark', `\ufeff${JSON.stringify(body)}`],
  ['UTF-16', Buffer.from(JSON.stringify(body), 'utf16le')],
  ['a second document', `${JSON.stringify(body)} {}`],
  [
    'a duplicate member, of which the last wins',
    `{"connectionId":"bee954d5-73e0-40de-a7d4-a369a94ce7b4","connectionId":"${unknownId}"}`,
  ],
  ['a list of one', [body]],
  ['a depth of 500', `{"connectionId":"${unknownId}","x":${'['.repeat(499)}${']'.repeat(499)}}`],
])('%s is read', async (_name, sent) => {
  expect((await call(open.url, get, { body: sent })).status).toBe(404);
});

test.each([
  ['a comment', '/* x */ {}', 400],
  ['single quotes', "{'connectionId':1}", 400],
  ['not a number', '{"x":NaN}', 400],
  ['an empty list', '[]', 400],
  ['a list of two', [body, body], 400],
  ['a number', '7', 400],
  ['a text', '"x"', 400],
  ['true', 'true', 400],
  ['a depth of 1001', `{"x":${'['.repeat(1001)}${']'.repeat(1001)}}`, 400],
  ['blanks', ' \n ', 400],
  ['nothing', '', 500],
  ['null', 'null', 500],
  ['an empty object', '{}', 500],
])('%s as a body is refused', async (_name, sent, status) => {
  expect((await call(open.url, get, { body: sent })).status).toBe(status);
});

test('check_updates reads no body at all', async () => {
  expect(await call(open.url, 'check_updates', { body: '{' })).toMatchObject({
    body: { destinationDefinitions: 0, sourceDefinitions: 0 },
  });
});

test('a slash at the end and a query do not count', async () => {
  expect((await call(open.url, `${get}/?x=1`, { body })).body).toEqual({ errorId: expect.any(String) as unknown });
});

test('an unknown path is answered with text that calls itself JSON', async () => {
  expect(await call(open.url, 'geographies/list', { body: {} })).toMatchObject({
    status: 404,
    type: 'application/json',
    text: 'Object not found.',
  });
});

test('a body of 10 MiB is taken, and one byte more is not', async () => {
  const padded = (size: number): string => {
    const rest = size - JSON.stringify({ ...body, name: '' }).length;
    return JSON.stringify({ ...body, name: 'x'.repeat(rest) });
  };

  expect((await call(open.url, get, { body: padded(10 * 1024 * 1024) })).status).toBe(404);
  expect(await call(open.url, get, { body: padded(10 * 1024 * 1024 + 1) })).toMatchObject({
    status: 413,
    body: { _links: { self: { href: '/api/v1/web_backend/connections/get' } } },
  });
});

test('answers are compressed on request, and an encoding that does not fit is 500', async () => {
  const list = { body: { workspaceId: open.workspaceId } };

  const packed = await call(open.url, 'connections/list', { ...list, headers: { 'accept-encoding': 'gzip' } });

  expect(packed.headers['content-encoding']).toBe('gzip');
  expect(packed.body['num_connections']).toBe(7);
  expect((await call(open.url, 'connections/list', { ...list, headers: { 'content-encoding': 'gzip' } })).status).toBe(
    500,
  );
});

test.each([
  [{ origin: 'https://elsewhere.example' }, 403, undefined],
  [{ origin: 'null' }, 403, undefined],
  [{ origin: 'http://localhost:3000' }, 200, 'http://localhost:3000'],
  [{ origin: 'https://elsewhere.example', host: 'airbyte.example' }, 200, 'https://elsewhere.example'],
])('a page with the headers %j gets %i', async (headers, status, allowed) => {
  const answer = await call(open.url, 'check_updates', { headers });

  expect(answer.status).toBe(status);
  expect(answer.headers['access-control-allow-origin']).toBe(allowed);
});

test('a preflight passes for every origin that names headers', async () => {
  const headers = { origin: 'https://elsewhere.example', 'access-control-request-method': 'POST' };

  const bare = await call(open.url, get, { method: 'OPTIONS', headers });
  const named = await call(open.url, get, {
    method: 'OPTIONS',
    headers: { ...headers, 'access-control-request-headers': 'content-type' },
  });

  expect([bare.status, named.status]).toEqual([403, 200]);
});

test('the release tells itself without credentials', async () => {
  const instance = await call(locked.url, '/v1/instance_configuration', { method: 'GET' });
  const config = await call(locked.url, '/v1/web_backend/config', { method: 'GET' });
  const health = await call(locked.url, '/v1/health', { method: 'GET' });

  expect(instance.body).toMatchObject({ version: '2.0.0', edition: 'community', auth: { mode: 'simple' } });
  expect(config.body).toEqual({ version: '2.0.0', edition: 'community' });
  expect(health.body).toEqual({ available: true });
});

test('the description is plain text, and no JSON', async () => {
  const path = '/v1/openapi';

  expect(await call(open.url, path, { method: 'GET' })).toMatchObject({ status: 200, type: 'text/plain' });
  expect((await call(open.url, path, { method: 'GET', headers: { accept: 'application/json' } })).status).toBe(406);
  expect((await call(locked.url, path, { method: 'GET' })).status).toBe(401);
});

test('what is served with GET is not served with POST', async () => {
  const answer = await call(open.url, '/v1/health', { body: {} });

  expect(answer).toMatchObject({ status: 405, text: '', headers: { allow: 'GET' } });
});

test('workspaces are listed by their organization', async () => {
  const organizationId = '00000000-0000-0000-0000-000000000000';

  const { body: found } = await call(open.url, '/v1/workspaces/list_by_organization_id', { body: { organizationId } });

  expect(found['workspaces']).toMatchObject([
    { workspaceId: seeded.workspaceId, name: 'Main' },
    { name: 'Second' },
    {},
  ]);
});

test('with authorization on, credentials are asked for before anything else', async () => {
  const calls = [
    call(locked.url, get, { body }),
    call(locked.url, get, { body: '{' }),
    call(locked.url, get, { method: 'GET' }),
    call(locked.url, '/v1/nothing', { body }),
    call(locked.url, get, { body, headers: { authorization: 'Basic aWQ6c2VjcmV0' } }),
  ];

  for (const answer of await Promise.all(calls))
    expect(answer).toMatchObject({ status: 401, body: { message: 'Unauthorized', _links: {} } });
  expect((await call(locked.url, '/elsewhere', { body })).status).toBe(404);
});

test('an application gets a token, which opens the rest', async () => {
  const path = '/v1/applications/token';
  const wrong = await call(locked.url, path, { body: { client_id: 'id', client_secret: 'other' } });
  const empty = await call(locked.url, path, { body: {} });
  const { body: given } = await call(locked.url, path, { body: { client_id: 'id', client_secret: 'secret' } });
  const token = String(given['access_token']);

  const right = await call(locked.url, get, { body, headers: { authorization: `bearer ${token}` } });
  const changed = await call(locked.url, get, { body, headers: { authorization: `Bearer ${token}x` } });

  expect([wrong.status, empty.status, right.status, changed.status]).toEqual([400, 500, 404, 401]);
});

test('a token is good for 15 minutes', () => {
  let now = 0;
  const credentials = new Credentials({ clientId: 'id', clientSecret: 'secret' }, undefined, () => now);
  const { access_token: token } = credentials.issue({ client_id: 'id', client_secret: 'secret' });
  const header = `Bearer ${String(token)}`;

  now = 15 * 60 * 1000 - 1;
  expect(credentials.allows(header)).toBe(true);
  now += 1;
  expect(credentials.allows(header)).toBe(false);
});

test.each([
  ['an id that begins with a blank', { connectionId: ' x' }, get],
  ['an id that begins with a tab', { connectionId: '\t x' }, get],
  ['an unknown id member with a line break', { jobId: 'a\nb' }, 'check_updates'],
  ['a NUL in an id', { workspaceId: 'a\0' }, 'workspace/state'],
])('%s is never answered, and does not keep the server from closing', async (_name, sent, path) => {
  const server = await startAirbyte20({ auth: { token: 'secret' } });
  const text = JSON.stringify(sent);
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
  const heard: string[] = [];
  socket.on('data', (chunk) => heard.push(chunk.toString()));
  const closed = new Promise((resolve) => socket.on('close', resolve));
  socket.write(
    `POST /api/v1/web_backend/${path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${text.length}\r\n\r\n${text}`,
  );

  const other = await call(server.url, 'check_updates', { headers: { authorization: 'Bearer secret' } });
  await call(server.url, 'check_updates', { headers: { authorization: 'Bearer secret' } });
  await server.close();
  await closed;

  expect(other.status).toBe(200);
  expect(heard).toEqual([]);
});

test.each([
  [{ connectionId: 'a b' }, 400],
  [{ connectionId: ' \t' }, 500],
  [{ connectionId: `${unknownId} ` }, 404],
  [{ connectionId: unknownId, name: ' x\n' }, 404],
])('%j is answered', async (sent, status) => {
  expect((await call(open.url, get, { body: sent })).status).toBe(status);
});
