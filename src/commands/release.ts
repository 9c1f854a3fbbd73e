/** The release that a run is about: which one the target is, and the description that judges it. */
import { builtInReleases, releaseDayOf } from '../../schemas/built-in-releases.ts';
import { newestDayOf, releaseFacts } from '../../schemas/releases.ts';
import { builtInDescription } from '../description/built-in-description.ts';
import { releaseOfVersion } from '../description/identify-release.ts';
import type { TargetRelease } from '../description/identify-release.ts';
import type { LoadedDescription } from '../description/load-description.ts';
import { defined } from '../json/defined.ts';
import type { StepResult } from '../report/report.ts';
import type { Pace } from '../target/pace.ts';
import { accessFor } from './access.ts';
import { text } from './options/option-values.ts';
import type { Options } from './options/option-values.ts';
import { UsageError } from './usage-error.ts';
import { counted } from '../text/counted.ts';

/** What a run is judged by. */
export interface RunRelease {
  /** Nothing where a run has no target. */
  readonly target?: TargetRelease;
  /** Absent for that of May 2023, which is built into everything. */
  readonly description?: LoadedDescription;
}

/** Airlock's own backend, started for a run without a target. */
export const embeddedRelease: TargetRelease = releaseOfVersion('reference', 'told', 'the embedded backend');

/** A run asks several times: for its target, and for its cases. */
const loading = new Map<string, Promise<LoadedDescription>>();

/** The release that `--release` names. @throws {UsageError} for a version that no built-in release has, and no day. */
export function namedRelease(options: Options): TargetRelease | undefined {
  const version = text(options, 'release');
  if (version === undefined) return undefined;
  if (version !== 'reference' && releaseDayOf(version) === undefined)
    throw new UsageError(
      `Cannot use --release "${version}": expected a version of ${Object.keys(builtInReleases).join(' or ')} (such as 2.0.0), reference, or the ISO day of the release; for another release pass --openapi with its description`,
    );
  return releaseOfVersion(version, 'named', '--release');
}

/**
 * The description that the options choose: `--openapi`, or that of a built-in release which is named.
 * @throws {UsageError} for what is no description. @throws {TargetUnusableError} for an address that does not answer.
 */
export async function chosenDescription(options: Options, pace?: Pace): Promise<LoadedDescription | undefined> {
  const source = text(options, 'openapi');
  return source === undefined ? describedAs(namedRelease(options)) : loaded(source, options, pace);
}

/**
 * What judges a run against a target: what the options choose, else the description of the release that the target is. A release that is
 * known by its version and not built in is judged by the description that it publishes itself.
 * @throws {UsageError} @throws {TargetUnusableError} as `chosenDescription`.
 */
export async function releaseOf(
  options: Options,
  { target, url, pace }: { readonly target: TargetRelease; readonly url: string; readonly pace?: Pace },
): Promise<RunRelease> {
  const isElsewhere = target.builtIn === undefined && target.sureness !== 'unknown' && target.version !== 'reference';
  const chosen = await chosenDescription(options, pace);
  const description = chosen ?? (isElsewhere ? await published(url, options, pace) : describedAs(target));
  return { target: isElsewhere ? dated(target, description) : target, ...defined({ description }) };
}

/** A release between the built-in ones is at least as old as the newest change that its description shows. */
function dated(target: TargetRelease, description: LoadedDescription | undefined): TargetRelease {
  const newest = newestDayOf(releaseFacts.filter(({ id }) => description?.facts.includes(id) === true));
  return target.day !== undefined || newest === undefined
    ? target
    : { ...target, day: newest, reason: `${target.reason}; its description is of ${newest} or later` };
}

/** Most releases publish their description; one that does not, or not well, is judged by that of May 2023. */
async function published(url: string, options: Options, pace?: Pace): Promise<LoadedDescription | undefined> {
  try {
    return await loaded(`${url}/v1/openapi`, options, pace);
  } catch {
    return undefined;
  }
}

async function loaded(source: string, options: Options, pace?: Pace): Promise<LoadedDescription> {
  const { loadDescription } = await import('../description/load-description.ts');
  const known = loading.get(source) ?? loadDescription(source, { access: accessFor(options, [source], pace) });
  loading.set(source, known);
  try {
    return await known;
  } catch (error) {
    throw error instanceof TypeError ? new UsageError(error.message) : error;
  }
}

/** That of May 2023 is what everything holds by anyway. */
function describedAs(release: TargetRelease | undefined): LoadedDescription | undefined {
  return release?.builtIn === undefined || release.builtIn === '0.44' ? undefined : builtInDescription(release.builtIn);
}

/** Says in summary and report which release the run was about. */
export function withRelease(result: StepResult, release: RunRelease): StepResult {
  const { target, description } = release;
  if (target === undefined && description === undefined) return result;
  return {
    ...result,
    sections: {
      ...result.sections,
      release: { ...target, ...(description === undefined ? {} : sectionOf(description)) },
    },
    summary: [...(result.summary ?? []), releaseLine(release)],
  };
}

function sectionOf({ source, missing, siblings, repairs, facts, operations }: LoadedDescription): object {
  const statuses = Object.fromEntries(Object.values(operations).map(({ id, published: listed }) => [id, listed]));
  return { source, missing, siblings, repairs, facts, statuses };
}

function releaseLine({ target, description }: RunRelease): string {
  const parts = [
    ...(target === undefined ? [] : [targetWords(target)]),
    ...(description === undefined ? [] : [descriptionWords(description)]),
  ];
  return `release   ${parts.join('; ')}`;
}

/** `2.0.0 (told: GET /v1/instance_configuration tells 2.0.0)`. */
export function targetWords({ version, day, sureness, reason }: TargetRelease): string {
  const name = version ?? (day === undefined ? 'not known' : `of ${day} or later`);
  return `${name} (${sureness === 'unknown' ? reason : `${sureness}: ${reason}`})`;
}

function descriptionWords({ source, missing, repairs, facts }: LoadedDescription): string {
  const parts = [
    missing.length === 0
      ? 'it has all operations'
      : `it lacks ${missing.join(', ')}: nothing was sent there and nothing is claimed`,
    ...(repairs.length === 0 ? [] : [`${counted(repairs.length, 'repair')} applied`]),
    ...(facts.length === 0 ? [] : [`known of it: ${facts.join(', ')}`]),
  ];
  return `${source}: ${parts.join('; ')}`;
}
