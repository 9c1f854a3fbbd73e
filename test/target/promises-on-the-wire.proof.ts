/** The sentences of docs/own-airbyte.md about what a run does, held against every request and every state of the server. */
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { startBackend } from '../../src/backend/start-backend.ts';
import type { RunningBackend } from '../../src/backend/start-backend.ts';
import { fuzz, load, verify } from '../../src/index.ts';
import { installLimitMs, k6ForTests } from '../performance/k6-for-tests.ts';
import { runInProcess } from '../commands/run-in-process.ts';
import { startFaultProxy } from './fault-proxy.ts';
import type { FaultProxy, Seen } from './fault-proxy.ts';

let home: string;
let backend: RunningBackend;
let proxy: FaultProxy;
/** What was there before, as it was. */
let before: string;
let seeded: ReadonlySet<string>;
const broken: string[] = [];

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'airlock-promises-'));
  vi.stubEnv('AIRLOCK_HOME', home);
  backend = await startBackend();
  seeded = new Set(backend.store.connections.keys());
  before = stored((id) => seeded.has(id));
  proxy = await startFaultProxy(backend.url, (seen) => {
    watch(seen);
    return undefined;
  });
});
beforeEach(() => void broken.splice(0));
afterAll(async () => {
  vi.unstubAllEnvs();
  await proxy.close();
  await backend.close();
});

function stored(isMeant: (id: string) => boolean): string {
  return JSON.stringify([...backend.store.connections].filter(([id]) => isMeant(id)));
}

type Body = Readonly<Record<string, unknown>>;

/** The objects that a server may see in a body: it may take a list of one for its item. */
function objectsIn(text: string): readonly Body[] {
  try {
    return [JSON.parse(text) as unknown]
      .flat()
      .filter((value): value is Body => typeof value === 'object' && value !== null);
  } catch {
    return [];
  }
}

/** Before a request is carried out: what the ones before it have made, and what it is. */
function watch({ path, headers, body }: Seen): void {
  const run = /^airlock\/(\w{8})/.exec(String(headers['user-agent']))?.[1] ?? '';
  const isOfK6 = headers['x-request-id'] === undefined;
  const mark = `airlock-${run}-`;
  const carriesMark = ({ name, prefix }: Body): boolean => [name, prefix].some((text) => String(text).startsWith(mark));
  const wrong = {
    'names no run': run === '',
    'has no id': isOfK6 && !/connections\/(list|get)$/.test(path),
    'leaves a connection active with a schedule': isRunning(),
    'creates without the mark': path.endsWith('/create') && objectsIn(body).some((each) => !carriesMark(each)),
    'creates before the journal names the run':
      path.endsWith('/create') && !readIfThere(join(home, `${run}.journal`)).includes(run),
    'updates a catalog without skipReset':
      path.endsWith('/update') &&
      objectsIn(body).some(
        ({ syncCatalog, skipReset }) => (syncCatalog ?? undefined) !== undefined && skipReset !== true,
      ),
    'writes elsewhere': !/\/web_backend\/|\/(list|list_by_organization_id|health|openapi|instance_configuration)$/.test(
      path,
    ),
  };
  for (const [what, is] of Object.entries(wrong)) if (is) broken.push(`${what}: ${path} ${body.slice(0, 300)}`);
}

function readIfThere(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

function isRunning(): boolean {
  return [...backend.store.connections.values()].some(
    ({ connectionId, status, scheduleType }) =>
      !seeded.has(connectionId) && status === 'active' && (scheduleType ?? 'manual') !== 'manual',
  );
}

function live(): readonly string[] {
  return [...backend.store.connections.values()].flatMap(({ connectionId, status }) =>
    seeded.has(connectionId) || status === 'deprecated' ? [] : [connectionId],
  );
}

const target = (): { target: string; workspace: string } => ({ target: proxy.url, workspace: backend.workspaceId });

/** What makes a connection run, in two steps, as a stored finding of a run with `--allow-active` has it. */
const replayed = {
  id: '0a0b0c0d',
  check: 'no-server-error',
  operation: 'webBackendUpdateConnection',
  signature: 'no-server-error webBackendUpdateConnection',
  title: 'A server error',
  severity: 'high',
  status: 'new',
  reproduction: 'confirmed',
  steps: [],
  curl: [],
  replay: 'airlock replay 0a0b0c0d',
  path: '0:0',
  case: {
    phase: 'sequences',
    path: '0:1',
    steps: [
      {
        operation: 'webBackendCreateConnection',
        handle: 1,
        intent: { kind: 'valid' },
        body: {
          name: '{{name}}',
          sourceId: '{{source}}',
          destinationId: '{{destination}}',
          status: 'inactive',
          scheduleType: 'cron',
          scheduleData: { cron: { cronExpression: '0 0 12 * * ?', cronTimeZone: 'UTC' } },
        },
      },
      {
        operation: 'webBackendUpdateConnection',
        handle: 1,
        intent: { kind: 'valid' },
        body: { connectionId: '{{connection:1}}', status: 'active' },
      },
    ],
  },
};

test.each<[string, () => Promise<unknown>]>([
  ['fuzz', () => fuzz({ ...target(), seed: 9100, maxTime: '25s' })],
  ['fuzz on few connections', () => fuzz({ ...target(), seed: 9101, maxTime: '15s', maxConnections: 8 })],
  ['verify', () => verify({ ...target(), pact: join(import.meta.dirname, '../../pacts') })],
  [
    'replay',
    () => {
      const folder = mkdtempSync(join(tmpdir(), 'airlock-replayed-'));
      writeFileSync(join(folder, 'finding.json'), JSON.stringify(replayed));
      const { target: url, workspace } = target();
      return runInProcess(['replay', 'finding.json', '--target', url, '--workspace', workspace], { folder });
    },
  ],
  ['load', async () => load({ ...target(), type: 'smoke', duration: '2s', k6: (await k6ForTests()).path })],
])(
  '%s does what the documents say, and nothing else',
  async (what, run) => {
    const from = proxy.seen.length;

    await run();

    const paths = proxy.seen.slice(from).map(({ path }) => path.split('/').at(-1));
    expect(paths).toContain(what === 'load' ? 'get' : 'update');
    expect(broken).toEqual([]);
    expect(isRunning()).toBe(false);
    expect(live()).toEqual([]);
    expect(stored((id) => seeded.has(id))).toBe(before);
  },
  installLimitMs,
);

test('what it looks for shows where it is allowed, so that the test above looks at the right places', async () => {
  await fuzz({ ...target(), seed: 9100, maxTime: '15s', allowActive: true, allowReset: true });

  const kinds = new Set(broken.map((each) => each.split(':')[0]));
  expect(kinds).toContain('leaves a connection active with a schedule');
  expect(kinds).toContain('updates a catalog without skipReset');
});
