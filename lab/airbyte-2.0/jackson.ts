/** Conversion of JSON to the models as Jackson does it with the settings of Micronaut: lenient, and never validating. */
import { isObject } from '../json-access.ts';
import { choice, scalar } from './jackson-scalars.ts';
import type { Enumeration, JavaType, ListType, Model, Scalar } from './models.ts';
import { failure, generated, nameOf, unexpected, UnconvertibleError } from './unconvertible.ts';

/** The message as Jackson builds it: reason, position, and the way to the value. */
export function jacksonMessage(reason: string, chain: readonly string[]): string {
  return chain.length === 0 ? reason : `${reason} (through reference chain: ${chain.join('->')})`;
}

/** The value as the model has it; null and absent are `undefined`. @throws {UnconvertibleError} */
export function converted(value: unknown, type: JavaType): unknown {
  // Members of free JSON keep their nulls.
  if (type.kind === 'json') return value;
  if (value === null || value === undefined) return undefined;
  if (type.kind === 'list') return list(value, type);
  if (Array.isArray(value)) return singleItem(value, type);
  if (type.kind === 'model') return bound(value, type);
  if (isObject(value)) throw unexpected(nameOf(type), 'Object', 'START_OBJECT');
  return type.kind === 'enum' ? choice(value, type) : scalar(value, type);
}

/** How far a model knows a path: the chain that Jackson shows for an error below it. */
export function chainOf(path: readonly (string | number)[], root: JavaType): readonly string[] {
  const chain: string[] = [];
  let type: JavaType | undefined = root;
  for (const key of path) {
    if (type?.kind === 'model' && typeof key === 'string' && type.members[key] !== undefined) {
      chain.push(`${generated}${type.name}["${key}"]`);
      type = type.members[key];
    } else if (type?.kind === 'list' && typeof key === 'number') {
      chain.push(`java.util.ArrayList[${key}]`);
      type = type.items;
    } else break;
  }
  return chain;
}

/** A list of one stands for its item, one level deep. */
function singleItem(value: readonly unknown[], type: Model | Enumeration | Scalar): unknown {
  if (value.length === 0 || Array.isArray(value[0])) throw unexpected(nameOf(type), 'Array', 'START_ARRAY');
  if (value.length > 1)
    throw failure(
      `Attempted to unwrap '${nameOf(type)}' value from an array (with \`DeserializationFeature.UNWRAP_SINGLE_VALUE_ARRAYS\`) but it contains more than one value`,
    );
  return converted(value[0], type);
}

/** A bare value stands for a list of one. */
function list(value: unknown, { items }: ListType): readonly unknown[] {
  if (Array.isArray(value))
    return value.map((item, index) => within(`java.util.ArrayList[${index}]`, () => converted(item, items)));
  return [within('java.lang.Object[0]', () => converted(value, items))];
}

function within<Result>(place: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (error instanceof UnconvertibleError) error.chain.unshift(place);
    throw error;
  }
}

/** Undeclared members are ignored. Members are bound in the order in which they stand. */
function bound(value: unknown, type: Model): Readonly<Record<string, unknown>> {
  if (!isObject(value)) throw noCreator(value, type);
  const result: Record<string, unknown> = {};
  for (const name of type.filled ?? []) result[name] = [];
  for (const [key, child] of Object.entries(value)) {
    const declared = Object.hasOwn(type.members, key) ? type.members[key] : undefined;
    if (declared === undefined) continue;
    const member = within(`${generated}${type.name}["${key}"]`, () => converted(child, declared));
    if (member !== undefined) result[key] = member;
    else if (type.filled?.includes(key) === true) result[key] = null;
  }
  return result;
}

function noCreator(value: unknown, type: Model): UnconvertibleError {
  const name = nameOf(type);
  if (value === '')
    return failure(
      `Cannot coerce empty String ("") to \`${name}\` value (but could if coercion was enabled using \`CoercionConfig\`)`,
    );
  const [kind, what, shown] =
    typeof value === 'string'
      ? ['String', 'String', `'${value}'`]
      : typeof value === 'boolean'
        ? ['boolean/Boolean', 'boolean', String(value)]
        : typeof value === 'bigint'
          ? ['int/Int', 'Number', String(value)]
          : ['double/Double', 'Number', String(value)];
  return failure(
    `Cannot construct instance of \`${name}\` (although at least one Creator exists): no ${kind}-argument constructor/factory method to deserialize from ${what} value (${shown})`,
  );
}
