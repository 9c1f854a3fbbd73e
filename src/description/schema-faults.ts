/** Contradictions inside single schemas that the operations reach. */
import { isEqualJson, isObject, listAt, objectAt, textAt } from '../json/json.ts';
import { under } from '../json/pointer.ts';
import type { JsonObject } from '../json/json.ts';
import { validatorFor } from '../validation/validator.ts';
import { modelsNamedIn, partsOf } from './reachable-part.ts';
import type { ReachablePart } from './reachable-part.ts';
import type { Fault } from './contradiction.ts';
import type { InstanceSearch } from './instance.ts';
import type { PlainSchemas } from './plain-schema.ts';
import { resolve } from './references.ts';

export interface SchemaTools {
  readonly plain: PlainSchemas;
  readonly search: InstanceSearch;
  readonly version: '3.0' | '3.1';
}

/** Walks every schema that the operations reach, each once. */
export function schemaFaults(document: JsonObject, reachable: ReachablePart, tools: SchemaTools): readonly Fault[] {
  const roots = [
    ...reachable.operations.flatMap(({ request, responses }) => [request, ...Object.values(responses)]),
    ...reachable.models.values(),
  ].filter((place) => place !== undefined);
  const seen = new Set<string>();
  const faults: Fault[] = [];
  const visit = (schema: unknown, pointer: string): void => {
    if (seen.has(pointer)) return;
    seen.add(pointer);
    faults.push(...faultsOf(schema, pointer, document, tools));
    for (const part of partsOf(schema)) visit(part.schema, under(pointer, ...part.tokens));
  };
  for (const { schema, pointer } of roots) visit(schema, pointer);
  return faults;
}

function faultsOf(schema: unknown, pointer: string, document: JsonObject, tools: SchemaTools): readonly Fault[] {
  if (!isObject(schema)) {
    if (typeof schema === 'boolean' || schema === undefined) return [];
    const found = JSON.stringify(schema);
    return [
      { rule: 'invalid-schema', kind: 'contradiction', pointer, reason: `${found} is no schema`, witness: schema },
    ];
  }
  if (textAt(schema, '$ref') !== undefined) return brokenReference(schema, pointer, document);
  return [
    ...undeclaredRequired(schema, pointer),
    ...wrongDefault(schema, pointer, tools),
    ...wrongExamples(schema, pointer, tools),
    ...wrongEnum(schema, pointer, tools),
    ...crossedBounds(schema, pointer, tools),
    ...impossibleAllOf(schema, pointer, tools),
    ...neverValid(schema, pointer, tools),
    ...untyped(schema, pointer),
    ...(schema['type'] === 'integer' && schema['format'] === undefined && !('enum' in schema)
      ? [
          {
            rule: 'integer-without-format',
            kind: 'gap',
            pointer,
            reason: 'The integer has no format: generated clients take 32 bit where servers may send 64',
            witness: 2 ** 31,
          } as const,
        ]
      : []),
    ...uncompilable(schema, pointer, tools),
  ];
}

function brokenReference(schema: JsonObject, pointer: string, document: JsonObject): readonly Fault[] {
  const end = resolve(document, schema, pointer);
  if (end.kind === 'found') return [];
  const place = under(pointer, '$ref');
  if (end.kind === 'circular')
    return [
      {
        rule: 'circular-reference',
        kind: 'contradiction',
        pointer: place,
        reason: `The reference ${String(schema['$ref'])} leads back to itself and never to a schema`,
      },
    ];
  const why = end.kind === 'external' ? 'leads out of the document' : 'leads to nothing';
  return [
    {
      rule: 'unresolvable-reference',
      kind: 'contradiction',
      pointer: place,
      reason: `The reference ${end.reference} ${why}`,
    },
  ];
}

function undeclaredRequired(schema: JsonObject, pointer: string): readonly Fault[] {
  if (schema['additionalProperties'] !== false || schema['patternProperties'] !== undefined) return [];
  const declared = objectAt(schema, 'properties');
  return listAt(schema, 'required').flatMap((name, index) =>
    typeof name !== 'string' || Object.hasOwn(declared, name)
      ? []
      : [
          {
            rule: 'required-undeclared',
            kind: 'contradiction',
            pointer: under(pointer, 'required', index),
            reason: `"${name}" is required, but not declared, and additionalProperties is false: a value without it breaks one rule, a value with it the other`,
            witness: { [name]: {} },
            also: [under(pointer, 'additionalProperties')],
          } as const,
        ],
  );
}

function wrongDefault(schema: JsonObject, pointer: string, tools: SchemaTools): readonly Fault[] {
  if (!Object.hasOwn(schema, 'default')) return [];
  const value = schema['default'];
  const broken = firstViolation(schema, value, tools);
  if (broken === undefined) return [];
  return [
    {
      rule: value === null ? 'null-default' : 'default-invalid',
      kind: 'contradiction',
      pointer: under(pointer, 'default'),
      reason:
        value === null
          ? `The default is null, but the schema ${broken}: whoever fills in defaults sends an invalid document`
          : `The default ${JSON.stringify(value)} breaks its own schema: it ${broken}`,
      witness: value,
    },
  ];
}

function wrongExamples(schema: JsonObject, pointer: string, tools: SchemaTools): readonly Fault[] {
  const examples = [
    ...(Object.hasOwn(schema, 'example') ? [{ value: schema['example'], place: under(pointer, 'example') }] : []),
    ...listAt(schema, 'examples').map((value, index) => ({ value, place: under(pointer, 'examples', index) })),
  ];
  return examples.flatMap(({ value, place }) => {
    const broken = firstViolation(schema, value, tools);
    return broken === undefined
      ? []
      : [
          {
            rule: 'example-invalid',
            kind: 'contradiction',
            pointer: place,
            reason: `The example breaks its own schema: it ${broken}`,
            witness: value,
          } as const,
        ];
  });
}

function firstViolation(schema: JsonObject, value: unknown, { plain }: SchemaTools): string | undefined {
  try {
    const [violation] = validatorFor(plain.schemaOf(schema))(value);
    return violation === undefined
      ? undefined
      : `${violation.message}${violation.pointer === '' ? '' : ` at ${violation.pointer}`}`;
  } catch {
    return undefined; // reported as a schema that does not compile
  }
}

function wrongEnum(schema: JsonObject, pointer: string, tools: SchemaTools): readonly Fault[] {
  const values = schema['enum'];
  if (!Array.isArray(values)) return [];
  const place = under(pointer, 'enum');
  if (values.length === 0)
    return [
      {
        rule: 'empty-enum',
        kind: 'contradiction',
        pointer: place,
        reason: 'The enum has no values, so that nothing satisfies it',
      },
    ];
  const { enum: _, ...rest } = schema;
  return values.flatMap((value, index): readonly Fault[] => {
    const first = values.findIndex((other) => isEqualJson(other, value));
    if (first < index)
      return [
        {
          rule: 'duplicate-enum',
          kind: 'contradiction',
          pointer: under(place, index),
          reason: `${JSON.stringify(value)} is listed twice`,
          witness: value,
          also: [under(place, first)],
        },
      ];
    const broken = firstViolation(rest, value, tools);
    return broken === undefined
      ? []
      : [
          {
            rule: 'enum-type',
            kind: 'contradiction',
            pointer: under(place, index),
            reason: `The enum lists ${JSON.stringify(value)}, which the rest of the schema forbids: it ${broken}`,
            witness: value,
          },
        ];
  });
}

const boundPairs = [
  ['minimum', 'maximum'],
  ['minLength', 'maxLength'],
  ['minItems', 'maxItems'],
  ['minProperties', 'maxProperties'],
  ['exclusiveMinimum', 'exclusiveMaximum'],
] as const;

function crossedBounds(schema: JsonObject, pointer: string, { version }: SchemaTools): readonly Fault[] {
  const crossed = boundPairs.flatMap(([low, high]): readonly Fault[] => {
    const least = schema[low];
    const most = schema[high];
    if (typeof least !== 'number' || typeof most !== 'number') return [];
    const isOpen =
      low === 'exclusiveMinimum' ||
      (version === '3.0' &&
        low === 'minimum' &&
        (schema['exclusiveMinimum'] === true || schema['exclusiveMaximum'] === true));
    if (least < most || (least === most && !isOpen)) return [];
    return [
      {
        rule: 'crossed-bounds',
        kind: 'contradiction',
        pointer: under(pointer, low),
        reason: `${low} is ${least} and ${high} is ${most}`,
        also: [under(pointer, high)],
      },
    ];
  });
  const most = schema['maxProperties'];
  const required = listAt(schema, 'required');
  if (typeof most === 'number' && new Set(required).size > most)
    return [
      ...crossed,
      {
        rule: 'crossed-bounds',
        kind: 'contradiction',
        pointer: under(pointer, 'maxProperties'),
        reason: `${required.length} members are required and at most ${most} allowed`,
        also: [under(pointer, 'required')],
      },
    ];
  return crossed;
}

function impossibleAllOf(schema: JsonObject, pointer: string, { search }: SchemaTools): readonly Fault[] {
  const parts = listAt(schema, 'allOf').map((part, index) => ({
    schema: part,
    pointer: under(pointer, 'allOf', index),
  }));
  // What nothing satisfies by itself is told there.
  if (parts.length === 0 || parts.some((part) => search.find(part).kind === 'impossible')) return [];
  const verdict = search.find({ schema, pointer });
  return verdict.kind === 'impossible'
    ? [
        {
          rule: 'impossible-all-of',
          kind: 'contradiction',
          pointer: under(pointer, 'allOf'),
          reason: `The parts exclude each other: ${verdict.reason}`,
          also: verdict.pointers,
        },
      ]
    : [];
}

/** Optional members and array items whose schema nothing satisfies: the rest of the model is fine without them. */
function neverValid(schema: JsonObject, pointer: string, { search }: SchemaTools): readonly Fault[] {
  const required = new Set(listAt(schema, 'required'));
  return Object.entries(objectAt(schema, 'properties')).flatMap(([name, member]): readonly Fault[] => {
    if (required.has(name) || modelsNamedIn(member).length === 0) return [];
    const place = under(pointer, 'properties', name);
    const verdict = search.find({ schema: member, pointer: place });
    return verdict.kind === 'impossible'
      ? [
          {
            rule: 'member-never-valid',
            kind: 'contradiction',
            pointer: place,
            reason: `"${name}" can never be present: ${verdict.reason}`,
            also: verdict.pointers,
          },
        ]
      : [];
  });
}

const says = 'type enum const allOf anyOf oneOf not properties items $ref if'.split(' ');

function untyped(schema: JsonObject, pointer: string): readonly Fault[] {
  if (!/^\/components\/schemas\/[^/]+$/.test(pointer) || says.some((key) => key in schema)) return [];
  return [
    {
      rule: 'untyped-schema',
      kind: 'gap',
      pointer,
      reason: 'The model has no type and no rule: every value satisfies it',
      witness: null,
    },
  ];
}

/** Only whole models and bodies, whose parts are compiled with them. */
function uncompilable(schema: JsonObject, pointer: string, { plain }: SchemaTools): readonly Fault[] {
  if (!/^\/components\/schemas\/[^/]+$|\/content\/[^/]+\/schema$/.test(pointer)) return [];
  try {
    validatorFor(plain.schemaOf(schema));
    return [];
  } catch (error) {
    const message = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    return [
      { rule: 'invalid-schema', kind: 'contradiction', pointer, reason: `The schema does not compile: ${message}` },
    ];
  }
}
