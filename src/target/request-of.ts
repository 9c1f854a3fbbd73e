import { operations } from '../../schemas/operations.ts';
import type { HttpRequest } from '../client/http.ts';
import { defined } from '../json/defined.ts';
import type { Call } from './exchange.ts';
import { lowerNames } from './lower-names.ts';

/** The request of a call, with no headers but those of the call. `prefix` is the path of the target's address. */
export function requestOf(
  call: Call,
  { origin, prefix }: { readonly origin: string; readonly prefix: string },
): HttpRequest {
  if (call.operation === 'transport') {
    const { method, path, body } = call;
    return { method, origin, path: `${prefix}${path}`, headers: lowerNames(call.headers), ...defined({ body }) };
  }
  const text = call.bodyText ?? (call.body === undefined ? undefined : JSON.stringify(call.body));
  return {
    method: 'POST',
    origin,
    path: `${prefix}${operations[call.operation].path}`,
    headers: {
      ...defined({ 'content-type': text === undefined ? undefined : 'application/json' }),
      ...lowerNames(call.headers ?? {}),
    },
    ...defined({ body: text }),
  };
}
