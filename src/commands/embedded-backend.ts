import type { TargetOptions } from '../target/target-options.ts';
import type { Options } from './options/option-values.ts';
import { chosenDescription } from './release.ts';
import { UsageError } from './usage-error.ts';

export interface Embedded {
  readonly options: TargetOptions;
  close(): Promise<void>;
}

/** Of the two users of the embedded backend, which is gone with the run: they open nothing. */
const token = 'user-of-the-home-workspace';
const otherToken = 'user-of-the-foreign-workspace';

/** Starts the reference backend for a run without a target. With `--openapi` it is a server of that release. @throws {UsageError} */
export async function startEmbedded(given: Options): Promise<Embedded> {
  const { startBackend } = await import('../backend/start-backend.ts');
  const release = await chosenDescription(given);
  if (release?.missing.includes('webBackendListConnectionsForWorkspace') === true)
    throw new UsageError(
      `Cannot start a server by --openapi "${release.source}": it lacks webBackendListConnectionsForWorkspace, by which a run finds its connections; pass --target`,
    );
  const backend = await startBackend({
    ...(release === undefined ? {} : { release: { description: release, document: release.document } }),
    auth: { token },
    otherAuth: { token: otherToken },
  });
  const options: TargetOptions = {
    url: backend.url,
    workspaceId: backend.workspaceId,
    sourceId: backend.sourceId,
    destinationId: backend.destinationId,
    token,
    other: { token: otherToken },
    // So harmful inputs harm nobody, and a refresh disturbs nobody.
    isOwn: true,
    optIns: { harmfulInputs: true, refresh: true },
    foreign: {
      workspaceId: backend.foreignWorkspaceId,
      sourceId: backend.foreignSourceId,
      destinationId: backend.foreignDestinationId,
    },
  };
  return { options, close: () => backend.close() };
}
