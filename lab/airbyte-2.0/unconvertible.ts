/** What Jackson says of a value that no coercion turns into what the model declares. */
import { locationAt } from './json-reader.ts';
import type { JavaType } from './models.ts';

/** The package of the models. */
export const generated = 'io.airbyte.api.model.generated.';

/** The chain says where, outermost first. */
export class UnconvertibleError extends Error {
  override readonly name = 'UnconvertibleError';
  readonly chain: string[] = [];
}

/** The class as messages have it. */
export function nameOf(type: JavaType): string {
  if (type.kind === 'model' || type.kind === 'enum') return `${generated}${type.name}`;
  const names = {
    uuid: 'java.util.UUID',
    string: 'java.lang.String',
    long: 'java.lang.Long',
    integer: 'java.lang.Integer',
  };
  if (type.kind === 'boolean') return 'java.lang.Boolean';
  return type.kind === 'list' ? 'java.util.ArrayList' : type.kind === 'json' ? 'java.lang.Object' : names[type.kind];
}

/** A reason, with the position that Jackson appends. */
export function failure(reason: string): UnconvertibleError {
  return new UnconvertibleError(`${reason}\n at ${locationAt(1, 1)}`);
}

/** A value of another kind than any that is taken. */
export function unexpected(name: string, kind: string, token: string): UnconvertibleError {
  return failure(`Cannot deserialize value of type \`${name}\` from ${kind} value (token \`JsonToken.${token}\`)`);
}

/** A text that stands for no value of the type. */
export function fromText(type: JavaType, value: string, why: string): UnconvertibleError {
  return failure(`Cannot deserialize value of type \`${nameOf(type)}\` from String ${JSON.stringify(value)}: ${why}`);
}
