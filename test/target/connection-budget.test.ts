import { expect, test } from 'vitest';
import { connectionBudget } from '../../src/target/connection-budget.ts';
import { ConnectionsSpentError } from '../../src/target/errors.ts';
import type { Exchange } from '../../src/target/exchange.ts';

const create = { operation: 'webBackendCreateConnection', body: {} } as const;

/** An exchange with this status; without one, nobody answered. */
function exchanged(status?: number): () => Promise<Exchange> {
  const outcome = status === undefined ? { kind: 'failure' } : { kind: 'answer', status };
  return async () => Promise.resolve({ outcome } as Exchange); // nothing else of it is looked at
}

test.each([
  ['elsewhere unless told otherwise', undefined, false, 50],
  ['on the loopback interface', undefined, true, Number.POSITIVE_INFINITY],
  ['as told, wherever it is', 3, true, 3],
])('a run has so many connections %s', (_, maxConnections, isLoopback, expected) => {
  expect(connectionBudget({ count: 0 }, { maxConnections, isLoopback }).left()).toBe(expected);
});

test('creates that may have made a connection count, whichever target of the run they were sent to', async () => {
  const made = { count: 0 };
  const [one, other] = [1, 2].map(() => connectionBudget(made, { maxConnections: 4, isLoopback: false }));

  await one?.counted(create, exchanged(200));
  await one?.counted(create, exchanged(422));
  await other?.counted(create, exchanged());
  await one?.counted({ operation: 'webBackendGetConnection', body: {} }, exchanged(200));

  expect([made.count, one?.left(), other?.left()]).toEqual([2, 2, 2]);
});

test('a create beyond the bound is not sent, those under way included, and reads go on', async () => {
  const budget = connectionBudget({ count: 0 }, { maxConnections: 1, isLoopback: true });
  const underway = budget.counted(create, exchanged(200));

  await expect(budget.counted(create, exchanged(200))).rejects.toThrow(ConnectionsSpentError);
  await underway;
  await expect(budget.counted(create, exchanged(200))).rejects.toThrow('--max-connections');
  expect((await budget.counted({ operation: 'webBackendGetConnection' }, exchanged(200))).outcome.kind).toBe('answer');
});
