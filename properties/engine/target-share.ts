/** How much of a run its target took, as reports say it. */
import type { Tempo } from '../../src/target/tempo.ts';

/** Returns the share of the time since now in which at least one request was in flight. */
export function targetShareSince(tempo: Tempo, now: () => number = () => performance.now()): () => number {
  const began = { at: now(), busyMs: tempo.busyMs() };
  return () => {
    const wholeMs = now() - began.at;
    return wholeMs <= 0 ? 0 : Math.min(1, (tempo.busyMs() - began.busyMs) / wholeMs);
  };
}
