import { expect, test } from 'vitest';
import { Tempo } from '../../src/target/tempo.ts';

test('requests that overlap make the target busy once', () => {
  let now = 0;
  const tempo = new Tempo(() => now);

  const first = tempo.sent('webBackendGetConnection');
  now = 10;
  const second = tempo.sent('webBackendGetConnection');
  now = 30;
  first();
  now = 50;
  second();
  now = 80;

  expect(tempo.busyMs()).toBe(50);
});

test('a request that is in flight counts up to now', () => {
  let now = 0;
  const tempo = new Tempo(() => now);

  tempo.sent('webBackendCheckUpdates');
  now = 25;

  expect(tempo.busyMs()).toBe(25);
});

test('latency is known by operation, of others as the mean, and not before the first answer', () => {
  let now = 0;
  const tempo = new Tempo(() => now);
  const answered = (operation: 'webBackendGetConnection' | 'getStateType', ms: number): void => {
    const done = tempo.sent(operation);
    now += ms;
    done();
  };

  const before = tempo.latencyMs('getStateType');
  answered('webBackendGetConnection', 100);
  answered('getStateType', 10);

  expect(before).toBeUndefined();
  expect(tempo.latencyMs('webBackendGetConnection')).toBe(100);
  expect(tempo.latencyMs('getStateType')).toBe(10);
  expect(tempo.latencyMs('webBackendCheckUpdates')).toBe(82);
  expect(tempo.shareOf('webBackendGetConnection')).toBeCloseTo(10 / 11);
});
