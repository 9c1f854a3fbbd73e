import { describe, expect, test } from 'vitest';
import { LoadCount } from '../../src/performance/load-count.ts';

const empty = { operation: 'list', arm: 'candidate', requests: 0, failed: 0 };

describe('the requests of several load tests', () => {
  test('are added by operation, with what failed apart', () => {
    const count = new LoadCount();

    count.note([{ ...empty, requests: 20, failed: 0 }]);
    count.note([
      { ...empty, requests: 40, failed: 3 },
      { ...empty, operation: 'get', requests: 5, failed: 0 },
    ]);

    expect(count.requests()).toEqual({
      total: 65,
      byOperation: {
        webBackendListConnectionsForWorkspace: { total: 60, byStatus: { '200': 57, other: 3 } },
        webBackendGetConnection: { total: 5, byStatus: { '200': 5 } },
      },
    });
  });

  test('are not those of a reference server beside the target', () => {
    const count = new LoadCount({ withoutBase: true });

    count.note([
      { ...empty, arm: 'base', requests: 20 },
      { ...empty, arm: 'candidate', requests: 20 },
    ]);

    expect(count.requests().total).toBe(20);
  });
});
