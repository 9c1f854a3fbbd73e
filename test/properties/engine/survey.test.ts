import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { allChecks } from '../../../properties/checks/all-checks.ts';
import { fuzz } from '../../../properties/engine/fuzz.ts';
import type { FaultId } from '../../../lab/faults.ts';
import { startServer } from '../../../lab/start-server.ts';
import type { Exchange } from '../../../src/target/exchange.ts';
import type { StepResult } from '../../../src/report/report.ts';
import { openTarget } from '../../../src/target/open-target.ts';
import { newRunId } from '../../../src/target/run-id.ts';

const { signal } = new AbortController();

/** A run that only reads and draws one case, on a workspace of thirty connections. */
async function read(
  faults: readonly FaultId[] = [],
): Promise<{ readonly result: StepResult; readonly ids: unknown[] }> {
  const server = await startServer({ connections: 30 });
  const exchanges: Exchange[] = [];
  const target = await openTarget(
    { ...server, readOnly: true, homeDir: mkdtempSync(join(tmpdir(), 'airlock-')) },
    { signal, runId: newRunId(), onExchange: (exchange) => void exchanges.push(exchange) },
  );
  server.setFaults(faults);
  exchanges.length = 0;
  try {
    const result = await fuzz({
      target,
      emit: () => undefined,
      signal,
      seed: 1,
      phases: ['valid'],
      checks: allChecks.filter(({ id, optional }) => optional !== true && id !== 'existing-untouched'),
      maxTimeMs: 60_000,
      maxExamples: 1,
      workers: 1,
      minAcceptance: 0,
      shrink: false,
      strict: false,
      known: [],
    });
    const gets = exchanges.flatMap(({ call }) =>
      call.operation === 'webBackendGetConnection' ? [Reflect.get(Object(call.body), 'connectionId')] : [],
    );
    return { result, ids: [...new Set(gets)] };
  } finally {
    await target.close();
    await server.close();
  }
}

test('everything that the list shows is read', async () => {
  const { result, ids } = await read();

  expect(result.findings).toEqual([]);
  expect(ids).toHaveLength(30);
});

test('a connection whose source is in another workspace is found without options', async () => {
  const { result } = await read(['source-of-another-workspace']);

  expect(result.findings?.map(({ title }) => title)).toContain(
    'A connection of the workspace has a source of another one',
  );
});
