/** Decides which target stored findings are sent to: where they were found, unless another one is named. */
import { defined } from '../../json/defined.ts';
import { targetAddressOf } from '../../client/address.ts';
import type { FoundOn } from '../../report/report.ts';
import { isLoopbackTarget } from '../../target/consent-guard.ts';
import { credentialOptions, otherCredentialOptions } from '../options/merged-options.ts';
import { text } from '../options/option-values.ts';
import type { Options } from '../options/option-values.ts';
import { orUsage, UsageError } from '../usage-error.ts';
import type { StoredFinding } from './read-finding.ts';

export interface ReplayTarget {
  /** The given options, with the target and the description that the findings were judged by. */
  readonly options: Options;
  /** The target is not the one where they were found. */
  readonly isElsewhere: boolean;
}

/**
 * A target of the environment or the configuration was not chosen for these findings, so it must be the one where they were found.
 * @throws {UsageError} when it is not known where to send them, or not one run can.
 */
export function replayTarget(stored: readonly StoredFinding[], options: Options, typed: Options): ReplayTarget {
  const target = text(options, 'target');
  const places = distinct(stored.flatMap(placeOf));
  const nowhere = stored.find(({ finding }) => finding.target === undefined);
  const judged = { ...judgement(stored, options), ...options };
  if (text(typed, 'target') !== undefined || (nowhere !== undefined && target !== undefined)) {
    const here = places.filter((place) => isAt(place, target));
    const isElsewhere = nowhere !== undefined || here.length < places.length;
    return { options: here.length === 1 ? placed(judged, here[0], typed) : judged, isElsewhere };
  }
  if (nowhere !== undefined)
    throw new UsageError(
      `Cannot replay "${nowhere.file}": it does not say where it was found; pass --target URL and --workspace UUID`,
    );
  const [place, ...others] = places;
  if (others.length > 0)
    throw new UsageError(
      `Cannot replay ${stored.length} findings at once: they were found ${places.map(describePlace).join(' and ')}; name those of one place, or pass --target URL and --workspace UUID`,
    );
  if (target !== undefined && !isAt(place, target))
    throw new UsageError(
      `Cannot replay "${stored[0]?.file ?? ''}": it was found ${describePlace(place)}, and AIRLOCK_TARGET or the configuration names ${target}; pass --target with the one that is meant`,
    );
  if (target === undefined) refuseOthersCredentials(stored[0]?.file ?? '', place, { options, typed });
  return { options: placed(judged, place, typed), isElsewhere: false };
}

/** A finding file may come from anybody: its address gets only credentials that were given for it. @throws {UsageError} */
function refuseOthersCredentials(
  file: string,
  place: FoundOn | undefined,
  { options, typed }: { readonly options: Options; readonly typed: Options },
): void {
  if (place === undefined || place.embedded === true) return;
  if (isLoopbackTarget(new URL(place.url).hostname, text(options, 'proxy'))) return;
  const names = [...credentialOptions, ...otherCredentialOptions].filter(
    (name) => options[name] !== undefined && typed[name] === undefined,
  );
  if (names.length > 0)
    throw new UsageError(
      `Cannot replay "${file}": the credentials of the environment or the configuration were not given for ${place.url}; name the address as AIRLOCK_TARGET or --target where they are meant for it`,
    );
}

/** Where findings were found, in words. */
export function describePlace(place: FoundOn | undefined): string {
  if (place === undefined) return 'nowhere';
  if (place.embedded === true) return 'on the embedded backend';
  return `on ${place.url}${place.workspaceId === undefined ? '' : `, workspace ${place.workspaceId}`}`;
}

/** The command line wins over the finding, and the finding over the environment and the configuration. */
function placed(options: Options, place: FoundOn | undefined, typed: Options): Options {
  if (place === undefined) return options;
  const { url, workspaceId, sourceId, destinationId } = place;
  const found =
    place.embedded === true
      ? { workspace: undefined, source: undefined, destination: undefined }
      : { target: url, ...defined({ workspace: workspaceId, source: sourceId, destination: destinationId }) };
  const chosen = Object.keys(typed).map((name) => [name, options[name]] as const);
  return { ...options, ...found, ...Object.fromEntries(chosen) };
}

/** With its address in normal form: files are edited by hand. @throws {UsageError} */
function placeOf({ file, finding: { target } }: StoredFinding): readonly FoundOn[] {
  if (target === undefined || target.embedded === true) return target === undefined ? [] : [target];
  return [{ ...target, url: orUsage(() => targetAddressOf(target.url, `the target in "${file}"`)).url }];
}

/** The description that the findings were judged by. Judged by another one they may not be findings. */
function judgement(stored: readonly StoredFinding[], options: Options): Options {
  if (text(options, 'openapi') !== undefined) return {};
  const all = new Map(
    stored.map(({ finding: { target } }) => {
      const by = defined({ openapi: target?.openapi, strictSpec: target?.strictSpec });
      return [JSON.stringify(by), by] as const;
    }),
  );
  if (all.size > 1)
    throw new UsageError(
      `Cannot replay ${stored.length} findings at once: they were judged by different descriptions (${[...all.values()].map(({ openapi, strictSpec }) => openapi ?? (strictSpec === true ? 'the published one' : 'the built-in one')).join(', ')}); name those of one`,
    );
  return [...all.values()][0] ?? {};
}

function distinct(places: readonly FoundOn[]): readonly FoundOn[] {
  return [...new Map(places.map((place) => [keyOf(place), place])).values()];
}

function keyOf({ url, workspaceId, sourceId, destinationId, embedded }: FoundOn): string {
  return embedded === true ? 'embedded' : JSON.stringify([url, workspaceId, sourceId, destinationId]);
}

/** Both addresses are in normal form. */
function isAt(place: FoundOn | undefined, target: string | undefined): boolean {
  return place !== undefined && place.embedded !== true && place.url === target;
}
