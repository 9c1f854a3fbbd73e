/** One change between two schemas, before anybody says whom it concerns. */
import type { KeywordChange } from './compare-keywords.ts';

export interface SchemaChange extends KeywordChange {
  /** From the compared place down to the scope of the change; `*` for items. */
  readonly path: readonly string[];
  /** As `path`, with the member at the end where there is one. */
  readonly tokens: readonly string[];
}

/** A change of the compared place itself. */
export function here(change: KeywordChange): SchemaChange {
  return { ...change, path: [], tokens: [] };
}

/** The same values under another name, or under one for the first time. */
export function isOnlyName({ given }: Pick<SchemaChange, 'given'>): boolean {
  return given.inside?.length === 0;
}
