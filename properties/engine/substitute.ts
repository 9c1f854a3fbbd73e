/** Puts real ids and names in the place of placeholders. */
import type { CatalogForm } from './catalog-to-send.ts';

/** By the kind of a placeholder what it stands for, a text or a whole object, by its numbers; `undefined` while that is nothing. */
export type Substitutions = Readonly<
  Partial<Record<PlaceholderKind, (first: number, second: number) => string | object | undefined>>
>;

/** As `placeholders` of `generation-context.ts` has them. */
type PlaceholderKind =
  | 'workspace'
  | 'source'
  | 'destination'
  | 'unknown'
  | `foreign-${'workspace' | 'source' | 'destination' | 'catalog'}`
  | 'connection'
  | 'existing'
  | 'operation'
  | 'catalog'
  | `catalog-${'other' | 'of-destination' | 'of-refresh'}`
  | `${CatalogForm}-catalog`
  | 'tag'
  | 'tag-id'
  | `${'source' | 'destination'}-definition`
  | 'last-listed'
  | 'name'
  | 'name-of';

/** In capitals it stands for the id in capitals. */
const placeholder = /^\{\{([a-z-]+|[A-Z-]+)(?::(\d+))?(?::(\d+))?\}\}/;

/** Returns the body to send; members whose placeholder stands for nothing yet are left out. */
export function substitute(value: unknown, ids: Substitutions): unknown {
  if (typeof value === 'string') return substituteText(value, ids);
  if (Array.isArray(value)) return value.map((item) => substitute(item, ids)).filter((item) => item !== undefined);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      // Stream schemas are free JSON and large: nothing in them is a placeholder.
      .map(([key, child]): [string, unknown] => [key, key === 'jsonSchema' ? child : substitute(child, ids)])
      .filter(([, child]) => child !== undefined),
  );
}

function substituteText(text: string, ids: Substitutions): unknown {
  const [whole, kind = '', first = '0', second = '0'] = placeholder.exec(text) ?? [];
  if (whole === undefined) return text;
  const known = kind.toLowerCase() as PlaceholderKind; // generated bodies have no other
  const found = ids[known]?.(Number(first), Number(second));
  if (typeof found !== 'string') return found;
  const padded = known === 'name' ? found.padEnd(Number(first), 'n') : found;
  return `${kind === known ? padded : padded.toUpperCase()}${text.slice(whole.length)}`;
}
