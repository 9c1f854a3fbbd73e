import { tokensOf, valueAt } from '../../src/json/pointer.ts';
import { isObject } from '../../src/json/json.ts';
import type { JSONSchema } from 'json-schema-to-ts';
import { responseFor } from '../../schemas/response-for.ts';
import { operations } from '../../schemas/operations.ts';
import type { Operation } from '../../schemas/operations.ts';
import { isSchema } from '../../src/validation/is-schema.ts';
import { validatorFor } from '../../src/validation/validator.ts';
import type { Violation as SchemaViolation } from '../../src/validation/validator.ts';
import { placeOf, rulePlaceOf } from '../model/place.ts';
import type { Check, Past } from './check.ts';
import { show, showBody } from './show.ts';

export const responseSchema = responseSchemaIn(operations);

/** The check against another form of the description. */
export function responseSchemaIn(described: Readonly<Record<string, Operation>>) {
  return {
    id: 'response-schema',
    law: 'Every body satisfies the schema that is declared for its status. A member without a value is left out, not null.',
    meaning: 'A typed client fails to read this answer, or hands wrong values to its caller.',
    exceptions:
      'Open objects may have more members. `validationErrors` may be missing. The list item of a connection is not judged once an invalid write to it was sent. A difference may show the schema of a field that is no object, as it was sent. Of the answers to those who must not see the workspace only JSON for a second user is judged: the others may come from what stands in front of the server.',
    severity: 'high',
    judgesStrangers: true,
    inspect({ step, answer, operation, json }, past) {
      if (step.as !== undefined && (step.as !== 'other' || !answer.json.ok)) return undefined;
      const schema = responseFor(described[operation]?.responses ?? {}, answer.status);
      if (schema === undefined || answer.status >= 500) return [];
      if (!answer.json.ok)
        return [
          {
            title: `${operation} answered ${answer.status} with a body that is not JSON`,
            expected: 'JSON, nested no deeper than 1,000 levels',
            received: showBody(answer.text),
            kind: 'not-json',
            ...(answer.status === 200 ? {} : { detail: String(answer.status) }),
          },
        ];
      const isList = operation === operations.webBackendListConnectionsForWorkspace.id;
      const found = validatorFor(schema)(json).filter(
        ({ pointer }) => (!isList || !isInMalformedItem(pointer, json, past)) && !isOddFieldSchema(pointer, json),
      );
      return causesOf(found, json, schema).map(({ pointer, keyword, message }) => {
        const received = valueAt(json, pointer);
        const rule = rulePlaceOf(pointer);
        const details = [...(answer.status === 200 ? [] : [`${answer.status}`]), ...whatIsThere(keyword, received)];
        return {
          title: `${operation} answered a body that breaks its schema at ${pointer || 'the root'}`,
          expected: `${pointer || 'the body'} ${message}`,
          received: show(received),
          pointer,
          kind: keyword,
          // A schedule counts as one place, so the rule tells its members apart.
          ...(rule === placeOf(pointer) ? {} : { rule }),
          ...(details.length === 0 ? {} : { detail: details.join(' ') }),
        };
      });
    },
  } as const satisfies Check;
}

/** What a stream may have for the schema of a field a difference between catalogs may show. */
function isOddFieldSchema(pointer: string, json: unknown): boolean {
  return (
    /^\/catalogDiff\/transforms\/.*\/(schema|oldSchema|newSchema)$/.test(pointer) && !isObject(valueAt(json, pointer))
  );
}

/** One violation for each place. An object that lacks all its required members is one violation, not one for each member. */
function causesOf(found: readonly SchemaViolation[], json: unknown, schema: JSONSchema): readonly SchemaViolation[] {
  const byPlace = new Map<string, SchemaViolation>();
  const others = new Set<string>();
  for (const violation of found) {
    const { pointer, keyword } = violation;
    const around = pointer.slice(0, pointer.lastIndexOf('/'));
    if (keyword === 'required' && (others.has(around) || isAnother(valueAt(json, around), schemaAt(schema, around)))) {
      others.add(around);
      byPlace.set(around, { pointer: around, keyword, message: 'must have the members that are required' });
    } else if (!byPlace.has(pointer)) byPlace.set(pointer, violation);
  }
  return [...byPlace.values()].filter(
    ({ pointer }) => ![...others].some((other) => pointer !== other && pointer.startsWith(`${other}/`)),
  );
}

/** An object with fewer required members may lack each for a reason of its own. */
const fewMembers = 3;

function isAnother(value: unknown, schema: JSONSchema | undefined): boolean {
  const required = typeof schema === 'object' ? (schema.required ?? []) : [];
  return isObject(value) && required.length >= fewMembers && required.every((key) => !Object.hasOwn(value, key));
}

function schemaAt(schema: JSONSchema, pointer: string): JSONSchema | undefined {
  let node: JSONSchema | undefined = schema;
  for (const key of tokensOf(pointer)) {
    if (typeof node !== 'object') return undefined;
    node = Object.hasOwn(node.properties ?? {}, key)
      ? node.properties?.[key]
      : /^\d+$/.test(key) && isSchema(node.items)
        ? node.items
        : undefined;
  }
  return node;
}

/** Null and a value of another type are two defects. So are two unknown values of an enum. */
function whatIsThere(keyword: string, received: unknown): readonly string[] {
  if (keyword === 'enum' && typeof received === 'string' && /^[\w.-]{1,40}$/.test(received)) return [received];
  if (keyword !== 'type' && keyword !== 'enum') return [];
  return [received === null ? 'null' : Array.isArray(received) ? 'array' : typeof received];
}

function isInMalformedItem(pointer: string, json: unknown, past: Past): boolean {
  const [item] = /^\/connections\/\d+/.exec(pointer) ?? [];
  const connection = item === undefined ? undefined : valueAt(json, item);
  return isObject(connection) && past.mayBeMalformed(connection);
}
