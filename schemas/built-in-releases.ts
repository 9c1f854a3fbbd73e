/** The releases that Airlock knows without being handed their description. For all others there is `--openapi`. */
import type { FromSchema, JSONSchema } from 'json-schema-to-ts';
import { models20 } from './airbyte-2.0/models.ts';
import { operations20 } from './airbyte-2.0/operations.ts';
import { repairedDescription } from './description.ts';
import type { Description } from './description.ts';
import type { operations, OperationId } from './operations.ts';

export interface BuiltInRelease {
  readonly id: string;
  readonly title: string;
  /**
   * ISO day of each version, after the changes that it has and before those that it lacks. Facts (`releases.ts`) and deviations hold
   * by this day. A version of the same line that is not listed has the day of the line.
   */
  readonly days: Readonly<Record<string, string>>;
  readonly description: Description;
  /** Generation of the web page that came with it: its consumer contracts. */
  readonly consumers: '2023' | '2.0';
}

export const builtInReleases = {
  '0.44': {
    id: '0.44',
    title: 'Airbyte 0.44 (May 2023)',
    // 0.44.5 has the change of 8 May that made the notification flags a matter of each connection.
    days: { '0.44': '2023-05-09', '0.44.4': '2023-05-05', '0.44.5': '2023-05-09' },
    description: repairedDescription,
    consumers: '2023',
  },
  '2.0': {
    id: '2.0',
    title: 'Airbyte 2.0 (October 2025)',
    // Errors have an errorId (13 October), the status `locked` is not there yet (16 October).
    days: { '2.0': '2025-10-14', '2.0.0': '2025-10-14' },
    description: { name: 'airbyte-2.0', operations: operations20, models: models20 },
    consumers: '2.0',
  },
} as const satisfies Record<string, BuiltInRelease>;

export type BuiltInReleaseId = keyof typeof builtInReleases;

/** The built-in release of a version such as `2.0.1`; `undefined` for any other. */
export function builtInReleaseOf(version: string): BuiltInRelease | undefined {
  const line = /^v?(\d+\.\d+)(?:[.-]|$)/.exec(version)?.[1] ?? '';
  return Object.values<BuiltInRelease>(builtInReleases).find(({ id }) => id === line);
}

/** The day by which facts and deviations of a version hold: that of a built-in release, or the version itself where it is an ISO date. */
export function releaseDayOf(version: string): string | undefined {
  if (/^\d{4}-\d{2}-\d{2}$/.test(version)) return version;
  const release = builtInReleaseOf(version);
  return release?.days[version.replace(/^v/, '')] ?? release?.days[release.id];
}

type OperationsOf<Release extends BuiltInReleaseId> = Release extends '2.0' ? typeof operations20 : typeof operations;

/** The operations that a release has. */
export type OperationIdOf<Release extends BuiltInReleaseId> = keyof OperationsOf<Release> & OperationId;

/** The request body of an operation at a release; `undefined` where it has none. */
export type ReleaseRequestOf<Release extends BuiltInReleaseId, Id extends OperationId> = OperationsOf<Release>[Id &
  keyof OperationsOf<Release>] extends { readonly request: infer Schema extends JSONSchema }
  ? FromSchema<Schema>
  : undefined;

/** The body of the 200 answer of an operation at a release. */
export type ReleaseResponseOf<Release extends BuiltInReleaseId, Id extends OperationId> = OperationsOf<Release>[Id &
  keyof OperationsOf<Release>] extends {
  readonly responses: { readonly 200: infer Schema extends JSONSchema };
}
  ? FromSchema<Schema>
  : never;
