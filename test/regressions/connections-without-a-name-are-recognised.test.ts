import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runContextFor } from '../../properties/engine/run-context.ts';
import { runCase } from '../../properties/engine/run-case.ts';
import type { Case } from '../../properties/model/case.ts';
import { startBackend } from '../../src/backend/start-backend.ts';
import type { RunningBackend } from '../../src/backend/start-backend.ts';
import { cleanJournal } from '../../src/target/clean-journal.ts';
import { openJournals } from '../../src/target/journal.ts';
import { openTarget } from '../../src/target/open-target.ts';
import type { OpenTarget } from '../../src/target/open-target.ts';
import { startFaultProxy } from '../target/fault-proxy.ts';
import type { FaultProxy } from '../target/fault-proxy.ts';

let home: string;
let backend: RunningBackend;
let proxy: FaultProxy;
let target: OpenTarget;
const { signal } = new AbortController();
beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'airlock-unnamed-'));
  backend = await startBackend();
  // As a lenient server: every create is carried out, whatever its name is, and its answer is lost.
  proxy = await startFaultProxy(backend.url, ({ path, body }) => {
    if (!path.endsWith('/connections/create')) return undefined;
    store(JSON.parse(body) as { name?: unknown; prefix?: string });
    return { kind: 'misbehave', name: 'reset before headers' };
  });
  const options = { url: proxy.url, workspaceId: backend.workspaceId, homeDir: home };
  target = await openTarget(options, { signal, runId: 'abcd1234' });
});
afterEach(async () => {
  await target.close();
  await proxy.close();
  await backend.close();
  rmSync(home, { recursive: true });
});

/** A name that says nothing in the list: released servers take the default one where there is none. */
function store({ name, prefix }: { readonly name?: unknown; readonly prefix?: string }): string {
  const [first] = backend.store.connections.values();
  if (first === undefined) throw new Error('Cannot store: the backend has no connection');
  const connectionId = crypto.randomUUID();
  const { prefix: _, ...members } = first;
  backend.store.connections.set(connectionId, {
    ...members,
    connectionId,
    status: 'inactive',
    name: typeof name === 'string' ? name : 'Home Postgres <> Home Warehouse 1',
    ...(prefix === undefined ? {} : { prefix }),
  });
  return connectionId;
}

/** Creates with a broken name, as the phase of invalid bodies sends them. */
const names: readonly (readonly [string, object])[] = [
  ['an empty name', { name: '' }],
  ['a blank name', { name: ' ' }],
  ['a number for a name', { name: 7 }],
  ['an object for a name', { name: { airlock: true } }],
  ['null for a name', { name: null }],
  ['no name', {}],
  ['a number, and a prefix of its own', { name: 7, prefix: 'raw_' }],
];

function caseOf(members: object): Case {
  const body = { sourceId: '{{source}}', destinationId: '{{destination}}', status: 'inactive', ...members };
  const label = { kind: 'schema', keyword: 'type', pointer: '/name', description: 'a broken name' } as const;
  return {
    phase: 'invalid',
    path: 'invalid:0:0',
    steps: [{ operation: 'webBackendCreateConnection', handle: 1, body, intent: { kind: 'permitted', label } }],
  };
}

const send = (members: object): Promise<unknown> => runCase(caseOf(members), runContextFor(target, [], signal));

/** What is left when the process is killed: the journal. */
async function cleaned(): Promise<void> {
  for (const journal of openJournals(home)) await cleanJournal(journal, { homeDir: home }, { signal });
}

function live(): readonly string[] {
  return [...backend.store.connections.values()]
    .filter(({ status }) => status !== 'deprecated')
    .map(({ connectionId }) => connectionId);
}

describe.each(names)('a create with %s', (_what, members) => {
  test('that was carried out is taken away by cleanup after a kill', async () => {
    const before = live();

    await send(members);
    expect(live().length).toBeGreaterThan(before.length);
    await cleaned();

    expect(live()).toEqual(before);
    expect(readdirSync(home)).toEqual([]);
  });
});

test('is taken away at the end of a run as well', async () => {
  const before = live();

  for (const [, members] of names) await send(members);
  const { left } = await target.sandbox.clean();

  expect(left).toEqual([]);
  expect(live()).toEqual(before);
});

test('connections of others are never taken away, with or without a name', async () => {
  const earlier = store({ name: '' });
  const known = await openTarget(
    { url: proxy.url, workspaceId: backend.workspaceId, homeDir: home },
    { signal, runId: 'dcba4321' },
  );
  await runCase(caseOf({ name: '' }), runContextFor(known, [], signal));
  const others = [
    earlier,
    store({ name: '' }),
    store({}),
    store({ prefix: 'airlock-' }),
    store({ prefix: 'airlock-ffffffff-1' }),
  ];

  await cleaned();
  await known.close();

  expect(live()).toEqual(expect.arrayContaining(others));
  expect(readdirSync(home)).toEqual([]);
});

test('a list that calls a connection of others by the name of the run does not deliver it up', async () => {
  const [first] = backend.store.connections.values();
  if (first === undefined) throw new Error('Cannot test: the backend has no connection');
  target.sandbox.nextName();
  backend.store.connections.set(first.connectionId, { ...first, name: 'airlock-abcd1234-1' });

  const inRun = await target.sandbox.clean();
  target.sandbox.nextName();
  await cleaned();

  expect(inRun.left).toEqual([]);
  expect(live()).toContain(first.connectionId);
});
