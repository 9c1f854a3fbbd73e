import { expect, test } from 'vitest';
import type { Answer, Failure } from '../../src/target/exchange.ts';
import { RequestCounts } from '../../src/target/request-counts.ts';

test('requests are counted by operation, and by status or failure', () => {
  const counts = new RequestCounts();

  counts.add({ operation: 'webBackendGetConnection' }, answer(200));
  counts.add({ operation: 'webBackendGetConnection' }, answer(200));
  counts.add({ operation: 'webBackendGetConnection' }, timeout);
  counts.add({ operation: 'webBackendCheckUpdates' }, answer(404));

  expect(counts.summed()).toEqual({
    total: 4,
    byOperation: {
      webBackendGetConnection: { total: 3, byStatus: { '200': 2, timeout: 1 } },
      webBackendCheckUpdates: { total: 1, byStatus: { '404': 1 } },
    },
  });
});

const timeout: Failure = { kind: 'failure', reason: 'timeout', message: 'no answer' };

function answer(status: number): Answer {
  return { kind: 'answer', status, headers: {}, text: '', json: { ok: true, value: {} } };
}
