/** What generated bodies may use: the placeholders that the engine fills in, and what the run allows. */
export interface GenerationContext {
  readonly size: SizeProfile;
  /** Connections may be active with a schedule. */
  readonly activeSchedules: boolean;
  /** Streams of real catalogs to start from. */
  readonly corpus?: readonly CorpusStream[];
}

export interface CorpusStream {
  readonly name: string;
  readonly namespace?: string;
  readonly jsonSchema: Readonly<Record<string, unknown>>;
  readonly supportedSyncModes: readonly ('full_refresh' | 'incremental')[];
}

/** Streams per catalog and top-level fields per stream, both at most. */
export const sizeProfiles = {
  tiny: { streams: 2, fields: 4 },
  typical: { streams: 12, fields: 14 },
  wide: { streams: 4, fields: 120 },
  large: { streams: 300, fields: 20 },
  huge: { streams: 5000, fields: 12 },
} as const;

export type SizeProfile = keyof typeof sizeProfiles;

/**
 * Ids are not known when a body is generated. These strings stand for them; the engine puts the real ones in when it sends, so that a
 * stored case can be replayed on any target.
 */
export const placeholders = {
  workspace: '{{workspace}}',
  source: '{{source}}',
  destination: '{{destination}}',
  foreignWorkspace: '{{foreign-workspace}}',
  foreignSource: '{{foreign-source}}',
  foreignDestination: '{{foreign-destination}}',
  /** A fresh sandbox name; text after it stays. */
  name: '{{name}}',
  /** A UUID that nothing has. */
  unknown: '{{unknown}}',
  connection: (handle: number): string => `{{connection:${handle}}}`,
  /** The id of the nth operation in the latest answer about the connection. */
  operation: (handle: number, index: number): string => `{{operation:${handle}:${index}}}`,
} as const;
