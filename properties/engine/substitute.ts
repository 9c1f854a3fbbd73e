/** Puts real ids and names in the place of placeholders. */
import type { Substitutions } from './substitutions-for.ts';

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
  const known = kind.toLowerCase() as keyof Substitutions; // generated bodies have no other
  const found = ids[known]?.(Number(first), Number(second));
  if (typeof found !== 'string') return found;
  const padded = known === 'name' ? found.padEnd(Number(first), 'n') : found;
  return `${kind === known ? padded : padded.toUpperCase()}${text.slice(whole.length)}`;
}
