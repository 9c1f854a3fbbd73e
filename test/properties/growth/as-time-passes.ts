import { vi } from 'vitest';

/** Lets the timers of the test run until the work is done. */
export async function asTimePasses<Result>(work: Promise<Result>): Promise<Result> {
  const state = { isOver: false };
  const done = work.finally(() => {
    state.isOver = true;
  });
  while (!state.isOver) await vi.advanceTimersToNextTimerAsync();
  return done;
}
