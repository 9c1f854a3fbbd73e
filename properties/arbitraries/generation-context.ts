import type { Description } from '../../schemas/description.ts';

/** What generated bodies may use: the placeholders that the engine fills in, and what the run allows. */
export interface GenerationContext {
  readonly size: SizeProfile;
  /** Connections may be active with a schedule. */
  readonly activeSchedules: boolean;
  /** Catalogs may be changed without `skipReset`, which makes released servers reset streams and sync. */
  readonly reset?: boolean;
  /** Updates may carry the notification flags, which servers before 8 May 2023 apply to every connection. */
  readonly notificationFlags?: boolean;
  /** Streams of real catalogs to start from. */
  readonly corpus?: readonly CorpusStream[];
  /** The run makes no connections that a body could name. */
  readonly readOnly?: true;
  /** Another release: members that only its models have are generated from their schemas. */
  readonly description?: Description;
}

export interface CorpusStream {
  readonly name: string;
  readonly namespace?: string;
  readonly jsonSchema: Readonly<Record<string, unknown>>;
  readonly supportedSyncModes: readonly ('full_refresh' | 'incremental')[];
}

/** Streams per catalog and top-level fields per stream, both at most; deepest nesting; fewest streams. */
export const sizeProfiles = {
  tiny: { minStreams: 0, streams: 2, fields: 4, depth: 3 },
  demo: { minStreams: 1, streams: 1, fields: 5, depth: 1 },
  typical: { minStreams: 0, streams: 30, fields: 60, depth: 8 },
  wide: { minStreams: 1, streams: 4, fields: 300, depth: 10 },
  large: { minStreams: 150, streams: 300, fields: 40, depth: 3 },
  huge: { minStreams: 5000, streams: 5000, fields: 16, depth: 1 },
} as const;

export type SizeProfile = keyof typeof sizeProfiles;

/**
 * Ids are not known when a body is generated. These strings stand for them; the engine puts the real ones in when it
 * sends, so that a stored case can be replayed on any target.
 */
export const placeholders = {
  workspace: '{{workspace}}',
  source: '{{source}}',
  /** The nth of the other sources of the workspace. A case has one source: what else is said of it is about this one then. */
  otherSource: (number: number): string => `{{source:${number}}}`,
  destination: '{{destination}}',
  foreignWorkspace: '{{foreign-workspace}}',
  foreignSource: '{{foreign-source}}',
  foreignDestination: '{{foreign-destination}}',
  foreignCatalog: '{{foreign-catalog}}',
  /** A fresh sandbox name; text after it stays. */
  name: '{{name}}',
  /** The same, as long as a name may be. */
  longName: '{{name:256}}',
  /** The name that a connection was created with, for another one of the same name. */
  nameOf: (handle: number): string => `{{name-of:${handle}}}`,
  /** The discovered catalog that a connection of the source is framed by. */
  catalog: '{{catalog}}',
  /** Another one of the source, of which a newer one may be known. Left out where none is known. */
  otherCatalog: '{{catalog-other}}',
  /** The one that the latest refresh by the case has found. */
  refreshedCatalog: '{{catalog-of-refresh}}',
  /** The selected streams of the latest read of a connection, as they are. */
  syncCatalog: (handle: number): string => `{{sync-catalog:${handle}}}`,
  /** All streams of the latest read, each selected in a mode that it supports. */
  selectedCatalog: (handle: number): string => `{{selected-catalog:${handle}}}`,
  /** The same, with a cursor, a key and a part of the fields chosen for each that has them. */
  chosenCatalog: (handle: number): string => `{{chosen-catalog:${handle}}}`,
  /** The same, read by fields that the latest refresh by the case no longer found. */
  brokenCatalog: (handle: number): string => `{{broken-catalog:${handle}}}`,
  /** The same modes without cursor and key. */
  bareCatalog: (handle: number): string => `{{bare-catalog:${handle}}}`,
  /** The same, but changed in every way that a source may change: streams and fields that it lacks, and without some that it has. */
  changedCatalog: (handle: number): string => `{{changed-catalog:${handle}}}`,
  /** One stream of the source with null for its fields. */
  fieldlessCatalog: (handle: number): string => `{{fieldless-catalog:${handle}}}`,
  /** One stream of the source with fields whose schemas are no objects. */
  oddCatalog: (handle: number): string => `{{odd-catalog:${handle}}}`,
  /** A tag of the workspace, whole; counted round and round. Left out where none is known. */
  tag: (number: number): string => `{{tag:${number}}}`,
  /** The id of such a tag. */
  tagId: (number: number): string => `{{tag-id:${number}}}`,
  /** The catalog of the destination that a connection to it has. Left out where none is known. */
  destinationCatalog: '{{catalog-of-destination}}',
  /** The definition of the connector that the source, or the destination, of a connection is made by. */
  sourceDefinition: (handle: number): string => `{{source-definition:${handle}}}`,
  destinationDefinition: (handle: number): string => `{{destination-definition:${handle}}}`,
  /** The id of the last connection that the latest list showed; where it showed none, the step is not sent. */
  lastListed: '{{last-listed}}',
  /** A UUID that nothing has. */
  unknown: '{{unknown}}',
  connection: (handle: number): string => `{{connection:${handle}}}`,
  /** A connection that was there before the run, counted round and round: for reads only. */
  existing: (number: number): string => `{{existing:${number}}}`,
  /** The id of the nth operation in the latest answer about the connection. */
  operation: (handle: number, index: number): string => `{{operation:${handle}:${index}}}`,
} as const;

/** The placeholder for the same id in capitals. */
export function capitals(placeholder: string): string {
  return placeholder.toUpperCase();
}
