import type { StepResult } from '../report/report.ts';

/** The result of a command; an empty one when it fails, or does not end in time, after an interruption. */
export async function orInterrupted(running: Promise<StepResult>, signal: AbortSignal): Promise<StepResult> {
  let timer: NodeJS.Timeout | undefined;
  const released = Promise.withResolvers<StepResult>();
  const wait = (): void => {
    timer = setTimeout(() => released.resolve({}), graceMs);
  };
  if (signal.aborted) wait();
  else signal.addEventListener('abort', wait, { once: true });
  try {
    return await Promise.race([running, released.promise]);
  } catch (error) {
    if (signal.aborted) return {};
    throw error;
  } finally {
    // An interruption of what follows must not wait for a command that has ended.
    signal.removeEventListener('abort', wait);
    clearTimeout(timer);
  }
}

/** An interrupted command that has not ended by then gets its sandbox cleaned all the same. */
const graceMs = 15_000;
