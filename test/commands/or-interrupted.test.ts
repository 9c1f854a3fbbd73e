import { afterEach, expect, test, vi } from 'vitest';
import { orInterrupted } from '../../src/commands/or-interrupted.ts';

afterEach(() => void vi.useRealTimers());

test('the result of a command is handed on, and so is its failure', async () => {
  const { signal } = new AbortController();

  expect(await orInterrupted(Promise.resolve({ summary: ['done'] }), signal)).toEqual({ summary: ['done'] });
  await expect(orInterrupted(Promise.reject(new Error('broken')), signal)).rejects.toThrow('broken');
});

test('a command that fails after an interruption has an empty result', async () => {
  const stop = new AbortController();
  stop.abort();

  expect(await orInterrupted(Promise.reject(new Error('aborted')), stop.signal)).toEqual({});
});

test('an interruption of what follows a command does not wait for it', async () => {
  vi.useFakeTimers();
  const stop = new AbortController();

  await orInterrupted(Promise.resolve({}), stop.signal);
  stop.abort();

  expect(vi.getTimerCount()).toBe(0);
});

test('a command that begins after an interruption is left as well', async () => {
  vi.useFakeTimers();
  const stop = new AbortController();
  stop.abort();
  const never = new Promise<object>(() => undefined);
  let ended: object | undefined;
  void orInterrupted(never, stop.signal).then((result) => (ended = result));

  await vi.advanceTimersByTimeAsync(15_000);

  expect(ended).toEqual({});
});

test('a command that never ends is left after fifteen seconds', async () => {
  vi.useFakeTimers();
  const stop = new AbortController();
  const never = new Promise<object>(() => undefined);
  let ended: object | undefined;
  void orInterrupted(never, stop.signal).then((result) => (ended = result));
  stop.abort();

  await vi.advanceTimersByTimeAsync(14_999);
  expect(ended).toBeUndefined();

  await vi.advanceTimersByTimeAsync(1);
  expect(ended).toEqual({});
});
