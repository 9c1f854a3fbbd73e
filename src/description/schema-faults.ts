/** Faults inside single schemas that the operations reach. */
import { isObject, listAt, objectAt, textAt } from '../json/json.ts';
import { under } from '../json/pointer.ts';
import type { JsonObject } from '../json/json.ts';
import { validatorFor } from '../validation/validator.ts';
import { boundFaults } from './bound-faults.ts';
import type { FoundFault } from './fault.ts';
import type { InstanceSearch } from './instance-search.ts';
import type { PlainSchemas } from './plain-schema.ts';
import { partsOf } from './reachable-part.ts';
import type { ReachablePart } from './reachable-part.ts';
import { referenceFaults } from './reference-faults.ts';
import { impossibleAllOf, neverValid } from './satisfiable-faults.ts';
import { valueFaults } from './value-faults.ts';

export interface SchemaTools {
  readonly plain: PlainSchemas;
  readonly search: InstanceSearch;
  readonly version: '3.0' | '3.1';
}

/** Walks every schema that the operations reach, each once. */
export function schemaFaults(
  document: JsonObject,
  reachable: ReachablePart,
  tools: SchemaTools,
): readonly FoundFault[] {
  const roots = [
    ...reachable.operations.flatMap(({ request, responses }) => [request, ...Object.values(responses)]),
    ...reachable.models.values(),
  ].filter((place) => place !== undefined);
  const seen = new Set<string>();
  const faults: FoundFault[] = [];
  const visit = (schema: unknown, pointer: string): void => {
    if (seen.has(pointer)) return;
    seen.add(pointer);
    faults.push(...faultsOf(schema, pointer, document, tools));
    for (const part of partsOf(schema)) visit(part.schema, under(pointer, ...part.tokens));
  };
  for (const { schema, pointer } of roots) visit(schema, pointer);
  return faults;
}

function faultsOf(
  schema: unknown,
  pointer: string,
  document: JsonObject,
  { plain, search, version }: SchemaTools,
): readonly FoundFault[] {
  if (typeof schema === 'boolean' || schema === undefined) return [];
  if (!isObject(schema))
    return [{ rule: 'invalid-schema', pointer, reason: `${JSON.stringify(schema)} is no schema`, witness: schema }];
  if (textAt(schema, '$ref') !== undefined) return referenceFaults(document, schema, pointer);
  return [
    ...undeclaredRequired(schema, pointer),
    ...valueFaults(schema, pointer, plain),
    ...boundFaults(schema, pointer, version),
    ...impossibleAllOf(schema, pointer, search),
    ...neverValid(schema, pointer, search),
    ...untyped(schema, pointer),
    ...integerWithoutFormat(schema, pointer),
    ...uncompilable(schema, pointer, plain),
  ];
}

function undeclaredRequired(schema: JsonObject, pointer: string): readonly FoundFault[] {
  if (schema['additionalProperties'] !== false || schema['patternProperties'] !== undefined) return [];
  const declared = objectAt(schema, 'properties');
  return listAt(schema, 'required').flatMap((name, index) =>
    typeof name !== 'string' || Object.hasOwn(declared, name)
      ? []
      : [
          {
            rule: 'required-undeclared',
            pointer: under(pointer, 'required', index),
            reason: `"${name}" is required, but not declared, and additionalProperties is false: a value without it breaks one rule, a value with it the other`,
            witness: { [name]: {} },
            also: [under(pointer, 'additionalProperties')],
          } as const,
        ],
  );
}

const model = /^\/components\/schemas\/[^/]+$/;
const body = /\/content\/[^/]+\/schema$/;
const says = 'type enum const allOf anyOf oneOf not properties items $ref if'.split(' ');

function untyped(schema: JsonObject, pointer: string): readonly FoundFault[] {
  if (!model.test(pointer) || says.some((key) => key in schema)) return [];
  const reason = 'The model has no type and no rule: every value satisfies it';
  return [{ rule: 'untyped-schema', pointer, reason, witness: null }];
}

function integerWithoutFormat(schema: JsonObject, pointer: string): readonly FoundFault[] {
  if (schema['type'] !== 'integer' || schema['format'] !== undefined || 'enum' in schema) return [];
  const reason = 'The integer has no format: generated clients take 32 bit where servers may send 64';
  return [{ rule: 'integer-without-format', pointer, reason, witness: 2 ** 31 }];
}

/** Only whole models and bodies, whose parts are compiled with them. */
function uncompilable(schema: JsonObject, pointer: string, plain: PlainSchemas): readonly FoundFault[] {
  if (!model.test(pointer) && !body.test(pointer)) return [];
  try {
    validatorFor(plain.schemaOf(schema));
    return [];
  } catch (error) {
    const message = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    return [{ rule: 'invalid-schema', pointer, reason: `The schema does not compile: ${message}` }];
  }
}
