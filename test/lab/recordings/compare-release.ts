/** Replays every run of a recorded release on a fresh embedded server. */
import { startAirbyte20 } from '../../../lab/airbyte-2.0/start.ts';
import { startServer } from '../../../lab/start-server.ts';
import type { servedKinds } from '../../../lab/start-server.ts';
import { recordingOf } from './recording.ts';
import type { RecordedSeed } from './recording.ts';
import { replayRun } from './replay-recording.ts';
import type { Comparison } from './replay-recording.ts';
import { seedStore } from './seed-store.ts';

/** All runs unless one is named. */
export async function compareRelease(
  release: string,
  as: (typeof servedKinds)[number],
  only?: string,
): Promise<readonly Comparison[]> {
  const { seed, exchanges } = recordingOf(release);
  const comparisons: Comparison[] = [];
  for (const [run, own = []] of Object.entries(Object.groupBy(exchanges, ({ run }) => run))) {
    if (only !== undefined && run !== only) continue;
    const server = await started(as, seed);
    try {
      comparisons.push(...(await replayRun(server.url, own)));
    } finally {
      await server.close();
    }
  }
  return comparisons;
}

/** Release 2.0.0 is seeded like the recorded server as it is. */
async function started(
  as: (typeof servedKinds)[number],
  seed: RecordedSeed,
): Promise<{ readonly url: string; close(): Promise<void> }> {
  if (as === 'airbyte-2.0') return startAirbyte20();
  const server = await startServer({ as });
  seedStore(server.store, seed);
  return server;
}
