import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fastify } from 'fastify';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { trapsAt } from '../../schemas/traps.ts';
import type { TrapId } from '../../schemas/traps.ts';
import { startBackend } from '../../src/backend/start-backend.ts';
import type { RunningBackend } from '../../src/backend/start-backend.ts';
import { cleanJournal } from '../../src/target/clean-journal.ts';
import { consentOf, isLoopbackHost, isLoopbackTarget } from '../../src/target/consent-guard.ts';
import { curlFor } from '../../src/target/curl.ts';
import { changedSince } from '../../src/target/digest.ts';
import { BudgetSpentError, ConsentError, TargetLostError, TargetUnusableError } from '../../src/target/errors.ts';
import { gateOf } from '../../src/target/gate.ts';
import { openJournals } from '../../src/target/journal.ts';
import { openTarget } from '../../src/target/open-target.ts';
import type { OpenTarget } from '../../src/target/open-target.ts';
import { startFaultProxy } from './fault-proxy.ts';
import type { Fault, ForwardedAnswer } from './fault-proxy.ts';
import { defined } from '../../src/json/defined.ts';
import { redactHeaders, redactorOf, secretsOf } from '../../src/target/redact.ts';
import type { Consent } from '../../src/target/target.ts';
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

async function backendAndTarget(
  options: Partial<TargetOptions> = {},
  backendOptions: Parameters<typeof startBackend>[0] = {},
): Promise<{ backend: RunningBackend; target: OpenTarget }> {
  const backend = await startBackend(backendOptions);
  open.push(() => backend.close());
  const target = await opened({ url: backend.url, workspaceId: backend.workspaceId, ...options });
  return { backend, target };
}

async function opened(options: TargetOptions): Promise<OpenTarget> {
  const target = await openTarget(
    { homeDir: home, requestTimeoutMs: 2000, ...options },
    { signal: new AbortController().signal, runId: 'test0001' },
  );
  open.push(() => target.close());
  return target;
}

async function create(target: OpenTarget): Promise<string> {
  const name = target.sandbox.nextName();
  const { sourceId, destinationId } = target.fixtures;
  const { outcome } = await target.send({
    operation: 'webBackendCreateConnection',
    body: { name, sourceId, destinationId, status: 'inactive' },
  });
  const { connectionId } = (outcome.kind === 'answer' && outcome.json.ok ? outcome.json.value : {}) as {
    connectionId: string;
  };
  return connectionId;
}

const somewhere = '11111111-1111-4111-8111-111111111111';

describe('opening a target', () => {
  test('finds a source and a destination in the first connection of the workspace', async () => {
    const { backend, target } = await backendAndTarget();

    expect(target.fixtures).toMatchObject({
      workspaceId: backend.workspaceId,
      sourceId: backend.sourceId,
      destinationId: backend.destinationId,
    });
    expect(target.fixtures.existingConnectionIds).toHaveLength(3);
  });

  test.each([
    ['a refused connection', 'http://127.0.0.1:9/api', /Cannot reach .* refused; nothing listens there/],
    ['a host that is not known', 'http://airlock.invalid/api', /Cannot reach .* dns; the host name is not known/],
  ])('says in one line that it met %s', async (_case, url, line) => {
    await expect(opened({ url, workspaceId: somewhere })).rejects.toThrow(TargetUnusableError);
    await expect(opened({ url, workspaceId: somewhere })).rejects.toThrow(line);
  });

  test('says what to do about credentials, an unknown workspace and a missing one', async () => {
    const backend = await startBackend({ auth: { username: 'airbyte', password: 'right-one' } });
    open.push(() => backend.close());
    const { url, workspaceId } = backend;

    await expect(opened({ url, workspaceId, auth: 'airbyte:wrong-one' })).rejects.toThrow(/answered 401; check --auth/);
    await expect(opened({ url, workspaceId: somewhere, auth: 'airbyte:right-one' })).rejects.toThrow(
      /Cannot find workspace 11111111/,
    );
    await expect(opened({ url, auth: 'airbyte:right-one' })).rejects.toThrow(/has 2 workspaces: .* as --workspace/);
    await expect(opened({ url: 'localhost:8000', workspaceId })).rejects.toThrow(
      /Cannot use --target "localhost:8000"/,
    );
    await expect(opened({ url, workspaceId: 'nope' })).rejects.toThrow(
      /Cannot use --workspace "nope": expected a UUID/,
    );
  });

  test('recognises a web page in place of the API', async () => {
    const server = fastify();
    server.post('/*', (_request, reply) => reply.header('content-type', 'text/html').send('<html>'));
    const url = await server.listen({ port: 0, host: '127.0.0.1' });
    open.push(() => server.close());

    await expect(opened({ url, workspaceId: somewhere })).rejects.toThrow(
      /instead of JSON; the base address must end in \/api/,
    );
  });

  test('fetches a token for client credentials and renews it after a 401', async () => {
    let tokens = 0;
    const server = fastify();
    server.post('/api/v1/applications/token', () => ({ access_token: `token-${(tokens += 1)}`, expires_in: 600 }));
    server.post('/api/v1/web_backend/*', (request, reply) =>
      request.headers.authorization === 'Bearer token-2' ? { connections: [] } : reply.code(401).send({}),
    );
    const url = `${await server.listen({ port: 0, host: '127.0.0.1' })}/api`;
    open.push(() => server.close());

    const target = await opened({
      url,
      workspaceId: somewhere,
      sourceId: somewhere,
      destinationId: somewhere,
      clientId: 'me',
      clientSecret: 'secret',
    });

    expect(tokens).toBe(2);
    expect(target.counts().byOperation['webBackendListConnectionsForWorkspace']?.byStatus).toEqual({
      '200': 1,
      '401': 1,
    });
  });
});

describe('manners', () => {
  test('every request names the run and carries an id of its own', async () => {
    const seen: Record<string, unknown>[] = [];
    const server = fastify();
    server.post('/*', (request) => {
      seen.push(request.headers);
      return { connections: [] };
    });
    const url = `${await server.listen({ port: 0, host: '127.0.0.1' })}/api`;
    open.push(() => server.close());
    const target = await opened({ url, workspaceId: somewhere, sourceId: somewhere, destinationId: somewhere });

    await target.send({ operation: 'webBackendListGeographies' });

    expect(seen.map((headers) => headers['user-agent'])).toEqual(['airlock/test0001', 'airlock/test0001']);
    expect(new Set(seen.map((headers) => headers['x-request-id'])).size).toBe(2);
  });

  test('waits as long as Retry-After says, and gives up after a few refusals', async () => {
    let refusals = 2;
    const server = fastify();
    server.post('/*', (_request, reply) =>
      (refusals -= 1) >= 0 ? reply.code(429).header('retry-after', '0').send({}) : { connections: [] },
    );
    const url = `${await server.listen({ port: 0, host: '127.0.0.1' })}/api`;
    open.push(() => server.close());
    const target = await opened({ url, workspaceId: somewhere, sourceId: somewhere, destinationId: somewhere });
    refusals = 100;

    const { outcome } = await target.send({ operation: 'webBackendListGeographies' });

    expect(outcome).toMatchObject({ kind: 'answer', status: 429 });
    expect(refusals).toBe(94);
  });

  test('never more than the given number of requests is in flight', async () => {
    let inFlight = 0;
    let most = 0;
    const server = fastify();
    server.post('/*', async () => {
      most = Math.max(most, (inFlight += 1));
      // Answers take a while, so that as many requests meet as may.
      await new Promise((resolve) => setTimeout(resolve, 5));
      inFlight -= 1;
      return { connections: [] };
    });
    const url = `${await server.listen({ port: 0, host: '127.0.0.1' })}/api`;
    open.push(() => server.close());
    const target = await opened({
      url,
      workspaceId: somewhere,
      sourceId: somewhere,
      destinationId: somewhere,
      maxInFlight: 3,
    });

    await Promise.all(Array.from({ length: 40 }, () => target.send({ operation: 'webBackendListGeographies' })));

    expect(most).toBe(3);
  });

  test('the budget bounds everything that is sent, cleaning up included', async () => {
    let seen = 0;
    const backend = await startBackend();
    open.push(() => backend.close());
    const proxy = await startFaultProxy(backend.url, () => {
      seen += 1;
      return undefined;
    });
    open.push(() => proxy.close());
    const target = await opened({ url: proxy.url, workspaceId: backend.workspaceId, maxRequests: 40 });

    const creating = async (): Promise<void> => {
      for (;;) target.sandbox.created('', await create(target));
    };

    await expect(creating()).rejects.toThrow(BudgetSpentError);
    const { created, left } = await target.sandbox.clean();
    expect(created).toBeGreaterThan(10);
    expect(left).toEqual([]);
    expect(seen).toBeLessThanOrEqual(40);
    expect(target.counts().total).toBe(seen);
  });

  test('a target that is gone is told apart from one that fails', async () => {
    const { backend, target } = await backendAndTarget();
    await backend.close();

    const outcomes: unknown[] = [];
    const asking = async (): Promise<void> => {
      for (let index = 0; index < 5; index += 1)
        outcomes.push((await target.send({ operation: 'webBackendListGeographies' })).outcome.kind);
    };

    await expect(asking()).rejects.toThrow(TargetLostError);
    expect(outcomes).toEqual(['failure', 'failure']);
  });
});

describe('the sandbox', () => {
  test('names connections after the run, removes them all and closes its journal', async () => {
    const { backend, target } = await backendAndTarget();
    const ids = [await create(target), await create(target)];
    for (const id of ids) target.sandbox.created('', id);
    expect(readdirSync(home)).toEqual(['test0001.journal']);

    const result = await target.sandbox.clean();

    expect(result).toEqual({ created: 2, cleaned: 2, left: [], stays: { connections: 2, operations: 0 } });
    expect(ids.map((id) => backend.store.connections.get(id)?.status)).toEqual(['deprecated', 'deprecated']);
    expect(readdirSync(home)).toEqual([]);
  });

  test('finds a connection whose create was never answered by its name', async () => {
    const { backend, target } = await backendAndTarget();
    const id = await create(target);

    const result = await target.sandbox.clean();

    expect(result).toEqual({ created: 1, cleaned: 1, left: [], stays: { connections: 1, operations: 0 } });
    expect(backend.store.connections.get(id)?.status).toBe('deprecated');
  });

  test('leaves connections alone that it did not make', async () => {
    const { backend, target } = await backendAndTarget();
    const before = JSON.stringify([...backend.store.connections]);
    const digest = await target.digestExisting();
    target.sandbox.created('', await create(target));

    await target.sandbox.clean();

    const own = [...backend.store.connections].slice(0, 5);
    expect(JSON.stringify(own)).toBe(before);
    expect(changedSince(digest ?? new Map(), (await target.digestExisting()) ?? new Map())).toEqual([]);
  });

  test('notices a change of a connection that was there before', async () => {
    const { backend, target } = await backendAndTarget();
    const digest = await target.digestExisting();
    const [first] = target.fixtures.existingConnectionIds;
    const stored = backend.store.connections.get(first ?? '');
    if (stored !== undefined) backend.store.connections.set(stored.connectionId, { ...stored, prefix: 'changed_' });

    expect(changedSince(digest ?? new Map(), (await target.digestExisting()) ?? new Map())).toEqual([first]);
  });

  test('a journal of a crashed run, torn in its last line, is worked off by cleanup', async () => {
    const { backend, target } = await backendAndTarget();
    const id = await create(target);
    const [file = ''] = readdirSync(home);
    writeFileSync(join(home, file), `${readFileSync(join(home, file), 'utf8')}{"created":"0000`);

    const [journal] = openJournals(home);
    const result =
      journal === undefined
        ? undefined
        : await cleanJournal(journal, { homeDir: home }, { signal: new AbortController().signal });

    expect(result).toMatchObject({ created: 1, cleaned: 1, left: [] });
    expect(backend.store.connections.get(id)?.status).toBe('deprecated');
    expect(openJournals(home)).toEqual([]);
  });
});

describe('a list that cannot be trusted', () => {
  test.each([
    ['an error in JSON', { status: 500, body: '{"message":"no"}' }],
    ['refused credentials', { status: 401, body: '{}' }],
    ['something else in JSON', { status: 200, body: '{}' }],
    ['a page', { status: 200, body: '<html>' }],
  ])('is no proof that nothing is left: %s', async (_name, answer) => {
    const { backend, proxy, target } = await throughProxy((path) =>
      path.endsWith('/connections/list') ? { kind: 'answer', ...answer } : undefined,
    );
    const id = await create(target);
    target.sandbox.created('', id);
    proxy.misbehaves = true;

    const { left } = await target.sandbox.clean();

    expect(left).toEqual([expect.stringMatching(/^unknown: the list of connections /)]);
    expect(readdirSync(home)).toEqual(['test0001.journal']);
    // What is known by its id goes away all the same.
    expect(backend.store.connections.get(id)?.status).toBe('deprecated');
  });

  test('is read in all its pages', async () => {
    const { backend, proxy, target } = await throughProxy((path, body) =>
      path.endsWith('/connections/list') ? { kind: 'change', change: (answer) => pageOf(answer, body, 2) } : undefined,
    );
    proxy.misbehaves = true;
    const ids = [await create(target), await create(target), await create(target)];

    const { created, left } = await target.sandbox.clean();

    expect({ created, left }).toEqual({ created: 3, left: [] });
    expect(ids.map((id) => backend.store.connections.get(id)?.status)).toEqual(Array(3).fill('deprecated'));
  });
});

/** The page after the cursor, in the form of servers since July 2025. */
function pageOf(answer: ForwardedAnswer, request: string, size: number): ForwardedAnswer {
  const { cursor } = JSON.parse(request) as { cursor?: string };
  const { connections } = JSON.parse(answer.body.toString()) as { connections: { connectionId: string }[] };
  const start = cursor === undefined ? 0 : connections.findIndex(({ connectionId }) => connectionId === cursor) + 1;
  const page = {
    connections: connections.slice(start, start + size),
    page_size: size,
    num_connections: connections.length,
  };
  return { ...answer, body: Buffer.from(JSON.stringify(page)) };
}

async function throughProxy(faultFor: (path: string, body: string) => Fault | undefined): Promise<{
  readonly backend: RunningBackend;
  readonly proxy: { misbehaves: boolean };
  readonly target: OpenTarget;
}> {
  const backend = await startBackend();
  open.push(() => backend.close());
  const state = { misbehaves: false };
  const proxy = await startFaultProxy(backend.url, ({ path, body }) =>
    state.misbehaves ? faultFor(path, body) : undefined,
  );
  open.push(() => proxy.close());
  const target = await opened({ url: proxy.url, workspaceId: backend.workspaceId });
  return { backend, proxy: state, target };
}

describe('consent', () => {
  const local = consentOf({ url: '' }, true);
  const remote = consentOf({ url: '' }, false);
  const update = ['update', { connectionId: somewhere }] as const;
  /** What keeps a run with this consent from sending the body, to connections of its own. */
  function refusal(
    [operation, body]: readonly [string, unknown],
    consent: Consent,
    traps?: ReadonlySet<TrapId>,
  ): string {
    const rights = {
      consent,
      ...defined({ traps }),
      isLoopback: true,
      mark: 'airlock-x-',
      owns: () => true,
      wasThere: () => false,
    };
    const path = `/api/v1/web_backend/connections/${operation}`;
    try {
      gateOf('/api', () => ({ ...rights, ownsOperation: () => false, noteUnnamed: () => true }))({
        method: 'POST',
        origin: 'http://127.0.0.1',
        path,
        headers: {},
        body: JSON.stringify(body),
      });
      return '';
    } catch (error) {
      if (error instanceof ConsentError && error.isPermittable) return error.message;
      throw error;
    }
  }

  test('is needed for every write off the loopback interface', () => {
    expect(refusal(update, remote)).toContain('--allow-writes permits it');
    expect(refusal(update, consentOf({ url: '', allowWrites: true }, false))).toBe('');
    expect(refusal(update, local)).toBe('');
  });

  test('is taken back by --read-only, whatever else is set', () => {
    const none = consentOf(
      {
        url: '',
        allowWrites: true,
        readOnly: true,
        optIns: { harmfulInputs: true, activeSchedules: true, refresh: true, reset: true },
      },
      true,
    );

    expect(none).toEqual({ writes: false, harmfulInputs: false, activeSchedules: false, refresh: false, reset: false });
  });

  test('is asked for refreshing and for active schedules even on the loopback interface', () => {
    const refresh = ['get', { connectionId: somewhere, withRefreshedCatalog: true }] as const;
    const coerced = ['get', { connectionId: somewhere, withRefreshedCatalog: ['TRUE'] }] as const;
    const activate = ['update', { connectionId: somewhere, status: 'active', scheduleType: 'basic' }] as const;
    const legacy = ['create', { status: 'active', schedule: { timeUnit: 'hours', units: 1 } }] as const;
    const reset = ['update', { connectionId: somewhere, syncCatalog: { streams: [] }, skipReset: null }] as const;
    const catalog = { syncCatalog: { streams: [] }, skipReset: true };

    expect(refusal(legacy, local)).toContain('--allow-active');
    expect(refusal(reset, local)).toContain('--allow-reset');
    expect(refusal(coerced, local)).toContain('--allow-refresh');
    expect(refusal(['update', { connectionId: somewhere, ...catalog }], local)).toBe('');
    expect(refusal(['create', { name: 'airlock-x-1', syncCatalog: { streams: [] } }], local)).toBe('');
    expect(refusal(refresh, local)).toContain('--allow-refresh');
    expect(refusal(activate, local)).toContain('--allow-active');
    expect(refusal(refresh, consentOf({ url: '', optIns: { refresh: true } }, true))).toBe('');
  });

  test('is no use where nothing undoes what a create does to the release of the target', () => {
    const consent = consentOf({ url: '', optIns: { harmfulInputs: true } }, true);
    const nameless = { syncCatalog: { streams: [{ stream: { jsonSchema: {} }, config: { selected: true } }] } };
    const unselected = { syncCatalog: { streams: [{ stream: {}, config: { selected: false } }] } };
    const send = (body: unknown, day: string | undefined): string =>
      refusal(['create', body], consent, day === undefined ? undefined : trapsAt(day));

    expect(() => send(nameless, '2023-05-09')).toThrow(/selects a stream without a name/);
    expect(() => send({ ...nameless, connectionId: null }, '2023-05-09')).toThrow(ConsentError);
    expect(send(nameless, '2025-10-14')).toBe('');
    expect(send(nameless, undefined)).toBe('');
    expect(send(unselected, '2023-05-09')).toBe('');
    expect(
      refusal(['update', { connectionId: somewhere, ...nameless, skipReset: true }], consent, trapsAt('2023-05-09')),
    ).toBe('');
  });

  test.each([
    ['localhost', true],
    ['127.0.0.1', true],
    ['127.8.9.1', true],
    ['[::1]', true],
    ['127.0.0.1.example.com', false],
    ['10.0.0.1', false],
    ['localhost.example.com', false],
  ])('counts %s as loopback: %s', (host, expected) => {
    expect(isLoopbackHost(host)).toBe(expected);
  });
});

describe('a proxy', () => {
  test.each([
    ['localhost', undefined, true],
    ['localhost', 'http://127.0.0.1:3128', true],
    ['localhost', 'http://proxy.example:3128', false],
    ['airbyte.example', 'http://127.0.0.1:3128', false],
  ])('makes %s through %s loopback: %s', (host, proxy, expected) => {
    expect(isLoopbackTarget(host, proxy)).toBe(expected);
  });
});

describe('secrets', () => {
  const options: TargetOptions = {
    url: 'https://airbyte.example/api',
    auth: 'someone:hunter2hunter2',
    token: 'tok-abcdef',
    clientSecret: 'client-secret-1',
    headers: { 'X-Api-Key': 'key-123456', 'X-Team': 'data' },
    proxy: 'http://user:proxypass@proxy:3128',
  };

  test('are masked in every form in which they can appear', () => {
    const redact = redactorOf(secretsOf(options));
    const basic = Buffer.from('someone:hunter2hunter2').toString('base64');

    const text = redact(`Basic ${basic} Bearer tok-abcdef hunter2hunter2 client-secret-1 key-123456 proxypass data`);

    expect(text).toBe('Basic *** Bearer *** *** *** *** *** data');
  });

  test('are masked in headers by the names of the headers', () => {
    expect(redactHeaders({ Authorization: 'Bearer x', Cookie: 'a=b', Accept: 'application/json' })).toEqual({
      Authorization: '***',
      Cookie: '***',
      Accept: 'application/json',
    });
  });

  test.each([
    ['{', `--data-raw '{'`],
    ["it's", `--data-raw 'it'\\''s'`],
    ['\u0000', `--data-binary @-`],
    ['\n', `--data-binary @-`],
  ])('a raw body %j can be sent by hand', (body, ending) => {
    const line = curlFor(
      { operation: 'transport', method: 'POST', path: '/v1/x', headers: {}, body: Buffer.from(body) },
      { url: 'https://airbyte.example/api' },
    );

    expect(line).toContain(`curl -sS -X POST 'https://airbyte.example/api/v1/x' -H 'Content-Type:' ${ending}`);
  });

  test('never stand in a curl line', () => {
    const line = curlFor(
      { operation: 'webBackendGetConnection', body: { connectionId: "it's" } },
      { url: options.url, auth: 'basic' },
    );

    expect(line).toBe(
      `curl -sS -X POST 'https://airbyte.example/api/v1/web_backend/connections/get' -u "$AIRLOCK_AUTH" -H 'Content-Type: application/json' -d '{"connectionId":"it'\\''s"}'`,
    );
  });
});
