import type { Finding, Report } from '../../src/report/report.ts';
import type { Comparison, OperationLatency } from '../../src/report/performance-section.ts';

/** Everything that a hostile server could put into an answer to attack a terminal, a page, an XML file or a shell. */
export const hostile =
  '</script><script>globalThis.owned = true</script><img src=x onerror="globalThis.owned = true">]]>\u001b[2J\u001b]0;owned\u0007\u202Edesrever\u2066\u0000\u2028::error::owned %0A "\'&';

export function sampleFinding(changes: Partial<Finding> = {}): Finding {
  const id = changes.id ?? '3f9c2a10';
  return {
    id,
    check: 'patch-frame',
    operation: 'webBackendUpdateConnection',
    signature: 'patch-frame webBackendUpdateConnection /prefix',
    title: 'Updating "name" also changed "prefix"',
    meaning: 'Saving one setting silently changes another one.',
    severity: 'high',
    status: 'new',
    reproduction: 'confirmed',
    retries: { reproduced: 3, tried: 3 },
    expected: '{"name":"orders","prefix":"eu_","status":"inactive"}',
    received: '{"name":"orders","prefix":"","status":"inactive"}',
    pointer: '/prefix',
    steps: [
      {
        operation: 'webBackendCreateConnection',
        request: { name: 'airlock-1-1', prefix: 'eu_', status: 'inactive' },
        response: { status: 200, body: { connectionId: '11111111-1111-4111-8111-111111111111', prefix: 'eu_' } },
      },
      {
        operation: 'webBackendUpdateConnection',
        request: { connectionId: '11111111-1111-4111-8111-111111111111', name: 'orders', skipReset: true },
        response: { status: 200, body: { name: 'orders', prefix: '' } },
      },
    ],
    curl: [
      `curl -sS -X POST 'http://127.0.0.1:8000/api/v1/web_backend/connections/create' -H 'Content-Type: application/json' -d '{"name":"airlock-1-1"}'`,
      `curl -sS -X POST 'http://127.0.0.1:8000/api/v1/web_backend/connections/update' -H 'Content-Type: application/json' -d '{"name":"orders"}'`,
    ],
    replay: `airlock replay ${id}`,
    path: '0:3:1',
    ...changes,
  };
}

/** An exchange whose answer is hostile. */
export const sampleExchange = {
  id: 'run-1',
  operation: 'webBackendGetConnection',
  method: 'POST',
  url: '/v1/web_backend/connections/get?x=1&y=%20',
  startedAt: '2026-01-01T00:00:00.000Z',
  durationMs: 12.5,
  requestHeaders: { accept: 'application/json' },
  requestBody: JSON.stringify({ connectionId: hostile }),
  status: 200,
  responseHeaders: { 'content-type': 'application/json' },
  responseBody: hostile,
};

const latencies: readonly OperationLatency[] = [
  latencyOf('webBackendListConnectionsForWorkspace', 14),
  latencyOf('webBackendGetConnection', 6),
];

const heldThreshold = { metric: 'http_req_duration{operation:get}', expression: 'p(95)<500', ok: true, measured: 11.4 };

const comparisons: readonly Comparison[] = [
  comparison('webBackendGetConnection', 'p50', [0.98, 0.96, 1.01], 'unchanged'),
  comparison('webBackendGetConnection', 'p95', [1.24, 1.16, 1.33], 'regression'),
  comparison('webBackendListConnectionsForWorkspace', 'p50', [0.87, 0.84, 0.91], 'improvement'),
  comparison('webBackendListConnectionsForWorkspace', 'p95', [1.03, 0.88, 1.19], 'inconclusive'),
];

/** A run with findings of every kind, a load test, a comparison and a selftest: what no real run has all at once. */
export function sampleReport(changes: Partial<Report> = {}): Report {
  return {
    schemaVersion: 1,
    tool: { name: 'airlock', version: '1.0.0' },
    command: 'check',
    target: { url: 'http://127.0.0.1:8000/api', workspaceId: '00000000-0000-4000-8000-000000000001' },
    seed: 42,
    startedAt: '2026-01-01T00:00:00.000Z',
    durationMs: 61_234,
    requests: {
      total: 5120,
      byOperation: {
        webBackendGetConnection: { total: 900, byStatus: { '200': 880, '404': 20 } },
        webBackendCreateConnection: { total: 700, byStatus: { '200': 560, '422': 140 } },
        webBackendUpdateConnection: { total: 3520, byStatus: { '200': 3400, '404': 20, '422': 99, '500': 1 } },
      },
    },
    acceptance: {
      valid: { sent: 3000, accepted: 2995 },
      invalid: { sent: 1200, rejected: 1200 },
      byOperation: {
        webBackendUpdateConnection: { valid: { sent: 2000, accepted: 1995 }, invalid: { sent: 600, rejected: 600 } },
      },
    },
    checks: {
      'no-server-error': { evaluated: 5120, failed: 1 },
      'patch-frame': { evaluated: 812, failed: 4 },
      'response-schema': { evaluated: 5120, failed: 0 },
      'refresh-diff': { evaluated: 0, failed: 0 },
    },
    findings: [
      sampleFinding({
        id: '0badcafe',
        check: 'no-server-error',
        signature: 'no-server-error webBackendUpdateConnection',
        title: 'A name of 256 characters is answered with 500',
        meaning: 'The caller cannot tell a mistake of its own from an outage, and will retry what never succeeds.',
        severity: 'critical',
        expected: 'a status below 500',
        received: '500 Internal Server Error',
      }),
      sampleFinding(),
      sampleFinding({
        id: 'deadbeef',
        check: 'no-leak',
        title: `An answer carries markup: ${hostile}`,
        severity: 'medium',
        received: hostile,
        steps: [
          {
            operation: 'webBackendGetConnection',
            request: { connectionId: hostile },
            response: { status: 200, body: hostile, headers: { 'x-hostile': hostile } },
          },
        ],
        curl: [`curl ${hostile}`],
      }),
      sampleFinding({
        id: '00000001',
        severity: 'low',
        status: 'deviation',
        explanation: 'RB-12: releases before 0.50 answer so',
      }),
      sampleFinding({
        id: '00000002',
        severity: 'low',
        status: 'known',
        explanation: 'accepted until the next release',
      }),
    ],
    sandbox: { created: 40, cleaned: 40, left: [] },
    verify: {
      results: [
        {
          consumer: 'airbyte-webapp',
          description: 'get a connection',
          states: ['a connection exists'],
          verdict: 'verified',
          durationMs: 12,
        },
        { consumer: 'airbyte-webapp', description: hostile, states: [hostile], verdict: 'broken' },
      ],
    },
    fuzz: {
      coverage: {
        webBackendUpdateConnection: {
          '200': { 'patch-frame': 812, 'response-schema': 3400 },
          '422': { 'invalid-rejected': 99 },
        },
      },
      judgingMs: {
        webBackendUpdateConnection: { 'patch-frame': 162.5, 'response-schema': 340.125, 'invalid-rejected': 0.75 },
      },
    },
    load: {
      type: 'smoke',
      verdict: 'threshold crossed',
      latencies,
      crossed: ['dropped_iterations count==0'],
      thresholds: [heldThreshold, { metric: 'dropped_iterations', expression: 'count==0', ok: false, measured: 1234 }],
    },
    baseline: { verdict: 'regression', comparisons, tolerance: 0.1 },
    selftest: {
      matrix: [
        {
          fault: 'update-resets-prefix',
          title: 'An update resets the prefix',
          claimedBy: ['patch-frame'],
          caughtBy: ['patch-frame'],
          seconds: 0.4,
        },
        {
          fault: 'list-leaks-workspace',
          title: 'The list shows another workspace',
          claimedBy: ['isolation'],
          caughtBy: ['list-membership'],
          seconds: 1.1,
        },
        {
          fault: 'rare-500',
          title: 'One name in a thousand ends in 500',
          claimedBy: ['no-server-error'],
          caughtBy: [],
          seconds: 10,
        },
      ],
    },
    summary: ['fuzz      5120 requests in 61.2 s (84/s), 1400 cases, seed 42'],
    exitCode: 1,
    reason: '3 new findings; replay the first with: airlock replay 0badcafe',
    ...changes,
  };
}

/** One report of each command that people open in a browser, with what that command alone has. */
export function sampleReports(): Readonly<Record<string, Report>> {
  const load = sampleReport()['load'] as object;
  const baseline = sampleReport()['baseline'] as object;
  const sent = ['target', 'requests', 'acceptance', 'checks', 'fuzz', 'sandbox'];
  const sizes = [10, 20, 50, 100, 200, 500, 1000];
  return {
    fuzz: partOf('fuzz', [...sent, 'seed', 'findings', 'exitCode', 'reason']),
    check: partOf('check', [...sent, 'findings', 'verify', 'load', 'exitCode', 'reason'], {
      check: { steps: checkSteps },
    }),
    'green check': partOf('check', [...sent, 'seed'], {
      checks: { 'no-server-error': { evaluated: 5120, failed: 0 }, 'patch-frame': { evaluated: 812, failed: 0 } },
      verify: {
        results: ['get a connection', 'list connections'].map((description) => ({
          consumer: 'airbyte-webapp',
          description,
          states: ['a connection exists'],
          verdict: 'verified',
          durationMs: 12,
        })),
      },
      load: { ...load, verdict: 'passed', crossed: [], thresholds: [heldThreshold] },
      check: {
        steps: checkSteps.map(({ step, startedAt, durationMs }) => ({
          step,
          startedAt,
          durationMs,
          ok: true,
          exitCode: 0,
        })),
      },
    }),
    load: partOf('load', ['target', 'load'], {
      exitCode: 5,
      reason: 'A threshold was crossed: dropped_iterations count==0',
    }),
    breakpoint: partOf('load', ['target'], {
      load: {
        type: 'breakpoint',
        capacityPerSecond: 40,
        probes: [
          { rate: 20, held: true, p95: 12.4, why: [], invalid: false },
          { rate: 40, held: true, p95: 310.2, why: [], invalid: false },
          {
            rate: 80,
            held: false,
            p95: 1800.5,
            why: ['http_req_duration{operation:list} p(95)<1500 (1800.5 ms)'],
            invalid: false,
          },
          {
            rate: 60,
            held: false,
            p95: 210.1,
            why: ['the load generator was late by 224 ms at the 99th percentile'],
            invalid: true,
          },
        ],
      },
    }),
    baseline: partOf('baseline compare', ['target'], {
      baseline: {
        ...baseline,
        mode: 'duet',
        arms: { base: 'http://released.example.com:8000/api', candidate: 'http://candidate.example.com:8000/api' },
      },
      exitCode: 5,
      reason: 'The candidate is slower than the base: get p95',
    }),
    scaling: partOf('load', ['target'], {
      load: {
        laws: [
          { what: 'list by connections', exponent: 1.94, low: 1.81, high: 2.07 },
          { what: 'get by streams', exponent: 0.98, low: 0.91, high: 1.05 },
          { what: 'update by streams', unanswered: { size: 500, ms: 10_000 } },
        ],
        samples: {
          'list by connections': sizes.map((size) => ({ size, ms: (size * size) / 2000 })),
          'get by streams': sizes.map((size) => ({ size, ms: size / 20 })),
          'update by streams': sizes.slice(0, 5).map((size) => ({ size, ms: size })),
        },
      },
      exitCode: 5,
      reason: 'Latency grows faster than linear: list by connections, exponent 1.94 (1.81 to 2.07)',
    }),
  };
}

/** Some members of the sample as the report of one command. */
function partOf(command: string, members: readonly string[], changes: Partial<Report> = {}): Report {
  const kept = Object.entries(sampleReport()).filter(([name]) => members.includes(name));
  return { ...bareReport(), durationMs: 61_234, ...Object.fromEntries(kept), command, ...changes };
}

const checkSteps = [
  { step: 'contract', ok: true, exitCode: 0, startedAt: '2026-01-01T00:00:00.000Z', durationMs: 2300 },
  {
    step: 'verify',
    ok: false,
    exitCode: 1,
    startedAt: '2026-01-01T00:00:02.300Z',
    durationMs: 5400,
    reason: '1 of 2 interactions is broken',
  },
  {
    step: 'fuzz',
    ok: false,
    exitCode: 1,
    startedAt: '2026-01-01T00:00:07.700Z',
    durationMs: 61_234,
    reason: '3 new findings; replay the first with: airlock replay 0badcafe',
  },
  {
    step: 'load',
    ok: false,
    exitCode: 5,
    startedAt: '2026-01-01T00:01:08.934Z',
    durationMs: 8000,
    reason: 'A threshold was crossed: dropped_iterations count==0',
  },
];

/** A run that did nothing. */
export function bareReport(changes: Partial<Report> = {}): Report {
  return {
    schemaVersion: 1,
    tool: { name: 'airlock', version: '1.0.0' },
    command: 'fuzz',
    startedAt: '2026-01-01T00:00:00.000Z',
    durationMs: 5,
    requests: { total: 0, byOperation: {} },
    acceptance: { valid: { sent: 0, accepted: 0 }, invalid: { sent: 0, rejected: 0 } },
    checks: {},
    findings: [],
    sandbox: { created: 0, cleaned: 0, left: [] },
    exitCode: 0,
    ...changes,
  };
}

/** A smooth curve without chance, so that screenshots only change when the page does. */
function latencyOf(operation: string, median: number): OperationLatency {
  const quantiles = [0, 25, 50, 75, 90, 95, 99, 99.9, 99.99];
  return {
    operation,
    requests: 2400,
    failed: 0,
    p50: median,
    p95: median * 1.9,
    p99: median * 2.6,
    max: median * 4.4,
    percentiles: quantiles.map((quantile) => [quantile, median * (0.6 + 0.2 * Math.log2(100 / (100.01 - quantile)))]),
    rates: Array.from({ length: 60 }, (_, second) => [second, 40, second > 44 ? 3 : 0]),
    series: Array.from({ length: 60 }, (_, second) => {
      const swing = median * (1 + 0.15 * Math.sin(second / 5) + (second > 44 ? 0.3 : 0));
      return [second, swing, swing * 1.8];
    }),
  };
}

function comparison(
  operation: string,
  quantile: string,
  [ratio, low, high]: readonly [number, number, number],
  verdict: string,
): Comparison {
  return { operation, quantile, ratio, low, high, verdict, baseMs: 10, candidateMs: 10 * ratio };
}
