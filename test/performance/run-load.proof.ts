import fastify from 'fastify';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startServer } from '../../lab/start-server.ts';
import type { LabServer } from '../../lab/start-server.ts';
import type { K6 } from '../../src/performance/find-k6.ts';
import { measureLoad } from '../../src/performance/measure-load.ts';
import type { LoadOptions } from '../../src/performance/load-options.ts';
import { runLoad } from '../../src/performance/run-load.ts';
import { installLimitMs, k6ForTests } from './k6-for-tests.ts';

let k6: K6;
let backend: LabServer | undefined;
beforeAll(async () => {
  k6 = await k6ForTests();
}, installLimitMs);
afterEach(async () => {
  await backend?.close();
  backend = undefined;
});

async function options(
  changes: Partial<LoadOptions> = {},
  faults: Parameters<LabServer['setFaults']>[0] = [],
): Promise<LoadOptions> {
  backend = await startServer({ faults });
  return {
    k6,
    type: 'smoke',
    operation: 'mixed',
    target: { url: backend.url, workspaceId: backend.workspaceId },
    rate: 10,
    durationSeconds: 2,
    emit: () => undefined,
    signal: new AbortController().signal,
    ...changes,
  };
}

describe('a load test of a healthy target', () => {
  test('passes and measures list and get apart', async () => {
    const result = await runLoad(await options());

    expect(result.verdicts).toEqual([]);
    expect(result.sections?.['load']).toMatchObject({
      verdict: 'pass',
      dropped: 0,
      contractViolations: 0,
      latencies: [
        { operation: 'list', failed: 0 },
        { operation: 'get', failed: 0 },
      ],
    });
    expect(result.summary?.join('\n')).toMatch(/list\s+p50 [\d.]+ ms {2}p95 [\d.]+ ms {2}p99 [\d.]+ ms/);
  });

  test('sends credentials that stand on no command line', async () => {
    const asked = await options();
    await backend?.close();
    backend = await startServer({ auth: { username: 'airbyte', password: 'only-in-the-environment' } });

    const { doubts } = await measureLoad({
      ...asked,
      target: { url: backend.url, workspaceId: backend.workspaceId, auth: 'airbyte:only-in-the-environment' },
    });

    expect(doubts.filter((doubt) => !doubt.includes('late by'))).toEqual([]);
  });

  test('renews tokens of client credentials while they live, outside of what is measured', async () => {
    const asked = await options({ operation: 'list', durationSeconds: 6 });
    let issued = 0;
    const issuedAt = new Map<string, number>();
    const server = fastify();
    server.post('/api/v1/applications/token', () => {
      issued += 1;
      issuedAt.set(`Bearer token-${issued}`, Date.now());
      return { access_token: `token-${issued}`, expires_in: 4 };
    });
    server.post('/api/v1/web_backend/*', (request, reply) =>
      Date.now() - (issuedAt.get(request.headers.authorization ?? '') ?? 0) < 4000
        ? { connections: [] }
        : reply.code(401).send({}),
    );
    const url = `${await server.listen({ port: 0, host: '127.0.0.1' })}/api`;

    const { measurements, doubts } = await measureLoad({
      ...asked,
      target: { url, workspaceId: backend?.workspaceId ?? '', clientId: 'me', clientSecret: 'secret' },
    });
    await server.close();

    expect(doubts.filter((doubt) => !doubt.includes('late by'))).toEqual([]);
    expect(measurements.failed).toBe(0);
    expect(measurements.latencies().map(({ operation, requests }) => [operation, requests])).toEqual([
      ['list', measurements.iterations],
    ]);
    expect(issued).toBeGreaterThan(2);
  });

  test('counts answers that break their schema, on a sample', async () => {
    const result = await runLoad(await options({ operation: 'list' }, ['list-item-without-schema-change']));

    expect(result.sections?.['load']).toMatchObject({ contractViolations: 1 });
  });
});

describe('a load test that proves nothing is invalid', () => {
  test('when the schedule was not completed because there are too few virtual users', async () => {
    const result = await runLoad(await options({ vus: 1, operation: 'list' }, ['slow-list']));

    expect(result.verdicts?.[0]).toMatchObject({ code: 6 });
    expect(result.verdicts?.[0]?.reason).toMatch(/dropped|scheduled iterations/);
  });

  test('when the server goes away in the middle', async () => {
    const asked = await options({ durationSeconds: 4 });
    setTimeout(() => void backend?.close(), 3500);

    const result = await runLoad(asked);

    expect(result.verdicts?.map(({ code }) => code)).toContain(6);
  });

  test('when another page answers in the place of the API', async () => {
    const asked = await options({ operation: 'list' });
    let asks = 0;
    const server = fastify();
    // Discovery is answered, then a proxy takes over.
    server.post('/api/*', (_request, reply) =>
      (asks += 1) === 1
        ? { connections: [] }
        : reply.header('content-type', 'text/html').send('<html>Please sign in</html>'),
    );
    const url = `${await server.listen({ port: 0, host: '127.0.0.1' })}/api`;

    const result = await runLoad({ ...asked, target: { url, workspaceId: backend?.workspaceId ?? '' } });
    await server.close();

    expect(result.verdicts).toMatchObject([{ code: 6 }]);
    expect(result.verdicts?.[0]?.reason).toContain('1 of 1 answers that were looked at are no list and no connection');
  });

  test('when nothing answers from the start', async () => {
    const asked = await options();
    await backend?.close();

    const result = await runLoad(asked);

    expect(result.verdicts?.[0]).toMatchObject({ code: 6 });
    expect(result.verdicts?.[0]?.reason).toMatch(/the script failed/);
  });

  test('although K6_DURATION in the environment would replace the scenarios', async () => {
    process.env['K6_DURATION'] = '1s';
    try {
      const { measurements, doubts } = await measureLoad(await options());

      // A busy machine may make the generator late; replaced scenarios would make tens of thousands of iterations.
      expect(doubts.filter((doubt) => !doubt.includes('late by'))).toEqual([]);
      expect(measurements.iterations).toBeLessThan(30);
    } finally {
      delete process.env['K6_DURATION'];
    }
  });
});

test('a slow target crosses its thresholds, which is exit 5', async () => {
  const result = await runLoad(await options({ operation: 'list', rate: 3 }, ['slow-list']));

  expect(result.verdicts).toMatchObject([{ code: 5 }]);
  expect(result.verdicts?.[0]?.reason).toMatch(/p\(95\)<1500/);
});

test('a threshold of the command line is added to the defaults', async () => {
  const result = await runLoad(
    await options({ thresholds: { 'http_req_duration{phase:measured,expected_response:true}': ['max<0.001'] } }),
  );

  expect(result.verdicts?.[0]).toMatchObject({ code: 5 });
});
