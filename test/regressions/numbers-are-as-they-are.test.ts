/** Integers of 64 bits and beyond are neither rounded nor reported as changed, wherever they stand. */
import { mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { startServer } from '../../lab/start-server.ts';
import { allChecks } from '../../properties/checks/all-checks.ts';
import { fuzz } from '../../properties/engine/fuzz.ts';
import { member } from '../../src/json/json.ts';
import { parseJson } from '../../src/json/parse-json.ts';
import { curlFor } from '../../src/target/curl.ts';
import { openTarget } from '../../src/target/open-target.ts';
import { runInProcess } from '../commands/run-in-process.ts';
import { startFaultProxy } from '../target/fault-proxy.ts';

const home = mkdtempSync(join(tmpdir(), 'airlock-numbers-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

const int64 = '9223372036854775807';
const huge = '123456789012345678901234567890';

describe('a source whose catalog has integers that no double holds', () => {
  test('is fuzzed without a finding, and gets back what it answered', { timeout: 60_000 }, async () => {
    const { findings, bodies } = await fuzzed();

    const sentBack = bodies.filter((body) => body.includes('"of_the_source"'));
    expect(findings).toEqual([]);
    expect(sentBack.length).toBeGreaterThan(0);
    expect(
      sentBack.filter((body) => !body.includes(`"maximum":${int64}`) || !body.includes(`"const":${huge}`)),
    ).toEqual([]);
  });
});

describe('a server that rounds them', () => {
  test(
    'is found, and every report and the replay of the finding have them as they were sent',
    {
      timeout: 90_000,
    },
    async () => {
      const backend = await startServer({ faults: ['integers-rounded'] });
      const proxy = await startFaultProxy(backend.url, () => undefined);
      const target = ['--target', proxy.url, '--workspace', backend.workspaceId];
      const limits = '--seed 5 --phases valid --max-findings 1 --max-time 30s --report json,html,har,ndjson';

      const { folder } = await runInProcess(['fuzz', ...target, ...limits.split(' ')]);
      const report = join(folder, 'airlock-report/latest');
      const name = readdirSync(join(report, 'findings')).find((each) => each.endsWith('.json')) ?? '';
      const file = join(realpathSync(report), 'findings', name);
      const written = ['report.json', 'report.html', 'exchanges.har', 'events.ndjson'].map((one) =>
        readFileSync(join(report, one), 'utf8'),
      );
      const finding = readFileSync(file, 'utf8');
      const sent = proxy.seen.length;
      await runInProcess(['replay', file, '--allow-writes'], { folder });
      await proxy.close();
      await backend.close();

      expect(['create-equals-get', 'catalog-replaced']).toContain(member(parseJson(finding), 'check'));
      for (const text of [finding, ...written]) expect(text).toContain(int64);
      expect(finding).toMatch(new RegExp(`"(minimum|maximum)": -?${int64.slice(0, -1)}`));
      expect(proxy.seen.slice(sent).some(({ body }) => body.includes(`"maximum":${int64}`))).toBe(true);
    },
  );
});

test('a command line shows them as they are sent', () => {
  const call = { operation: 'webBackendUpdateConnection', body: { units: BigInt(huge) } } as const;

  expect(curlFor(call, { url: 'http://localhost/api' })).toContain(`{"units":${huge}}`);
});

/** A run on a source whose catalog has such integers. */
async function fuzzed() {
  const backend = await startServer();
  const properties = { of_the_source: { type: 'integer', maximum: BigInt(int64), const: BigInt(huge) } };
  for (const [id, known] of backend.store.catalogs)
    backend.store.catalogs.set(id, {
      ...known,
      streams: known.streams.map((stream) => ({ ...stream, jsonSchema: { type: 'object', properties } })),
    });
  const proxy = await startFaultProxy(backend.url, () => undefined);
  const { signal } = new AbortController();
  const target = await openTarget(
    { url: proxy.url, workspaceId: backend.workspaceId, homeDir: home, optIns: { harmfulInputs: true } },
    { signal, runId: 'number01' },
  );
  const { findings = [] } = await fuzz({
    target,
    emit: () => undefined,
    signal,
    seed: 5,
    phases: ['sequences'],
    checks: allChecks.filter(({ optional }) => optional !== true),
    maxTimeMs: 8000,
    workers: 4,
    minAcceptance: 0.9,
    shrink: true,
    strict: true,
    known: [],
  });
  await target.sandbox.clean();
  await target.close();
  await proxy.close();
  await backend.close();
  return { findings, bodies: proxy.seen.map(({ body }) => body) };
}
