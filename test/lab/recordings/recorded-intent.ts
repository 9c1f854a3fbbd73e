/** What a recorded request was made for: the recording does not say, so that it is told from the body. */
import { isEqualJson, isObject, member } from '../../../src/json/json.ts';
import type { JsonObject } from '../../../src/json/json.ts';
import type { JSONSchema } from 'json-schema-to-ts';
import { unknownId } from '../../../src/target/unknown-id.ts';
import { validatorFor } from '../../../src/validation/validator.ts';
import type { Violation } from '../../../src/validation/validator.ts';
import { tokensOf } from '../../../src/json/pointer.ts';
import type { Intent, InputLabel } from '../../../properties/model/case.ts';
import { permittedInputs } from '../../../properties/mutations/permitted-inputs.ts';
import type { OperationId } from '../../../schemas/operations.ts';
import type { Mutation } from '../../../properties/mutations/schema-mutations.ts';
import { semanticMutations } from '../../../properties/mutations/semantic-mutations.ts';
import { substitute } from '../../../properties/engine/substitute.ts';
import type { Substitutions } from '../../../properties/engine/substitutions-for.ts';

/** The first rule of the schema that it breaks, else the domain rule whose members it has, else an id of nothing. */
export function recordedIntent(
  operation: OperationId,
  body: unknown,
  { schema, ids }: { readonly schema: JSONSchema | undefined; readonly ids: Substitutions },
): Intent {
  const [violation] = schema === undefined || body === undefined ? [] : validatorFor(schema)(body);
  if (violation !== undefined) return labelled(schemaLabel(violation), isPermitted(violation, body));
  const permitted = permittedInputs(operation, schema);
  const rules = [
    ...semanticMutations(body, { operation, foreign: true, permitted }),
    // When these were recorded, updates had broken operations alone, as creates still have them.
    ...semanticMutations(body, { operation: 'webBackendCreateConnection', foreign: true, permitted: [] }).filter(
      ({ label }) => label.pointer.startsWith('/operations'),
    ),
  ];
  const broken = rules.find((mutation) => isBroken(mutation, { body, ids }));
  if (broken !== undefined) return labelled(broken.label, broken.permitted);
  return ['connectionId', 'workspaceId'].some((key) => member(body, key) === unknownId)
    ? { kind: 'unknown' }
    : { kind: 'valid' };
}

function labelled(label: InputLabel, permitted: boolean): Intent {
  return { kind: permitted ? 'permitted' : 'invalid', label };
}

function schemaLabel({ keyword, pointer }: Violation): InputLabel {
  return { kind: 'schema', keyword, pointer, description: `${keyword} at ${pointer || 'the root'}` };
}

/** Breaking a rule that is broken already changes nothing. Names are the run's own. */
function isBroken(
  { label: { pointer, keyword }, mend, body: mutated }: Mutation,
  { body, ids }: { readonly body: unknown; readonly ids: Substitutions },
): boolean {
  if (!isObject(mutated) || !isObject(body)) return false;
  const { name } = body;
  if (pointer === '/name') return keyword === 'empty' ? name === '' : typeof name === 'string' && name.length > 256;
  const keys = mend.map((member) => member.pointer.slice(1));
  const membersOf = (of: JsonObject): JsonObject =>
    Object.fromEntries(keys.filter((key) => of[key] !== undefined).map((key) => [key, of[key]]));
  // What stands for nothing that this recording knows is no value at all.
  return (
    keys.every((key) => mutated[key] === undefined || body[key] !== undefined) &&
    isEqualJson(substitute(membersOf(mutated), ids), membersOf(body))
  );
}

/** As in schema-mutations.ts: null, and what a coercion turns into a legal value. */
function isPermitted({ keyword, pointer, message }: Violation, body: unknown): boolean {
  const value = tokensOf(pointer).reduce(
    (at, token) => (Array.isArray(at) ? (at as readonly unknown[])[Number(token)] : member(at, token)), // as isArray told
    body,
  );
  if (keyword === 'required' || keyword === 'format') return false;
  if (keyword === 'enum') return value !== 'airlock_unknown';
  if (value === null || keyword !== 'type') return true;
  if (pointer === '') return false;
  if (isObject(value)) return message.includes('array');
  if (typeof value === 'number') return !message.includes('object') || pointer.endsWith('/jsonSchema');
  return typeof value !== 'string' || !['many', 'maybe'].includes(value);
}
