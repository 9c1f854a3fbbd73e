import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fastify } from 'fastify';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { airbyte0445 } from '../../lab/airbyte-0.44/emulation.ts';
import { startAirbyte20 } from '../../lab/airbyte-2.0/start.ts';
import { startBackend } from '../../src/backend/start-backend.ts';
import { TargetUnusableError } from '../../src/target/errors.ts';
import type { Exchange } from '../../src/target/exchange.ts';
import { openTarget } from '../../src/target/open-target.ts';
import type { OpenTarget } from '../../src/target/open-target.ts';
import type { TargetOptions } from '../../src/target/target-options.ts';

let home = '';
const open: (() => Promise<unknown>)[] = [];
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'airlock-home-'));
});
afterEach(async () => {
  for (const close of open.splice(0).toReversed()) await close();
  rmSync(home, { recursive: true, force: true });
});

interface Opened {
  readonly target: OpenTarget;
  readonly chosen: readonly string[];
  /** What was sent, by path or operation. */
  readonly sent: readonly string[];
}

async function opened(options: TargetOptions): Promise<Opened> {
  const chosen: string[] = [];
  const sent: string[] = [];
  const target = await openTarget(
    { homeDir: home, requestTimeoutMs: 2000, ...options },
    {
      signal: new AbortController().signal,
      runId: 'test0001',
      onChosen: (kind, { id, name }) => chosen.push(`${kind} ${id} ${name}`),
      onExchange: ({ call }: Exchange) => sent.push(call.operation === 'transport' ? call.path : call.operation),
    },
  );
  open.push(() => target.close());
  return { target, chosen, sent };
}

/** The reference, or the server of May 2023, with these workspaces only. */
async function withWorkspaces(keep: (name: string) => boolean, options: Parameters<typeof startBackend>[0] = {}) {
  const backend = await startBackend(options);
  open.push(() => backend.close());
  for (const [id, { name }] of backend.store.workspaces) if (!keep(name)) backend.store.workspaces.delete(id);
  return backend;
}

async function release20(keep: readonly string[]) {
  const server = await startAirbyte20();
  open.push(() => server.close());
  for (const [id, name] of server.tables.workspaces) if (!keep.includes(name)) server.tables.workspaces.delete(id);
  return server;
}

/** A server that answers as told, and knows no path otherwise. */
async function answering(paths: Readonly<Record<string, { readonly status: number; readonly body: unknown }>>) {
  const server = fastify();
  server.post('/*', (request, reply) => {
    const { status, body } = paths[request.url.replace('/api', '')] ?? { status: 404, body: { message: 'not found' } };
    return reply.code(status).send(body);
  });
  const address = await server.listen({ port: 0, host: '127.0.0.1' });
  open.push(() => server.close());
  return `${address}/api`;
}

describe('a workspace that nobody named', () => {
  test.each([
    ['the reference', {}],
    ['release 0.44.5', { emulation: airbyte0445() }],
  ])('is the only one of %s, and the run says so', async (_server, options) => {
    const backend = await withWorkspaces((name) => name === 'Home', options);

    const { target, chosen } = await opened({ url: backend.url });

    expect(target.fixtures.workspaceId).toBe(backend.workspaceId);
    expect(chosen).toEqual([`workspace ${backend.workspaceId} Home`]);
  });

  test('is found by the organization on release 2.0, where the older list is gone', async () => {
    const server = await release20(['Main']);

    const { target, chosen, sent } = await opened({ url: server.url });

    expect(target.fixtures).toMatchObject({ workspaceId: server.workspaceId });
    expect(chosen).toEqual([`workspace ${server.workspaceId} Main`]);
    expect(sent.slice(0, 2)).toEqual(['/v1/workspaces/list', '/v1/workspaces/list_by_organization_id']);
  });

  test('is not guessed among several: the message has their ids and names', async () => {
    const server = await release20(['Main', 'Empty']);
    const ids = [...server.tables.workspaces.keys()];

    const failed = opened({ url: server.url });

    await expect(failed).rejects.toThrow(
      `has 2 workspaces: ${ids[0] ?? ''} "Main", ${ids[1] ?? ''} "Empty"; pass the id of one as --workspace`,
    );
    await expect(failed).rejects.toThrow(TypeError);
  });

  test('is not looked for when one is named', async () => {
    const backend = await withWorkspaces(() => true);

    const { chosen, sent } = await opened({ url: backend.url, workspaceId: backend.workspaceId });

    expect(chosen).toEqual([]);
    expect(sent.filter((path) => path.includes('workspaces/list'))).toEqual([]);
  });

  test('is missing on a server without any, which cannot be tested', async () => {
    const backend = await withWorkspaces(() => false);

    const failed = opened({ url: backend.url });

    await expect(failed).rejects.toThrow(/Cannot find a workspace: .* has none; make one/);
    await expect(failed).rejects.toThrow(TargetUnusableError);
  });

  test('is asked for where the lists are refused, saying where the id stands', async () => {
    const url = await answering({
      '/v1/workspaces/list': { status: 403, body: { message: 'Forbidden' } },
      '/v1/web_backend/geographies/list': { status: 200, body: { geographies: ['auto'] } },
    });

    await expect(opened({ url })).rejects.toThrow(
      /POST \/v1\/workspaces\/list was answered with 403, .* with 404\); open a connection in the web page: the address has the id after \/workspaces\//,
    );
  });

  test('is no matter where the credentials are refused', async () => {
    const backend = await startBackend({ auth: { token: 'right' } });
    open.push(() => backend.close());

    await expect(opened({ url: backend.url, token: 'wrong' })).rejects.toThrow(
      /answered 401; check --token, whose credentials it refuses/,
    );
  });

  test('is no id that a server makes up, and none that was deleted', async () => {
    const kept = '11111111-1111-4111-8111-111111111111';
    const url = await answering({
      '/v1/workspaces/list': {
        status: 200,
        body: {
          workspaces: [
            { workspaceId: 'home', name: 'Home' },
            { workspaceId: '22222222-2222-4222-8222-222222222222', name: 'Gone', tombstone: true },
            { workspaceId: kept, name: 'Kept' },
            null,
          ],
        },
      },
      '/v1/web_backend/connections/list': { status: 200, body: { connections: [] } },
    });

    const { target, chosen } = await opened({ url, sourceId: kept, destinationId: kept });
    expect(target.fixtures.workspaceId).toBe(kept);
    expect(chosen).toEqual([`workspace ${kept} Kept`]);
  });
});

describe('in a workspace without connections', () => {
  test.each(['reference', '0.44.5'])('the only source and destination of %s are taken', async (release) => {
    const backend = await startBackend({
      connections: 0,
      ...(release === '0.44.5' ? { emulation: airbyte0445() } : {}),
    });
    open.push(() => backend.close());
    for (const id of backend.store.destinations.keys())
      if (id !== backend.destinationId && id !== backend.foreignDestinationId) backend.store.destinations.delete(id);
    const { url, workspaceId, sourceId, destinationId } = backend;

    const { target, chosen } = await opened({ url, workspaceId });

    expect(target.fixtures).toMatchObject({ sourceId, destinationId });
    expect(chosen).toEqual([`source ${sourceId} Home Postgres`, `destination ${destinationId} Home Warehouse 1`]);
  });

  test('several destinations are named, and none is guessed', async () => {
    const backend = await startBackend({ connections: 0 });
    open.push(() => backend.close());
    const { url, workspaceId } = backend;

    await expect(opened({ url, workspaceId })).rejects.toThrow(
      /Cannot choose a destination: workspace .* has 2 destinations: .* "Home Warehouse 1", .* "Home Warehouse 2"; pass the id of one as --destination or AIRLOCK_DESTINATION/,
    );
  });

  test('what is missing is named', async () => {
    const backend = await startBackend({ connections: 0 });
    open.push(() => backend.close());
    const { url, workspaceId } = backend;
    backend.store.destinations.clear();

    const failed = opened({ url, workspaceId });

    await expect(failed).rejects.toThrow(/no connection to take .*, and lists no destination; make one/);
    await expect(failed).rejects.toThrow(TargetUnusableError);
  });

  test('release 2.0 lists its sources with names', async () => {
    const server = await release20(['Main']);
    server.tables.connections.clear();
    const { url, workspaceId } = server;

    await expect(opened({ url, workspaceId })).rejects.toThrow(/has 4 sources: .* "pg-shop"/);
  });
});
