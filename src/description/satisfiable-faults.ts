/** Models, members and parts of an `allOf` that no value satisfies. */
import { listAt, objectAt } from '../json/json.ts';
import { under } from '../json/pointer.ts';
import type { JsonObject } from '../json/json.ts';
import type { FoundFault } from './fault.ts';
import type { InstanceSearch } from './instance-search.ts';
import { modelsNamedIn } from './reachable-part.ts';
import type { ReachablePart } from './reachable-part.ts';
import type { Verdict } from './verdict.ts';

export function unsatisfiableModels(
  reachable: ReachablePart,
  verdicts: Readonly<Record<string, Verdict>>,
): readonly FoundFault[] {
  return [...reachable.models.values()].flatMap(({ name, pointer }): readonly FoundFault[] => {
    const verdict = verdicts[name];
    if (verdict?.kind !== 'impossible') return [];
    const reason = `No value satisfies ${name}: ${verdict.reason}`;
    return [{ rule: 'unsatisfiable', pointer, reason, also: verdict.pointers }];
  });
}

export function impossibleAllOf(schema: JsonObject, pointer: string, search: InstanceSearch): readonly FoundFault[] {
  const place = under(pointer, 'allOf');
  const parts = listAt(schema, 'allOf').map((part, index) => ({ schema: part, pointer: under(place, index) }));
  // A part that nothing satisfies by itself is reported at that part.
  if (parts.length === 0 || parts.some((part) => search.find(part).kind === 'impossible')) return [];
  const verdict = search.find({ schema, pointer });
  if (verdict.kind !== 'impossible') return [];
  const reason = `The parts exclude each other: ${verdict.reason}`;
  return [{ rule: 'impossible-all-of', pointer: place, reason, also: verdict.pointers }];
}

/** Optional members whose schema nothing satisfies: the rest of the model is fine without them. */
export function neverValid(schema: JsonObject, pointer: string, search: InstanceSearch): readonly FoundFault[] {
  const required = new Set(listAt(schema, 'required'));
  return Object.entries(objectAt(schema, 'properties')).flatMap(([name, member]): readonly FoundFault[] => {
    if (required.has(name) || modelsNamedIn(member).length === 0) return [];
    const place = under(pointer, 'properties', name);
    const verdict = search.find({ schema: member, pointer: place });
    if (verdict.kind !== 'impossible') return [];
    const reason = `"${name}" can never be present: ${verdict.reason}`;
    return [{ rule: 'member-never-valid', pointer: place, reason, also: verdict.pointers }];
  });
}
