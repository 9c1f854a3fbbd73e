import type { StepResult } from '../report/report.ts';

/** The result of a command; an empty one when it fails, or does not end in time, after an interruption. */
export async function orInterrupted(running: Promise<StepResult>, signal: AbortSignal): Promise<StepResult> {
  let timer: NodeJS.Timeout | undefined;
  const released = new Promise<StepResult>((resolve) => {
    const wait = (): void => {
      timer = setTimeout(() => resolve({}), graceMs);
    };
    signal.addEventListener('abort', wait, { once: true });
  });
  try {
    return await Promise.race([running, released]);
  } catch (error) {
    if (signal.aborted) return {};
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/** An interrupted command that has not ended by then gets its sandbox cleaned all the same. */
const graceMs = 15_000;
