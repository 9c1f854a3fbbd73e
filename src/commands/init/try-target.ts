/** Looks at a target before anything is written. */
import { newRunId } from '../../target/run-id.ts';
import { describeFailure } from '../failure.ts';
import { targetOptionsOf } from '../options/target-options-of.ts';
import type { Options } from '../options/option-values.ts';

/** Why the target at `url` cannot be used with these options; `undefined` where it can. Only reads. */
export async function tryTarget(url: string, options: Options): Promise<Error | undefined> {
  const { openTarget } = await import('../../target/open-target.ts');
  try {
    const target = await openTarget(
      { ...targetOptionsOf(options), url, readOnly: true, withoutCatalog: true },
      { signal: new AbortController().signal, runId: newRunId() },
    );
    await target.close();
    return undefined;
  } catch (error) {
    if (error instanceof Error && describeFailure(error).stack === undefined) return error;
    throw error;
  }
}
