import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startBackend } from '../../src/backend/start-backend.ts';
import type { RunningBackend } from '../../src/backend/start-backend.ts';
import { fuzz, verify } from '../../src/index.ts';
import { startFaultProxy } from './fault-proxy.ts';
import type { FaultProxy, Seen } from './fault-proxy.ts';

/** More seeds show more; `AIRLOCK_SEEDS=20` is the long proof. */
const seeds = Array.from({ length: Number(process.env['AIRLOCK_SEEDS'] ?? 2) }, (_, index) => 9000 + index);

let backend: RunningBackend;
let proxy: FaultProxy;
beforeAll(async () => {
  vi.stubEnv('AIRLOCK_HOME', mkdtempSync(join(tmpdir(), 'airlock-consent-')));
  backend = await startBackend();
  proxy = await startFaultProxy(backend.url, () => undefined);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await proxy.close();
  await backend.close();
});

type Body = Readonly<Record<string, unknown>>;

/** As lenient as a released server: null is absent, a list of one is its item. */
function at(value: unknown, ...path: readonly string[]): unknown {
  const plain = Array.isArray(value) && value.length === 1 ? (value as unknown[])[0] : value;
  const [key, ...rest] = path;
  if (key === undefined) return value ?? undefined;
  return typeof plain === 'object' && plain !== null ? at(Reflect.get(plain, key), ...rest) : undefined;
}

function streamsIn(body: Body): readonly unknown[] {
  const streams = at(body, 'syncCatalog', 'streams');
  return Array.isArray(streams) ? streams : [];
}

const isTrue = (value: unknown): boolean => value === true || value === 1 || /^true$/i.test(String(value));
const isSelected = (stream: unknown): boolean => isTrue(at(stream, 'config', 'selected'));
/** Where an object is declared, no server takes it. */
const isScalar = (value: unknown): boolean => value !== undefined && typeof value !== 'object';
const nameOf = (stream: unknown): string =>
  JSON.stringify([at(stream, 'stream', 'namespace') ?? '', at(stream, 'stream', 'name')]);

/** What must not leave without its opt-in to a release that has all traps: the traps of released servers, syncs, refreshes and resets. */
const forbidden: Readonly<Record<string, (body: Body, path: string) => boolean>> = {
  'T1, a selected stream without a name': (body) =>
    streamsIn(body).some(
      (stream) => isSelected(stream) && !isScalar(at(stream, 'stream')) && at(stream, 'stream', 'name') === undefined,
    ),
  'T2, two streams of one name': (body) => {
    const names = streamsIn(body).filter(isSelected).map(nameOf);
    return new Set(names).size < names.length;
  },
  'T3, a create without a status': (body, path) => path.endsWith('/create') && at(body, 'status') === undefined,
  'T4, a webhook that is no run of dbt Cloud': (body) =>
    [at(body, 'operations')].flat().some((operation) => {
      const webhook = at(operation, 'operatorConfiguration', 'webhook');
      const url = at(webhook, 'executionUrl');
      return typeof url === 'string' && !url.includes('cloud.getdbt.com') && at(webhook, 'dbtCloud') === undefined;
    }),
  'T5, notification flags': (body, path) =>
    path.endsWith('/update') &&
    (at(body, 'notifySchemaChanges') ?? at(body, 'notifySchemaChangesByEmail')) !== undefined,
  'T8, a boolean schema': (body, path) =>
    path.endsWith('/update') &&
    !isTrue(at(body, 'skipReset')) &&
    streamsIn(body).some((stream) =>
      Object.values(Object(at(stream, 'stream', 'jsonSchema', 'properties'))).some((each) => typeof each === 'boolean'),
    ),
  'T9, a get or an update without an id': (body, path) =>
    /\/(get|update)$/.test(path) && at(body, 'connectionId') === undefined,
  'a refresh': (body) => isTrue(at(body, 'withRefreshedCatalog')),
  'a reset': (body, path) =>
    path.endsWith('/update') && at(body, 'syncCatalog') !== undefined && !isTrue(at(body, 'skipReset')),
};

/** Whatever the server made of it: a connection that is active with a schedule starts to sync. */
function startsToSync(): boolean {
  return [...backend.store.connections.values()].some(
    ({ name, status, scheduleType }) =>
      name.startsWith('airlock-') && status === 'active' && scheduleType !== undefined && scheduleType !== 'manual',
  );
}

function trespasses(seen: readonly Seen[]): readonly string[] {
  return seen
    .filter(({ path }) => path.includes('/web_backend/'))
    .flatMap(({ path, body }) => {
      const parsed = parse(body);
      const broken = Object.entries(forbidden).filter(([, is]) => parsed !== undefined && is(parsed, path));
      return [
        ...broken.map(([what]) => `${what}: ${path} ${body.slice(0, 500)}`),
        ...(body.length > 10 * 1024 * 1024 ? [`T10, more than 10 MiB: ${path}`] : []),
      ];
    });
}

/** These two are answered with an error and damage nobody: they need no opt-in. */
function damages(trespass: string): boolean {
  return !/^T(9|10),/.test(trespass);
}

function parse(text: string): Body | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Body) : undefined;
  } catch {
    return undefined;
  }
}

const target = (): { target: string; workspace: string } => ({ target: proxy.url, workspace: backend.workspaceId });

test.each(seeds)('fuzz sends nothing that needs an opt-in without it, seed %i', async (seed) => {
  const from = proxy.seen.length;
  let synced = false;
  let looks = 0;

  await fuzz({
    ...target(),
    seed,
    maxExamples: 25,
    maxTime: '20s',
    release: '0.44.4',
    onEvent: ({ type }) => (synced ||= type === 'exchange' && (looks += 1) % 10 === 0 && startsToSync()),
  });

  const seen = proxy.seen.slice(from);
  expect(seen.length).toBeGreaterThan(300);
  expect(trespasses(seen).filter(damages)).toEqual([]);
  expect(synced).toBe(false);
});

test('with the opt-ins it does, so that the test above looks at the right places', async () => {
  const from = proxy.seen.length;

  await fuzz({ ...target(), seed: 9000, maxExamples: 60, maxTime: '90s', allowHarmful: true, allowRefresh: true });

  const found = trespasses(proxy.seen.slice(from)).map((each) => each.split(':')[0]);
  for (const trap of ['T1', 'T2', 'T3', 'T5', 'T9', 'T10', 'a refresh'])
    expect(found.some((each) => each?.startsWith(trap))).toBe(true);
});

test('verify asks for nothing that needs an opt-in without it', async () => {
  const from = proxy.seen.length;

  await verify({ ...target(), release: '0.44.4', pact: join(import.meta.dirname, '../../pacts') });

  const seen = proxy.seen.slice(from);
  expect(seen.length).toBeGreaterThan(20);
  expect(trespasses(seen).filter(damages)).toEqual([]);
});

test('a run that may only read writes nothing at all', async () => {
  const from = proxy.seen.length;

  await fuzz({ ...target(), seed: 9000, maxExamples: 20, readOnly: true, allowHarmful: true, allowRefresh: true });

  const paths = proxy.seen.slice(from).map(({ path }) => path);
  expect(paths.length).toBeGreaterThan(20);
  expect(paths.filter((path) => /connections\/(create|update)$/.test(path))).toEqual([]);
});
