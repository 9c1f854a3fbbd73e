/** Proves the contradictions of a description and names its gaps, in the part that the eight operations reach. */
import { defined } from '../json/defined.ts';
import { repairs } from '../../schemas/repairs.ts';
import { reachablePart } from './reachable-part.ts';
import { contradictions, gaps } from './fault.ts';
import type { Fault, FoundFault } from './fault.ts';
import { instanceSearch } from './instance-search.ts';
import type { Verdict } from './verdict.ts';
import type { LoadedDocument } from './load-document.ts';
import { operationFaults } from './operation-faults.ts';
import { plainSchemas } from './plain-schema.ts';
import { unsatisfiableModels } from './satisfiable-faults.ts';
import { schemaFaults } from './schema-faults.ts';
import { securityFaults } from './security-faults.ts';
import { textFaults } from './text-faults.ts';

export interface CheckResult {
  readonly operations: readonly string[];
  readonly missing: readonly string[];
  readonly faults: readonly Fault[];
  /** For each model that the operations reach: a value that satisfies it, or why there is none. */
  readonly models: Readonly<Record<string, Verdict>>;
}

/** Checks a loaded document. @throws {TypeError} when it has none of the eight operations. */
export function checkDocument({ document, source, version }: LoadedDocument): CheckResult {
  const reachable = reachablePart(document);
  if (reachable.operations.length === 0)
    throw new TypeError(`Cannot check description ${source}: it has none of the eight web backend operations`);
  const plain = plainSchemas(document, version);
  // What is too large to be used is too large to be checked.
  for (const model of reachable.models.values()) plain.schemaOf(model.schema);
  const search = instanceSearch(document, plain);
  const models = Object.fromEntries(
    [...reachable.models.values()]
      .toSorted((left, right) => left.name.localeCompare(right.name))
      .map((model) => [model.name, search.find({ schema: model.schema, pointer: model.pointer })]),
  );
  const faults = [
    ...schemaFaults(document, reachable, { plain, search, version }),
    ...unsatisfiableModels(reachable, models),
    ...operationFaults(document, reachable, plain),
    ...securityFaults(document, reachable),
    ...textFaults(reachable, plain),
  ].map(judged);
  return {
    operations: reachable.operations.map(({ id }) => id),
    missing: reachable.missing,
    models,
    faults: faults.toSorted((left, right) => order(left) - order(right) || left.pointer.localeCompare(right.pointer)),
  };
}

const ruleIds = [...Object.keys(contradictions), ...Object.keys(gaps)];

function order({ rule }: Fault): number {
  return ruleIds.indexOf(rule);
}

/** Adds the kind, and the repair whose place the fault is at or below. */
function judged({ rule, ...fault }: FoundFault): Fault {
  const kind = Object.hasOwn(gaps, rule) ? 'gap' : 'contradiction';
  const repair = repairs.find(({ pointers }) =>
    pointers.some((pointer) =>
      [fault.pointer, ...(fault.also ?? [])].some((place) => place === pointer || place.startsWith(`${pointer}/`)),
    ),
  );
  return { rule, kind, ...fault, ...defined({ repairedBy: repair?.id }) };
}
