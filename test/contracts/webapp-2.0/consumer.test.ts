/** The contract of the page of 2.0.0, on a server that answers as release 2.0.0 does, and on ones that break it in one place each. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { webapp20 } from '../../../contracts/webapp-2.0/consumer.ts';
import { pactFileName } from '../../../contracts/run/merge-pact.ts';
import { verifyPacts } from '../../../contracts/run/verify-pacts.ts';
import { startAirbyte20 } from '../../../lab/airbyte-2.0/start.ts';
import type { RunningAirbyte20 } from '../../../lab/airbyte-2.0/start.ts';
import { builtInDescription } from '../../../src/description/built-in-description.ts';
import type { StepResult } from '../../../src/report/report.ts';
import { openTarget } from '../../../src/target/open-target.ts';
import type { TargetOptions } from '../../../src/target/target-options.ts';
import { breached, breaches, changed } from './breaches.ts';
import type { Breach } from './breaches.ts';

const pact = join(import.meta.dirname, '../../../pacts', pactFileName(webapp20.name));
const home = mkdtempSync(join(tmpdir(), 'airlock-webapp-2.0-'));
let server: RunningAirbyte20;
beforeAll(async () => {
  server = await startAirbyte20();
  putTagOnSomeConnection(server);
  changeAStreamOfASource(server);
});
afterAll(async () => {
  await server.close();
  rmSync(home, { recursive: true, force: true });
});

function putTagOnSomeConnection({ tables }: RunningAirbyte20): void {
  const [tagId = ''] = tables.tags.keys();
  const [first] = tables.connections.values();
  if (first !== undefined) tables.connections.set(first.connectionId, { ...first, tagIds: [tagId] });
}

/** The catalog of some connection is older than what its source now has: one field is new. */
function changeAStreamOfASource({ tables }: RunningAirbyte20): void {
  const outgrown = [...tables.connections.values()].find(({ sourceCatalogId }) => sourceCatalogId !== undefined);
  const source = tables.sources.get(outgrown?.sourceId ?? '');
  const catalogId = '0b1f4dad-9c3a-4a3e-9c8f-80f0a1f0e001';
  if (source === undefined) return;
  tables.catalogs.set(
    catalogId,
    (tables.catalogs.get(source.discovers) ?? []).map((stream) => ({
      ...stream,
      jsonSchema: { type: 'object', properties: { id: { type: 'number' }, phone: { type: 'string' } } },
    })),
  );
  tables.sources.set(source.id, { ...source, discovers: catalogId, newestCatalogId: catalogId });
}

describe('a server of release 2.0.0', () => {
  test('keeps the whole contract, and nothing is left behind', async () => {
    const { result, left } = await verified({});

    expect((result.findings ?? []).map(({ title }) => title)).toEqual([]);
    expect(result.sections?.['verify']).toMatchObject({
      interactions: webapp20.interactions.length,
      verified: webapp20.interactions.length,
      skipped: [],
    });
    expect(left).toEqual([]);
  });

  test('keeps it behind bearer tokens as well', async () => {
    const guarded = await startAirbyte20({ auth: { token: 'let-me-in' } });
    putTagOnSomeConnection(guarded);
    try {
      const { result } = await verified({}, { ...guarded, token: 'let-me-in', optIns: { refresh: true } });

      expect(result.sections?.['verify']).toMatchObject({
        broken: 0,
        verified: webapp20.interactions.length - 1,
        skipped: [
          {
            reason: expect.stringContaining('no connection of the workspace shows a change') as unknown,
            interactions: 1,
          },
        ],
      });
    } finally {
      await guarded.close();
    }
  });

  test('without a tag, a change or consent to refresh has interactions skipped, each with its reason', async () => {
    const bare = await startAirbyte20();
    try {
      const { result } = await verified({}, bare);

      const { skipped } = sectionOf(result);
      expect(result.verdicts).toEqual([]);
      expect(skipped.map(({ reason, interactions }) => [interactions, reason])).toEqual(
        expect.arrayContaining([
          [3, expect.stringMatching(/"a connection with a tag exists": no connection of the workspace has a tag/)],
          [1, expect.stringMatching(/"a tag exists": no connection of the workspace has a tag/)],
          [1, expect.stringMatching(/"a connection whose source schema changed": .*--allow-refresh permits it/)],
          [1, expect.stringMatching(/^Cannot send webBackendGetConnection: a refresh .*--allow-refresh permits it/)],
        ]),
      );
    } finally {
      await bare.close();
    }
  });

  test('may add members, and leave out what the page never reads', async () => {
    const { result } = await verified({
      answer: ({ value }) => ({
        ...changed(value, '/connections/*', (row) => {
          delete row['isSyncing'];
          delete row['sourceActorDefinitionVersion'];
        }),
        page_size: undefined,
        notifySchemaChangesByEmail: undefined,
        schedule: undefined,
        operationIds: undefined,
        newMember: { of: ['a later release'] },
      }),
      of: ['webBackendListConnectionsForWorkspace', 'webBackendGetConnection', 'webBackendUpdateConnection'],
    });

    expect((result.findings ?? []).map(({ title }) => title)).toEqual([]);
  });

  test.each(breaches)('is broken where $what', async ({ breach, breaks, says }) => {
    const { result } = await verified(breach);

    const { results } = sectionOf(result);
    const broken = results.filter(({ verdict }) => verdict === 'broken').map(({ description }) => description);
    expect(broken.toSorted()).toEqual(breaks().toSorted());
    expect((result.findings ?? []).map(({ title }) => title).join('\n')).toMatch(says);
    expect(result.verdicts?.[0]).toMatchObject({ code: 1 });
  });
});

interface VerifySection {
  readonly skipped: readonly { readonly reason: string; readonly interactions: number }[];
  readonly results: readonly { readonly description: string; readonly verdict: string }[];
}

function sectionOf({ sections }: StepResult): VerifySection {
  return { ...sections }['verify'] as VerifySection; // what verify writes
}

async function verified(
  breach: Breach,
  where: TargetOptions = { ...server, optIns: { refresh: true } },
): Promise<{ readonly result: StepResult; readonly left: readonly string[] }> {
  const target = await openTarget(
    { ...where, homeDir: home },
    { signal: new AbortController().signal, runId: crypto.randomUUID().slice(0, 8) },
  );
  try {
    const result = await verifyPacts({
      target: { ...target, send: breached((call) => target.send(call), breach) },
      pact,
      description: builtInDescription('2.0'),
    });
    return { result, left: (await target.sandbox.clean()).left };
  } finally {
    await target.close();
  }
}
