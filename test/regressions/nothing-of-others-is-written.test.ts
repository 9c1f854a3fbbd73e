/** The show-case: hostile pacts and findings, on the reference backend and on a careless server, both with a count of writes. */
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startBackend } from '../../src/backend/start-backend.ts';
import type { Report } from '../../src/report/report.ts';
import { runInProcess } from '../commands/run-in-process.ts';
import { hostilePact, hostileRequests, seededId } from '../contracts/hostile-pacts.ts';
import { sampleFinding } from '../report/sample-report.ts';
import { startCareless, writesToSeeded } from '../target/careless-server.ts';
import { startFaultProxy } from '../target/fault-proxy.ts';
import type { Seen } from '../target/fault-proxy.ts';

interface Server {
  readonly url: string;
  readonly workspaceId: string;
  readonly seen: readonly Omit<Seen, 'number'>[];
  /** Everything that was there from the start, as text. */
  seeded(): string;
}

const open: (() => Promise<void>)[] = [];
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'airlock-hostile-'));
});
afterEach(async () => {
  for (const close of open.splice(0).toReversed()) await close();
  rmSync(folder, { recursive: true });
});

async function reference(): Promise<Server> {
  const backend = await startBackend();
  const proxy = await startFaultProxy(backend.url, () => undefined);
  open.push(
    () => backend.close(),
    () => proxy.close(),
  );
  const { url, seen } = proxy;
  const { workspaceId, store } = backend;
  const ids = [...store.connections.keys()];
  return { url, seen, workspaceId, seeded: () => JSON.stringify(ids.map((id) => store.connections.get(id))) };
}

async function careless(options = {}): Promise<Server> {
  const server = await startCareless(options);
  open.push(() => server.close());
  const ids = [...server.connections.keys()];
  return { ...server, seeded: () => JSON.stringify(ids.map((id) => server.connections.get(id))) };
}

const servers = [
  ['the reference backend', reference],
  ['a careless server', careless],
] as const;

function airlock({ url, workspaceId }: Server, words: readonly string[]): ReturnType<typeof runInProcess> {
  const target = ['--target', url, '--workspace', workspaceId, '--report-dir', 'report', '--quiet'];
  return runInProcess([...words, ...target], { folder, env: { AIRLOCK_HOME: join(folder, 'home') } });
}

/** The hostile pact, and in it an update of what the run makes itself. */
function writePact(): string {
  const pact = hostilePact();
  pact.interactions.push({
    type: 'Synchronous/HTTP',
    description: 'updates a connection of its own',
    providerStates: [{ name: 'a connection exists' }],
    request: {
      method: 'POST',
      path: '/api/v1/web_backend/connections/update',
      headers: { 'Content-Type': ['application/json'] },
      body: { content: { connectionId: seededId, prefix: 'x_' }, contentType: 'application/json', encoded: false },
      generators: {
        body: { '$.connectionId': { type: 'ProviderState', expression: '${connectionId}', dataType: 'STRING' } },
      },
    },
    response: { status: 200 },
  });
  const file = join(folder, 'another-team.json');
  writeFileSync(file, JSON.stringify(pact));
  return file;
}

/** A finding whose case is the hostile requests, as somebody could write it with an editor. */
function writeFinding({ url, workspaceId }: Server): string {
  const steps = Object.entries(hostileRequests).map(([label, { method, path, query = {}, headers = {}, body }]) => ({
    operation: 'transport',
    intent: { kind: 'transport', label },
    raw: {
      method,
      path: `${path.replace('/api', '')}?${Object.entries(query)
        .map(([name, [value = '']]) => `${name}=${value}`)
        .join('&')}`,
      headers: Object.fromEntries(Object.entries(headers).map(([name, [value = '']]) => [name, value])),
      accept: [200],
      ...(body === undefined
        ? {}
        : { bodyBase64: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)).toString('base64') }),
    },
  }));
  const update = {
    operation: 'webBackendUpdateConnection',
    body: { connectionId: seededId, name: 'renamed' },
    intent: { kind: 'valid' },
  };
  const file = join(folder, 'finding.json');
  const testCase = { phase: 'transport', path: 'transport:0:0', steps: [...steps, update] };
  writeFileSync(file, JSON.stringify(sampleFinding({ case: testCase, target: { url, workspaceId } })));
  return file;
}

/** Of a run that was killed after a create: its connection is there, and its id was never heard. */
function writeJournal({ url, workspaceId }: Server, created: readonly string[]): void {
  mkdirSync(join(folder, 'home'), { recursive: true });
  const records = [
    { runId: 'abcd1234', url, workspaceId, startedAt: '2026-01-01T00:00:00.000Z', there: [seededId] },
    { unnamed: true },
    ...created.map((id) => ({ created: id })),
  ];
  writeFileSync(join(folder, 'home/abcd1234.journal'), records.map((record) => `${JSON.stringify(record)}\n`).join(''));
}

const reported = (): Report => JSON.parse(readFileSync(join(folder, 'report/report.json'), 'utf8')) as Report;

describe.each(servers)('on %s, read-only,', (_name, start) => {
  test('verify sends no hostile request, and its exit code says so', async () => {
    const server = await start();
    const before = server.seeded();

    const { exitCode } = await airlock(server, ['verify', '--read-only', '--pact', writePact()]);

    expect(writesToSeeded(server.seen)).toEqual([]);
    expect(server.seeded()).toBe(before);
    expect(exitCode).toBe(6);
    expect(reported().reason).toContain('Airlock may not send it');
  });

  test.each([
    ['fuzz', ['fuzz', '--max-time', '1500ms']],
    ['check', ['check', '--skip', 'load', '--max-time', '1500ms']],
  ])('%s writes nothing', async (_command, words) => {
    const server = await start();
    const before = server.seeded();

    await airlock(server, [
      ...words,
      '--read-only',
      '--seed',
      '1',
      '--allow-harmful',
      '--allow-refresh',
      ...(words[0] === 'check' ? [] : []),
    ]);

    expect(server.seen.length).toBeGreaterThan(10);
    expect(writesToSeeded(server.seen)).toEqual([]);
    expect(server.seen.filter(({ path }) => /connections\/(create|update)/.test(path))).toEqual([]);
    expect(server.seeded()).toBe(before);
  });

  test('replay sends no hostile step of a finding', async () => {
    const server = await start();
    const before = server.seeded();

    const { exitCode } = await airlock(server, ['replay', writeFinding(server), '--read-only']);

    expect(writesToSeeded(server.seen)).toEqual([]);
    expect(server.seeded()).toBe(before);
    expect(exitCode).toBe(6);
  });

  test('cleanup refuses to do what it is for', async () => {
    const server = await start();
    writeJournal(server, [seededId]);

    const { exitCode } = await airlock(server, ['cleanup', '--read-only']);

    expect(exitCode).toBe(2);
    expect(server.seen).toEqual([]);
    expect(readdirSync(join(folder, 'home'))).toEqual(['abcd1234.journal']);
  });
});

describe.each(servers)('on %s, where the run may write,', (_name, start) => {
  test('verify sends no hostile request, and updates what it made itself', async () => {
    const server = await start();
    const before = server.seeded();
    const { exitCode } = await airlock(server, ['verify', '--pact', writePact()]);

    expect(writesToSeeded(server.seen)).toEqual([]);
    expect(server.seeded()).toBe(before);
    expect(exitCode).toBe(6);
    expect(reported()['verify']).toMatchObject({
      results: expect.arrayContaining([
        expect.objectContaining({ description: 'updates a connection of its own', verdict: 'verified' }),
        expect.objectContaining({ description: 'updates as the API does', verdict: 'not-permitted' }),
      ]) as unknown,
    });
  });

  test('replay sends no hostile step of a finding', async () => {
    const server = await start();
    const before = server.seeded();

    await airlock(server, ['replay', writeFinding(server)]);

    expect(writesToSeeded(server.seen)).toEqual([]);
    expect(server.seeded()).toBe(before);
    expect(reported().reason).toContain('3f9c2a10: Cannot send POST /api/v1/connections/delete');
  });

  test('cleanup leaves alone what was there, whatever the journal and the list say', async () => {
    const server = await start();
    const before = server.seeded();
    writeJournal(server, [seededId]);

    await airlock(server, ['cleanup']);

    expect(writesToSeeded(server.seen)).toEqual([]);
    expect(server.seeded()).toBe(before);
  });
});

test('a server that answers creates with a connection that was there has it left alone', async () => {
  const server = await careless({ createAnswersSeeded: true });
  const before = server.seeded();

  await airlock(server, ['fuzz', '--max-time', '1500ms', '--seed', '1']);
  await airlock(server, ['verify', '--pact', join(import.meta.dirname, '../../pacts')]);

  expect(server.seen.filter(({ path }) => path.endsWith('/create')).length).toBeGreaterThan(2);
  expect(writesToSeeded(server.seen)).toEqual([]);
  expect(server.seeded()).toBe(before);
});
