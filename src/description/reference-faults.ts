/** References that lead to nothing that could be used. */
import { under } from '../json/pointer.ts';
import type { JsonObject } from '../json/json.ts';
import type { FoundFault } from './fault.ts';
import { resolve } from './references.ts';

/** None where the value at the pointer is no reference, or one that leads to something. */
export function referenceFaults(document: JsonObject, value: unknown, pointer: string): readonly FoundFault[] {
  const end = resolve(document, value, pointer);
  if (end.kind === 'found') return [];
  const place = under(pointer, '$ref');
  if (end.kind === 'circular') {
    const reason = `The reference ${end.reference} leads back to itself and never to anything else`;
    return [{ rule: 'circular-reference', pointer: place, reason }];
  }
  const why = end.kind === 'external' ? 'leads out of the document' : 'leads to nothing';
  return [{ rule: 'unresolvable-reference', pointer: place, reason: `The reference ${end.reference} ${why}` }];
}
