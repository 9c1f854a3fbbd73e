/** Values that a schema names and does not accept: its default, its examples, its enum. */
import { isEqualJson, listAt } from '../json/json.ts';
import { under } from '../json/pointer.ts';
import type { JsonObject } from '../json/json.ts';
import { validatorFor } from '../validation/validator.ts';
import type { FoundFault } from './fault.ts';
import type { PlainSchemas } from './plain-schema.ts';

export function valueFaults(schema: JsonObject, pointer: string, plain: PlainSchemas): readonly FoundFault[] {
  return [
    ...wrongDefault(schema, pointer, plain),
    ...wrongExamples(schema, pointer, plain),
    ...wrongEnum(schema, pointer, plain),
  ];
}

function wrongDefault(schema: JsonObject, pointer: string, plain: PlainSchemas): readonly FoundFault[] {
  if (!Object.hasOwn(schema, 'default')) return [];
  const value = schema['default'];
  const broken = firstViolation(schema, value, plain);
  if (broken === undefined) return [];
  const place = under(pointer, 'default');
  return value === null
    ? [
        {
          rule: 'null-default',
          pointer: place,
          reason: `The default is null, but the schema ${broken}: whoever fills in defaults sends an invalid document`,
          witness: value,
        },
      ]
    : [
        {
          rule: 'default-invalid',
          pointer: place,
          reason: `The default ${JSON.stringify(value)} breaks its own schema: it ${broken}`,
          witness: value,
        },
      ];
}

function wrongExamples(schema: JsonObject, pointer: string, plain: PlainSchemas): readonly FoundFault[] {
  const examples = [
    ...(Object.hasOwn(schema, 'example') ? [{ value: schema['example'], place: under(pointer, 'example') }] : []),
    ...listAt(schema, 'examples').map((value, index) => ({ value, place: under(pointer, 'examples', index) })),
  ];
  return examples.flatMap(({ value, place }): readonly FoundFault[] => {
    const broken = firstViolation(schema, value, plain);
    if (broken === undefined) return [];
    const reason = `The example breaks its own schema: it ${broken}`;
    return [{ rule: 'example-invalid', pointer: place, reason, witness: value }];
  });
}

function wrongEnum(schema: JsonObject, pointer: string, plain: PlainSchemas): readonly FoundFault[] {
  const { enum: values, ...rest } = schema;
  if (!Array.isArray(values)) return [];
  const list = under(pointer, 'enum');
  if (values.length === 0)
    return [{ rule: 'empty-enum', pointer: list, reason: 'The enum has no values, so that nothing satisfies it' }];
  return values.flatMap((value, index): readonly FoundFault[] => {
    const place = { pointer: under(list, index), witness: value };
    const first = values.findIndex((other) => isEqualJson(other, value));
    if (first < index)
      return [
        {
          rule: 'duplicate-enum',
          ...place,
          reason: `${JSON.stringify(value)} is listed twice`,
          also: [under(list, first)],
        },
      ];
    const broken = firstViolation(rest, value, plain);
    if (broken === undefined) return [];
    const reason = `The enum lists ${JSON.stringify(value)}, which the rest of the schema forbids: it ${broken}`;
    return [{ rule: 'enum-type', ...place, reason }];
  });
}

function firstViolation(schema: JsonObject, value: unknown, plain: PlainSchemas): string | undefined {
  try {
    const [violation] = validatorFor(plain.schemaOf(schema))(value);
    if (violation === undefined) return undefined;
    return violation.pointer === '' ? violation.message : `${violation.message} at ${violation.pointer}`;
  } catch {
    return undefined; // reported as a schema that does not compile
  }
}
