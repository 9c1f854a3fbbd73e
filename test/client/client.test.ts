import { fastify } from 'fastify';
import type { FastifyInstance } from 'fastify';
import { afterEach, describe, expect, expectTypeOf, test } from 'vitest';
import { startBackend } from '../../src/backend/start-backend.ts';
import type { RunningBackend } from '../../src/backend/start-backend.ts';
import { createClient } from '../../src/client/client.ts';
import type { Client } from '../../src/client/client.ts';
import {
  ApiError,
  ConnectionError,
  InvalidInputError,
  InvalidRequestError,
  NotFoundError,
} from '../../src/client/client-errors.ts';

const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).toReversed()) await close();
});

async function withBackend(
  options: Parameters<typeof startBackend>[0] = {},
): Promise<{ backend: RunningBackend; client: Client }> {
  const backend = await startBackend(options);
  const client = createClient({ host: backend.url });
  open.push(
    () => backend.close(),
    () => client.close(),
  );
  return { backend, client };
}

/** A server that answers everything with the given status, type and text. */
async function answering(
  status: number,
  type: string,
  text: string,
): Promise<{
  client: Client;
  server: FastifyInstance;
  requests: { headers: Record<string, unknown>; body: unknown }[];
}> {
  const server = fastify();
  const requests: { headers: Record<string, unknown>; body: unknown }[] = [];
  server.post('/*', (request, reply) => {
    requests.push({ headers: request.headers, body: request.body });
    return reply.code(status).header('content-type', type).send(Buffer.from(text));
  });
  const host = await server.listen({ port: 0, host: '127.0.0.1' });
  const client = createClient({ host: `${host}/api`, auth: { username: 'airbyte', password: 'secret' } });
  open.push(
    () => server.close(),
    () => client.close(),
  );
  return { client, server, requests };
}

const unknown = 'dddddddd-dddd-4ddd-8ddd-dddddddddddd';

describe('the client', () => {
  test('answers every operation with its status, headers and typed body', async () => {
    const { backend, client } = await withBackend();

    const list = await client.webBackendListConnectionsForWorkspace({ workspaceId: backend.workspaceId });
    const state = await client.getStateType({ connectionId: unknown });

    expect(list).toMatchObject({ status: 200, headers: { 'content-type': 'application/json' } });
    expect(list.body.connections).toHaveLength(3);
    expect(state.body).toBe('not_set');
    expectTypeOf(state.body).toEqualTypeOf<'global' | 'stream' | 'legacy' | 'not_set'>();
  });

  test('takes no body where none is declared', async () => {
    const { client } = await withBackend();

    const geographies = await client.webBackendListGeographies();
    const updates = await client.webBackendCheckUpdates();

    expect(geographies.body.geographies).toEqual(['auto']);
    expect(updates.body.sourceDefinitions).toBeTypeOf('number');
  });

  test('throws a typed error for 404 and for 422', async () => {
    const { backend, client } = await withBackend();

    const missing = client.webBackendGetConnection({ connectionId: unknown });
    const invalid = client.webBackendCreateConnection({
      sourceId: backend.sourceId,
      destinationId: backend.destinationId,
      status: 'inactive',
      scheduleType: 'cron',
    });

    await expect(missing).rejects.toThrow(NotFoundError);
    await expect(missing).rejects.toMatchObject({
      status: 404,
      body: { message: expect.stringContaining(unknown) as string },
    });
    await expect(invalid).rejects.toThrow(InvalidInputError);
    await expect(invalid).rejects.toMatchObject({
      body: { validationErrors: [{ propertyPath: 'scheduleData.cron' }] },
    });
  });

  test('refuses a body that breaks its schema before sending it', async () => {
    const { client } = await withBackend();

    await expect(client.webBackendGetConnection({ connectionId: 'nope' })).rejects.toThrow(InvalidRequestError);
  });

  test('sends credentials, and absent instead of null', async () => {
    const { client, requests } = await answering(200, 'application/json', '{}');

    await client.raw('webBackendUpdateConnection', {
      connectionId: unknown,
      prefix: null,
      syncCatalog: { streams: [{ stream: { name: 'a', jsonSchema: { default: null } } }] },
    });

    expect(requests[0]?.headers['authorization']).toBe(`Basic ${Buffer.from('airbyte:secret').toString('base64')}`);
    expect(requests[0]?.body).toEqual({
      connectionId: unknown,
      syncCatalog: { streams: [{ stream: { name: 'a', jsonSchema: { default: null } } }] },
    });
  });

  test.each([
    [
      422,
      'application/json',
      '{"message":"The provided configuration does not fulfill the specification."}',
      InvalidInputError,
    ],
    [
      400,
      'application/json',
      '{"message":"Bad Request","_links":{"self":{"href":"/api"}},"_embedded":{"errors":[{"message":"x"}]}}',
      ApiError,
    ],
    [404, 'application/json', 'Object not found.', ApiError],
    [401, 'text/html', '<html><body>Unauthorized</body></html>', ApiError],
    [502, 'text/html', '<html>Bad Gateway</html>', ApiError],
    [200, 'text/html', '<html>the web page</html>', ApiError],
    [200, 'application/json', '{"connections":7}', ApiError],
  ] as const)('copes with %s %s %s', async (status, type, text, kind) => {
    const { client } = await answering(status, type, text);

    const call = client.webBackendListConnectionsForWorkspace({ workspaceId: unknown });

    await expect(call).rejects.toThrow(kind);
    await expect(call).rejects.toThrow(new RegExp(`status ${status}`));
  });

  test('shows the start of a long body, control characters made visible', async () => {
    const { client } = await answering(500, 'text/plain', `\u001B[2J${'x'.repeat(5000)}`);

    const error = await client.webBackendListGeographies().catch((caught: unknown) => caught);

    expect(error).toBeInstanceOf(ApiError);
    expect((error as ApiError).message).toContain('\\u001b[2J');
    expect((error as ApiError).message.length).toBeLessThan(400);
    expect((error as ApiError).text).toHaveLength(5004);
  });

  test('tries a read again and never a write', async () => {
    let requests = 0;
    const server = fastify();
    server.post('/*', (request) => {
      requests += 1;
      request.raw.socket.destroy();
      return new Promise(() => undefined);
    });
    const host = await server.listen({ port: 0, host: '127.0.0.1' });
    const client = createClient({ host: `${host}/api`, tries: 3 });
    open.push(
      () => server.close(),
      () => client.close(),
    );

    await expect(client.webBackendListGeographies()).rejects.toThrow(ConnectionError);
    const reads = requests;
    await expect(client.webBackendUpdateConnection({ connectionId: unknown })).rejects.toThrow(ConnectionError);

    expect([reads, requests - reads]).toEqual([3, 1]);
  });

  test('ends a call after its own time limit, and when its signal aborts', async () => {
    const server = fastify();
    server.post('/*', () => new Promise(() => undefined));
    const host = await server.listen({ port: 0, host: '127.0.0.1' });
    const client = createClient({ host: `${host}/api` });
    open.push(
      () => server.close(),
      () => client.close(),
    );

    await expect(client.webBackendListGeographies(undefined, { timeoutMs: 30 })).rejects.toMatchObject({
      reason: 'timeout',
    });
    await expect(client.webBackendListGeographies(undefined, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      reason: 'aborted',
    });
  });

  test('streams an answer as it arrives and returns a raw one unread', async () => {
    const { backend, client } = await withBackend();

    const streamed = await client.stream('webBackendListConnectionsForWorkspace', { workspaceId: backend.workspaceId });
    const chunks: Uint8Array[] = [];
    for await (const chunk of streamed.body) chunks.push(chunk);
    const raw = await client.raw('webBackendGetConnection', { connectionId: 'nope' });

    expect(streamed.status).toBe(200);
    expect(JSON.parse(Buffer.concat(chunks).toString())).toHaveProperty('connections');
    expect(raw).toMatchObject({ kind: 'answer', status: 422 });
  });

  test('sends another content type and another accepted one when it is told to', async () => {
    const { client, requests } = await answering(200, 'application/json', '{}');

    await client.raw(
      'webBackendGetConnection',
      { connectionId: unknown },
      { contentType: 'application/json; charset=utf-8', accept: 'application/json, text/plain' },
    );

    expect(requests[0]?.headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      accept: 'application/json, text/plain',
    });
  });
});
