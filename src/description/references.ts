/** Follows `$ref` inside one document. */
import { isObject, textAt } from '../json/json.ts';
import { valueAt } from '../json/pointer.ts';
import type { JsonObject } from '../json/json.ts';

export type Resolved =
  | { readonly kind: 'found'; readonly value: unknown; readonly pointer: string }
  | { readonly kind: 'unresolvable' | 'circular' | 'external'; readonly reference: string; readonly pointer: string };

/** Follows a chain of references to what it ends at; a value without `$ref` is its own end. */
export function resolve(root: JsonObject, value: unknown, pointer: string): Resolved {
  const seen = new Set<string>();
  let current = value;
  let at = pointer;
  for (;;) {
    const reference = textAt(current, '$ref');
    if (reference === undefined) return { kind: 'found', value: current, pointer: at };
    const next = pointerOf(reference);
    if (next === undefined) return { kind: 'external', reference, pointer: at };
    if (seen.has(next)) return { kind: 'circular', reference, pointer: at };
    seen.add(next);
    const target = valueAt(root, next);
    if (target === undefined) return { kind: 'unresolvable', reference, pointer: at };
    current = target;
    at = next;
  }
}

/** Name of the model that a reference to `#/components/schemas/…` names. */
export function modelNameOf(value: unknown): string | undefined {
  const reference = isObject(value) ? textAt(value, '$ref') : undefined;
  const match = reference === undefined ? null : /^#\/components\/schemas\/([^/]+)$/.exec(reference);
  return match?.[1] === undefined ? undefined : decode(match[1]).replaceAll('~1', '/').replaceAll('~0', '~');
}

/** The place that a reference inside the document names; `undefined` for one that leads out. */
export function pointerOf(reference: string): string | undefined {
  return reference.startsWith('#') ? decode(reference.slice(1)) : undefined;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a stray per cent sign is part of the name
  }
}
