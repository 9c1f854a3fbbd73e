/** A refresh reaches every connection of the source: where none but those of the run use it, it needs nobody's consent. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { allChecks } from '../../properties/checks/all-checks.ts';
import { fuzz } from '../../properties/engine/fuzz.ts';
import { leftOut } from '../../properties/engine/left-out.ts';
import { deviationFor } from '../../deviations/deviations.ts';
import { startServer } from '../../lab/start-server.ts';
import type { LabServer, ServerKind } from '../../lab/start-server.ts';
import { openTarget } from '../../src/target/open-target.ts';
import type { OpenTarget } from '../../src/target/open-target.ts';
import type { TargetOptions } from '../../src/target/target-options.ts';
import { newRunId } from '../../src/target/run-id.ts';

const unshared = '000000b1-0000-4000-8000-000000000009';
const { signal } = new AbortController();

/** With a second source in the home workspace, which no connection uses. */
async function onServer<Result>(
  options: Partial<TargetOptions>,
  use: (target: OpenTarget, server: LabServer) => Promise<Result>,
  as: ServerKind = 'reference',
): Promise<Result> {
  const server = await startServer({ as });
  const { url, workspaceId, sourceId, destinationId, store } = server;
  const source = store.sources.get(sourceId);
  if (source !== undefined) store.sources.set(unshared, { ...source, id: unshared });
  const target = await openTarget(
    { url, workspaceId, destinationId, homeDir: mkdtempSync(join(tmpdir(), 'airlock-')), ...options },
    { signal, runId: newRunId() },
  );
  try {
    return await use(target, server);
  } finally {
    await target.sandbox.clean();
    await target.close();
    await server.close();
  }
}

const refreshing = (connectionId: string | undefined) =>
  ({ operation: 'webBackendGetConnection', body: { connectionId, withRefreshedCatalog: true } }) as const;

test('connections of the run are refreshed without consent on a source that no connection uses', async () => {
  await onServer({ sourceId: unshared }, async (target) => {
    const { fixtures, sandbox } = target;
    const { sourceId, destinationId } = fixtures;
    const name = sandbox.nextName();
    const created = await target.send({
      operation: 'webBackendCreateConnection',
      body: { name, sourceId, destinationId, status: 'inactive' },
    });
    const made: unknown = created.outcome.kind === 'answer' && created.outcome.json.ok && created.outcome.json.value;
    const connectionId = String(Reflect.get(Object(made), 'connectionId'));
    sandbox.created(name, connectionId);

    const own = await target.send(refreshing(connectionId));

    expect(own.outcome).toMatchObject({
      status: 200,
      json: { value: { catalogDiff: { transforms: expect.any(Array) } } },
    });
    await expect(target.send(refreshing(fixtures.existingConnectionIds[0]))).rejects.toThrow('--allow-refresh');
    expect(leftOut(target.consent, fixtures).map(({ what }) => what)).not.toContain('refreshing gets');
  });
});

test.each([
  ['a source that a connection uses', {}],
  ['a run that only reads', { sourceId: unshared, readOnly: true }],
])('nothing is refreshed without consent: %s', async (_, options) => {
  await onServer(options, async ({ consent, fixtures }) => {
    expect(consent.ownRefresh).toBeUndefined();
    const left = leftOut(consent, { ...fixtures, sourceCatalogId: fixtures.sourceCatalogId ?? unshared });
    expect(left.every(({ hides }) => hides !== '')).toBe(true);
    expect(left.map(({ what }) => what)).toContain(consent.writes ? 'refreshing gets' : 'everything that writes');
  });
});

test.each(['reference', 'airbyte-0.44.5'] as const)(
  'such a run refreshes, finds nothing, and leaves what is there alone: %s',
  async (as) => {
    await onServer(
      { sourceId: unshared },
      async (target) => {
        const { findings = [], checks } = await fuzz({
          target,
          emit: () => undefined,
          signal,
          seed: 5,
          phases: ['sequences', 'concurrency'],
          checks: allChecks.filter(({ optional }) => optional !== true),
          maxTimeMs: 60_000,
          maxExamples: 16,
          workers: 1,
          minAcceptance: 0,
          shrink: false,
          strict: false,
          known: [],
          deviationOf: (finding) => (as === 'reference' ? undefined : deviationFor(finding, { release: '0.44.5' })?.id),
        });

        expect(findings.filter(({ status }) => status === 'new').map(({ title }) => title)).toEqual([]);
        expect(checks?.['refresh-diff']?.evaluated).toBeGreaterThan(0);
        expect(checks?.['existing-untouched']?.evaluated).toBeGreaterThan(0);
      },
      as,
    );
  },
  120_000,
);
