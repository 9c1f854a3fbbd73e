import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { allChecks, checksAgainst } from '../../properties/checks/all-checks.ts';
import { fuzz } from '../../properties/engine/fuzz.ts';
import { phases } from '../../properties/model/case.ts';
import type { StepResult } from '../../src/report/report.ts';
import { loadDescription } from '../../src/description/load-description.ts';
import type { LoadedDescription } from '../../src/description/load-description.ts';
import { openTarget } from '../../src/target/open-target.ts';
import { completed } from './completed.ts';
import { validatorFor } from '../../src/validation/validator.ts';
import { startNewerServer } from './newer-server.ts';
import type { NewerServer } from './newer-server.ts';

const file = fileURLToPath(new URL('../../../shared/openapi/airbyte-2024-10.yaml', import.meta.url));

describe.skipIf(!existsSync(file))('a server of October 2024 (skipped where ../shared/openapi is absent)', () => {
  test('is fuzzed by its own description without a finding', async () => {
    const description = await loadDescription(file);
    const server = await startNewerServer(description);
    try {
      const { findings, acceptance } = await fuzzed(server.url, { server, description });

      expect(findings).toEqual([]);
      expect(acceptance?.valid.sent).toBeGreaterThan(20);
      expect(acceptance?.valid.accepted).toBe(acceptance?.valid.sent);
    } finally {
      await server.close();
    }
  });

  test('is not what the older server is: its answers lack what the newer description requires', async () => {
    const description = await loadDescription(file);
    const server = await startNewerServer(description);
    try {
      const { findings = [] } = await fuzzed(server.backend.url, { server, description });

      expect(new Set(findings.map(({ check }) => check))).toEqual(new Set(['response-schema']));
      expect(findings.map(({ pointer }) => pointer)).toContain('/sourceActorDefinitionVersion');
    } finally {
      await server.close();
    }
  });
});

test('what a schema requires is filled in and what is there stays', () => {
  const schema = {
    type: 'object',
    required: ['id', 'state', 'list', 'inner'],
    properties: {
      id: { type: 'string', format: 'uuid' },
      state: { type: 'string', enum: ['on', 'off'] },
      list: { type: 'array', items: { type: 'object', required: ['n'], properties: { n: { type: 'integer' } } } },
      inner: { type: 'object', required: ['flag'], properties: { flag: { type: 'boolean' } } },
    },
  } as const;

  const whole = completed(schema, { state: 'off', list: [{ n: 7 }, {}], extra: null });

  expect(whole).toEqual({
    id: '00000000-0000-4000-8000-000000000000',
    state: 'off',
    list: [{ n: 7 }, { n: 0 }],
    inner: { flag: false },
    extra: null,
  });
  expect(validatorFor(schema)(whole)).toEqual([]);
});

async function fuzzed(
  url: string,
  { server, description }: { readonly server: NewerServer; readonly description: LoadedDescription },
): Promise<StepResult> {
  const { workspaceId, sourceId, destinationId } = server.backend;
  const { signal } = new AbortController();
  const target = await openTarget({ url, workspaceId, sourceId, destinationId }, { signal, runId: 'newer' });
  try {
    return await fuzz({
      target,
      signal,
      description,
      checks: checksAgainst(description.operations).filter(({ optional }) => optional !== true),
      phases,
      seed: 20_241_006,
      maxTimeMs: 60_000,
      maxExamples: 6,
      workers: 2,
      minAcceptance: 0.9,
      shrink: false,
      strict: true,
      known: [],
      emit: () => undefined,
    });
  } finally {
    await target.sandbox.clean();
    await target.close();
  }
}

test('there are as many checks for another description as for our own', () => {
  expect(checksAgainst({})).toHaveLength(allChecks.length);
});
