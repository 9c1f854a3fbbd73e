/** What a run does about each damage of a released server (real servers of 0.44.5 and 2.0.0), and what is left then. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { listAt, textAt } from '../../src/json/json.ts';
import type { OperationId } from '../../schemas/operations.ts';
import { cleanJournal } from '../../src/target/clean-journal.ts';
import { openJournals } from '../../src/target/journal.ts';
import { openTarget } from '../../src/target/open-target.ts';
import type { OpenTarget } from '../../src/target/open-target.ts';
import { catalogOf, emulate, emulatedReleases, readable, unreadable } from './emulated-release.ts';
import type { Emulated, EmulatedRelease } from './emulated-release.ts';

const harmful = { harmfulInputs: true, reset: true } as const;

interface Run {
  readonly server: Emulated;
  readonly target: OpenTarget;
  readonly home: string;
}

/** What was answered to the last request, and to the damage that it did: a get of the connection and a list. */
type Statuses = readonly [write: number, get: number, list: number];

interface Damage {
  /** Does the damage, and answers the status of the last write. */
  readonly act: (run: Run) => Promise<number>;
  readonly seen: Readonly<Record<EmulatedRelease, Statuses>>;
  /** Whether the consent to deletes is needed to leave nothing, on 0.44.5. */
  readonly needsConsent?: true;
  /** Rows of operations that nothing removes, by release. */
  readonly rows?: Readonly<Record<EmulatedRelease, number>>;
}

const damages: Readonly<Record<string, Damage>> = {
  'none, with operations': {
    act: async (run) => (await created(run, { operations: [readable(run.server.workspaceId)] })).status,
    seen: { '0.44.5': [200, 200, 200], '2.0.0': [200, 200, 200] },
  },
  'T1: an update to a stream without a name': {
    act: async (run) => update(run, await created(run), { syncCatalog: catalogOf({}), skipReset: true }),
    seen: { '0.44.5': [500, 500, 500], '2.0.0': [500, 200, 200] },
    needsConsent: true,
  },
  'T2: the same stream twice, in the frame of a catalog': {
    act: async (run) => {
      const { sourceCatalogId } = run.server;
      return (await created(run, { sourceCatalogId, syncCatalog: catalogOf({ name: 'a' }, { name: 'a' }) })).status;
    },
    seen: { '0.44.5': [200, 500, 200], '2.0.0': [500, 0, 200] },
  },
  'T2: the same stream twice, without a catalog': {
    act: async (run) => (await created(run, { syncCatalog: catalogOf({ name: 'a' }, { name: 'a' }) })).status,
    seen: { '0.44.5': [200, 200, 200], '2.0.0': [500, 0, 200] },
  },
  'T3: a create without a status': {
    act: async (run) => (await created(run, { status: undefined })).status,
    seen: { '0.44.5': [200, 200, 200], '2.0.0': [200, 200, 200] },
  },
  'T4: a known operation that becomes unreadable': {
    act: async (run) => {
      const made = await created(run, { operations: [readable(run.server.workspaceId)] });
      const [operationId] = made.operationIds;
      return update(run, made, { operations: [{ ...unreadable(run.server.workspaceId), operationId }] });
    },
    seen: { '0.44.5': [500, 500, 200], '2.0.0': [500, 500, 200] },
  },
  'T4: the first of three operations becomes unreadable': {
    act: async (run) => {
      const one = readable(run.server.workspaceId);
      const made = await created(run, { operations: [one, one, one] });
      const [operationId, ...others] = made.operationIds;
      return update(run, made, {
        operations: [
          ...others.map((other) => ({ ...one, operationId: other })),
          { ...unreadable(run.server.workspaceId), operationId },
        ],
      });
    },
    seen: { '0.44.5': [500, 500, 200], '2.0.0': [500, 500, 200] },
  },
  'T4: a known operation with a negative id of dbt Cloud': {
    act: async (run) => {
      const made = await created(run, { operations: [readable(run.server.workspaceId)] });
      const [operationId] = made.operationIds;
      const webhook = { webhookType: 'dbtCloud', dbtCloud: { accountId: -1, jobId: 2 } };
      return update(run, made, {
        operations: [
          {
            workspaceId: run.server.workspaceId,
            operationId,
            name: 'Airlock',
            operatorConfiguration: { operatorType: 'webhook', webhook },
          },
        ],
      });
    },
    seen: { '0.44.5': [500, 500, 200], '2.0.0': [500, 500, 200] },
  },
  'T4: a create with an unreadable operation': {
    act: async (run) => (await created(run, { operations: [unreadable(run.server.workspaceId)] })).status,
    seen: { '0.44.5': [500, 0, 200], '2.0.0': [500, 0, 200] },
    rows: { '0.44.5': 1, '2.0.0': 1 },
  },
  'T6: operations in an update that is refused': {
    act: async (run) => {
      const made = await created(run, { operations: [readable(run.server.workspaceId)] });
      return update(run, made, {
        operations: [readable(run.server.workspaceId), readable(run.server.workspaceId)],
        scheduleType: 'basic',
      });
    },
    seen: { '0.44.5': [500, 200, 200], '2.0.0': [500, 200, 200] },
    rows: { '0.44.5': 2, '2.0.0': 2 },
  },
  'a create that is refused, with operations': {
    act: async (run) =>
      (await created(run, { prefix: 'x'.repeat(257), operations: [readable(run.server.workspaceId)] })).status,
    seen: { '0.44.5': [500, 0, 200], '2.0.0': [409, 0, 200] },
    rows: { '0.44.5': 1, '2.0.0': 1 },
  },
  'a create with a cron schedule that is refused, with operations': {
    act: async (run) => {
      const scheduleData = { cron: { cronExpression: 'at noon', cronTimeZone: 'UTC' } };
      return (
        await created(run, { scheduleType: 'cron', scheduleData, operations: [readable(run.server.workspaceId)] })
      ).status;
    },
    seen: { '0.44.5': [422, 0, 200], '2.0.0': [400, 0, 200] },
    rows: { '0.44.5': 1, '2.0.0': 1 },
  },
  'T8: a field whose schema is a boolean': {
    act: async (run) => {
      const made = await created(run, { syncCatalog: catalogOf({ name: 'a' }) });
      return update(run, made, { syncCatalog: catalogOf({ name: 'a', jsonSchema: { properties: { id: true } } }) });
    },
    seen: { '0.44.5': [500, 200, 200], '2.0.0': [200, 200, 200] },
  },
};

let home = '';
const open: (() => Promise<unknown>)[] = [];
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'airlock-home-'));
});
afterEach(async () => {
  for (const close of open.splice(0).toReversed()) await close();
  rmSync(home, { recursive: true, force: true });
});

async function started(release: EmulatedRelease, optIns: object = {}): Promise<Run> {
  const server = await emulate(release);
  open.push(() => server.close());
  const { url, workspaceId, sourceId, destinationId } = server;
  const target = await openTarget(
    { url, workspaceId, sourceId, destinationId, homeDir: home, optIns: { reset: true, ...optIns } },
    { signal: new AbortController().signal, runId: 'test0001' },
  );
  open.push(() => target.close());
  return { server, target, home };
}

interface Made {
  readonly status: number;
  readonly connectionId: string;
  readonly operationIds: readonly string[];
}

async function created({ target, server }: Run, members: object = {}): Promise<Made> {
  const name = target.sandbox.nextName();
  const { sourceId, destinationId } = server;
  const body = { name, sourceId, destinationId, status: 'inactive', ...members };
  const { status, value } = await answered(target, 'webBackendCreateConnection', body);
  const connectionId = textAt(value, 'connectionId') ?? '';
  if (status === 200) target.sandbox.created(name, connectionId);
  return {
    status,
    connectionId,
    operationIds: listAt(value, 'operations').map((each) => textAt(each, 'operationId') ?? ''),
  };
}

async function update({ target }: Run, { connectionId }: Made, members: object): Promise<number> {
  return (await answered(target, 'webBackendUpdateConnection', { connectionId, ...members })).status;
}

async function answered(
  target: OpenTarget,
  operation: OperationId,
  body: unknown,
): Promise<{ readonly status: number; readonly value: unknown }> {
  const { outcome } = await target.send({ operation, body });
  if (outcome.kind === 'failure') throw new Error(outcome.message);
  return { status: outcome.status, value: outcome.json.ok ? outcome.json.value : undefined };
}

async function listStatus({ target, server }: Run): Promise<number> {
  return (await answered(target, 'webBackendListConnectionsForWorkspace', { workspaceId: server.workspaceId })).status;
}

/** Connections of the run that are not deprecated, by the rows of the server. */
function live({ server }: Run, before: ReadonlySet<string>): readonly string[] {
  return server
    .connections()
    .filter(({ connectionId, status }) => !before.has(connectionId) && status !== 'deprecated')
    .map(({ connectionId }) => connectionId);
}

function idsOf(server: Emulated): ReadonlySet<string> {
  return new Set(server.connections().map(({ connectionId }) => connectionId));
}

const cases = Object.entries(damages).flatMap(([title, damage]) =>
  emulatedReleases.map((release) => [title, release, damage] as const),
);

describe('after a damage', () => {
  test.each(cases)('by %s on %s nothing is left but what is said to stay', async (_, release, damage) => {
    const run = await started(release, harmful);
    const { server, target } = run;
    const before = idsOf(server);
    const rows = server.operations().length;

    const status = await damage.act(run);
    const [made] = live(run, before);
    const get =
      made === undefined ? 0 : (await answered(target, 'webBackendGetConnection', { connectionId: made })).status;
    const list = await listStatus(run);
    const { left, cleaned, stays } = await target.sandbox.clean();

    expect([status, get, list]).toEqual(damage.seen[release]);
    expect({ left, live: live(run, before) }).toEqual({ left: [], live: [] });
    expect(await listStatus(run)).toBe(200);
    const operations = damage.rows?.[release] ?? 0;
    expect(server.operations().length - rows).toBe(operations);
    expect(stays).toEqual(cleaned + operations === 0 ? undefined : { connections: cleaned, operations });
    expect(readdirSync(home)).toEqual([]);
  });

  test.each(cases)(
    'by %s on %s a run without the consent says what is left, or leaves nothing',
    async (_, release, damage) => {
      const run = await started(release);
      const before = idsOf(run.server);
      await damage.act(run);

      const { left } = await run.target.sandbox.clean();

      const kept = damage.needsConsent === true && release === '0.44.5' ? live(run, before) : [];
      expect(live(run, before)).toEqual(kept);
      expect(kept).toHaveLength(damage.needsConsent === true && release === '0.44.5' ? 1 : 0);
      expect(left).toEqual(kept.flatMap((id) => [id, `unknown: updating ${id} was answered with 500`]));
    },
  );
});

describe('airlock cleanup --force', () => {
  test.each(cases)('removes what a run left after %s on %s', async (_, release, damage) => {
    const run = await started(release);
    const before = idsOf(run.server);
    const rows = run.server.operations().length;
    await damage.act(run);

    const [journal] = openJournals(home);
    const cleaned = journal === undefined ? undefined : await forced(journal);

    expect(cleaned?.left).toEqual([]);
    expect(live(run, before)).toEqual([]);
    expect(run.server.operations().length - rows).toBe(damage.rows?.[release] ?? 0);
    expect(await listStatus(run)).toBe(200);
  });

  test('finds connections whose create was never answered behind a list that another one broke', async () => {
    const run = await started('0.44.5');
    const before = idsOf(run.server);
    await update(run, await created(run), { syncCatalog: catalogOf({}), skipReset: true });
    // The server carried it out, and the answer was lost: the journal knows no id.
    const { sourceId, destinationId } = run.server;
    const name = run.target.sandbox.nextName();
    await answered(run.target, 'webBackendCreateConnection', { name, sourceId, destinationId, status: 'inactive' });

    const [journal] = openJournals(home);
    const result = journal === undefined ? undefined : await forced(journal);

    expect(result).toMatchObject({ created: 2, cleaned: 2, left: [] });
    expect(live(run, before)).toEqual([]);
  });
});

async function forced(journal: ReturnType<typeof openJournals>[number]): ReturnType<typeof cleanJournal> {
  const options = { homeDir: home, optIns: { harmfulInputs: true } };
  return cleanJournal(journal, options, { signal: new AbortController().signal });
}
