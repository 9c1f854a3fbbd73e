/** Puts real ids and names in the place of placeholders. */
import { textAt } from '../../src/json/json.ts';
import type { CatalogForm } from './catalog-to-send.ts';

export interface Substitutions {
  readonly workspace: string;
  readonly source: string;
  readonly destination: string;
  readonly unknown: string;
  readonly foreignWorkspace?: string;
  readonly foreignSource?: string;
  readonly foreignDestination?: string;
  readonly foreignCatalog?: string;
  connection(handle: number): string | undefined;
  existing(number: number): string | undefined;
  operation(handle: number, index: number): string | undefined;
  readonly catalog?: string;
  readonly otherCatalog?: string;
  readonly destinationCatalog?: string;
  refreshedCatalog(): string | undefined;
  tag(number: number): object | undefined;
  /** Id of the connector of the source or destination, as the latest read of the connection shows it. */
  definition(handle: number, kind: 'source' | 'destination'): string | undefined;
  lastListed(): string | undefined;
  /** Of the latest read: its selected streams, all of them made selected, or those changed. */
  syncCatalog(handle: number, form: CatalogForm): unknown;
  /** A fresh name, or the one that a connection was created with. */
  name(handle?: number): string;
}

/** What there is to put where nothing was made, listed or refreshed. */
export const nothingMade = {
  connection: () => undefined,
  existing: () => undefined,
  operation: () => undefined,
  refreshedCatalog: () => undefined,
  tag: () => undefined,
  definition: () => undefined,
  lastListed: () => undefined,
  syncCatalog: () => undefined,
} as const satisfies Partial<Substitutions>;

const wholeTag = /^\{\{tag:(\d+)\}\}$/;
const wholeCatalog = /^\{\{(sync|selected|chosen|bare|changed|fieldless|odd)-catalog:(\d+)\}\}$/;
/** In capitals it stands for the id in capitals. */
const placeholder = /^\{\{([a-z-]+|[A-Z-]+)(?::(\d+))?(?::(\d+))?\}\}/;

/** Returns the body to send; members whose placeholder stands for nothing yet are left out. */
export function substitute(value: unknown, ids: Substitutions): unknown {
  if (typeof value === 'string') {
    const [, kind, handle] = wholeCatalog.exec(value) ?? [];
    const [, tag] = wholeTag.exec(value) ?? [];
    if (tag !== undefined) return ids.tag(Number(tag));
    return kind === undefined ? substituteText(value, ids) : ids.syncCatalog(Number(handle), kind as CatalogForm);
  }
  if (Array.isArray(value)) return value.map((item) => substitute(item, ids)).filter((item) => item !== undefined);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      // Stream schemas are free JSON and large: nothing in them is a placeholder.
      .map(([key, child]): [string, unknown] => [key, key === 'jsonSchema' ? child : substitute(child, ids)])
      .filter(([, child]) => child !== undefined),
  );
}

function substituteText(text: string, ids: Substitutions): string | undefined {
  const match = placeholder.exec(text);
  if (match === null) return text;
  const [whole, kind, first = '0', second = '0'] = match;
  const replacement = replacementOf(kind?.toLowerCase() ?? '', Number(first), Number(second), ids);
  if (replacement === undefined) return undefined;
  const isCapital = kind === kind?.toUpperCase();
  return `${isCapital ? replacement.toUpperCase() : replacement}${text.slice(whole.length)}`;
}

function replacementOf(kind: string, first: number, second: number, ids: Substitutions): string | undefined {
  switch (kind) {
    case 'workspace':
      return ids.workspace;
    case 'source':
      return ids.source;
    case 'destination':
      return ids.destination;
    case 'catalog':
      return ids.catalog;
    case 'catalog-other':
      return ids.otherCatalog;
    case 'unknown':
      return ids.unknown;
    case 'foreign-workspace':
      return ids.foreignWorkspace;
    case 'foreign-source':
      return ids.foreignSource;
    case 'foreign-destination':
      return ids.foreignDestination;
    case 'foreign-catalog':
      return ids.foreignCatalog;
    case 'catalog-of-destination':
      return ids.destinationCatalog;
    case 'catalog-of-refresh':
      return ids.refreshedCatalog();
    case 'tag-id':
      return textAt(ids.tag(first), 'tagId');
    case 'source-definition':
      return ids.definition(first, 'source');
    case 'destination-definition':
      return ids.definition(first, 'destination');
    case 'last-listed':
      return ids.lastListed();
    case 'connection':
      return ids.connection(first);
    case 'existing':
      return ids.existing(first);
    case 'operation':
      return ids.operation(first, second);
    case 'name':
      return ids.name().padEnd(first, 'n');
    case 'name-of':
      return ids.name(first);
    default:
      return `{{${kind}}}`;
  }
}
