/** The release that `--openapi` names. A run is judged by its schemas; operations that it lacks are left out, and the run says so. */
import type { LoadedDescription } from '../description/load-description.ts';
import type { StepResult } from '../report/report.ts';
import type { Pace } from '../target/pace.ts';
import { accessFor } from './access.ts';
import { text } from './options/option-values.ts';
import type { Options } from './options/option-values.ts';
import { UsageError } from './usage-error.ts';
import { counted } from '../text/counted.ts';

/** Loaded once, because a run needs it for its target and for its cases. */
const loading = new Map<string, Promise<LoadedDescription>>();

/** @throws {UsageError} for what is no description. @throws {TargetUnusableError} for an address that does not answer. */
export async function releaseOf(options: Options, pace?: Pace): Promise<LoadedDescription | undefined> {
  const source = text(options, 'openapi');
  if (source === undefined) return undefined;
  const { loadDescription } = await import('../description/load-description.ts');
  const known = loading.get(source) ?? loadDescription(source, { access: accessFor(options, [source], pace) });
  loading.set(source, known);
  try {
    return await known;
  } catch (error) {
    throw error instanceof TypeError ? new UsageError(error.message) : error;
  }
}

/** Adds the release to the summary and the report. */
export function withRelease(result: StepResult, release: LoadedDescription | undefined): StepResult {
  if (release === undefined) return result;
  const { source, missing, siblings, repairs, facts, operations } = release;
  const statuses = Object.fromEntries(Object.values(operations).map(({ id, published }) => [id, published]));
  return {
    ...result,
    sections: { ...result.sections, release: { source, missing, siblings, repairs, facts, statuses } },
    summary: [...(result.summary ?? []), ...releaseLines(release)],
  };
}

function releaseLines({ source, missing, repairs, facts }: LoadedDescription): readonly string[] {
  const parts = [
    missing.length === 0
      ? 'it has all operations'
      : `it lacks ${missing.join(', ')}: nothing was sent there and nothing is claimed`,
    ...(repairs.length === 0 ? [] : [`${counted(repairs.length, 'repair')} applied`]),
    ...(facts.length === 0 ? [] : [`known of it: ${facts.join(', ')}`]),
  ];
  return [`release   ${source}: ${parts.join('; ')}`];
}
