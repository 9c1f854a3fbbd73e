/** A server that was not written here: a static mock that Prism makes of the published description. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { allChecks } from '../../../properties/checks/all-checks.ts';
import { fuzz } from '../../../properties/engine/fuzz.ts';
import { phases } from '../../../properties/model/case.ts';
import { openApiDocument } from '../../../schemas/description.ts';
import { isOperationId, operations } from '../../../schemas/operations.ts';
import type { StepResult } from '../../../src/report/report.ts';
import { identifyRelease } from '../../../src/description/identify-release.ts';
import type { TargetRelease } from '../../../src/description/identify-release.ts';
import { lookAt } from '../../../src/description/look-at-target.ts';
import { openTarget } from '../../../src/target/open-target.ts';
import { newRunId } from '../../../src/target/run-id.ts';

const prismCli = join(import.meta.dirname, '../../../node_modules/@stoplight/prism-cli/dist/index.js');
let prism: ChildProcess;
let result: StepResult;
let release: TargetRelease;

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'airlock-prism-'));
  const document = join(folder, 'published.json');
  await writeFile(document, JSON.stringify(openApiDocument('published')));
  const port = await freePort();
  prism = spawn(process.execPath, [prismCli, 'mock', '-h', '127.0.0.1', '-p', String(port), document]);
  await listening(prism);
  const stop = new AbortController().signal;
  const target = await openTarget(
    {
      url: `http://127.0.0.1:${port}`,
      workspaceId: 'aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa',
      sourceId: 'bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb',
      destinationId: 'cccccccc-cccc-4ccc-8ccc-cccccccccccc',
      homeDir: folder,
    },
    { signal: stop, runId: newRunId() },
  );
  release = await identifyRelease(lookAt(target));
  result = await fuzz({
    target,
    emit: () => undefined,
    signal: stop,
    seed: 5,
    phases,
    checks: allChecks.filter(({ optional }) => optional !== true),
    maxTimeMs: 15_000,
    maxExamples: 3,
    workers: 1,
    minAcceptance: 0,
    shrink: false,
    strict: false,
    known: [],
  });
  await target.close();
});

afterAll(() => {
  prism.kill();
});

describe('a static mock of the published description', () => {
  test('is no release that is known, so that nothing it does is explained', () => {
    expect(release.sureness).toBe('unknown');
    expect(release).not.toHaveProperty('day');
    expect(result.findings?.filter(({ status }) => status === 'deviation')).toEqual([]);
  });

  test('is fuzzed to the end', () => {
    expect(result.sections?.['fuzz']).toMatchObject({ skippedPhases: [] });
    expect(result.requests?.total ?? result.checks?.['no-server-error']?.evaluated).toBeGreaterThan(50);
  });

  test('raises findings about schemas only where its answers break them', () => {
    const ajv = new Ajv2020({ strict: false });
    addFormats.default(ajv);
    const aboutSchemas = (result.findings ?? []).filter(({ check }) => check === 'response-schema');

    const verdicts = aboutSchemas.map(({ operation, steps, signature }) => {
      const { status, body } = steps.findLast((step) => step.operation === operation)?.response ?? {
        status: 0,
        body: null,
      };
      const responses: Readonly<Record<number, object>> = isOperationId(operation)
        ? operations[operation].responses
        : {};
      return { signature, valid: ajv.validate(responses[status] ?? {}, body) };
    });
    expect(verdicts.filter(({ valid }) => valid)).toEqual([]);
  });

  test('is told apart from a server that stores what it is sent', () => {
    const checks = new Set((result.findings ?? []).map(({ check }) => check));

    expect([...checks]).toEqual(expect.arrayContaining(['create-equals-get']));
  });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // a TCP server that listens has an address
  server.close();
  await once(server, 'close');
  return port;
}

async function listening(child: ChildProcess): Promise<void> {
  if (child.stdout === null) throw new Error('Cannot wait for Prism: it has no output');
  for await (const line of createInterface({ input: child.stdout }))
    if (line.includes('Prism is listening')) {
      child.stdout.resume();
      return;
    }
  throw new Error('Cannot start Prism: it ended without listening');
}
