/** Replays every run of a recorded release on a fresh embedded server. */
import { startServer } from '../../../lab/start-server.ts';
import type { ServerKind } from '../../../lab/start-server.ts';
import { recordingOf } from './recording.ts';
import { replayRun } from './replay-recording.ts';
import type { Comparison } from './replay-recording.ts';
import { seedStore } from './seed-store.ts';

/** All runs unless one is named. */
export async function compareRelease(release: string, as: ServerKind, only?: string): Promise<readonly Comparison[]> {
  const { seed, exchanges } = recordingOf(release);
  const comparisons: Comparison[] = [];
  for (const [run, own = []] of Object.entries(Object.groupBy(exchanges, ({ run }) => run))) {
    if (only !== undefined && run !== only) continue;
    const server = await startServer({ as });
    try {
      seedStore(server.store, seed);
      comparisons.push(...(await replayRun(server.url, own)));
    } finally {
      await server.close();
    }
  }
  return comparisons;
}
