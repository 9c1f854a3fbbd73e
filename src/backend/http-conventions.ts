/** How a backend reads bodies, and what it says about requests that reach no operation. */
import { Refusal } from './refusal.ts';

export type RefusedStatus = 400 | 401 | 404 | 405 | 406 | 413 | 415;

export interface HttpConventions {
  /** What a body without a content type is refused with. */
  readonly untyped: 400 | 415;
  /** The body from its text; `path` is the whole one. @throws {Refusal} */
  readonly parseBody: (text: unknown, path: string) => unknown;
  /** The answer to what no operation sees. A body that is text is sent as it is. */
  readonly refused: (
    status: RefusedStatus,
    path: string,
    method: string,
  ) => { readonly body: unknown; readonly contentType?: string };
}

const messages: Readonly<Record<Exclude<RefusedStatus, 404 | 405>, string>> = {
  400: 'A JSON body is required',
  401: 'Unauthorized',
  406: 'Only application/json can be produced',
  413: 'The body is too large',
  415: 'Expected application/json',
};

/** One message, as the repaired description declares it. */
export const referenceConventions: HttpConventions = {
  untyped: 415,
  parseBody(text) {
    if (typeof text !== 'string' || text === '') throw new Refusal(400, { message: messages[400] });
    try {
      return withoutNulls(JSON.parse(text));
    } catch (error) {
      throw new Refusal(400, {
        message: `The body is not JSON: ${error instanceof Error ? error.message : 'it does not parse'}`,
      });
    }
  },
  refused(status, path, method) {
    if (status === 404) return { body: { message: `Object not found: ${path}` } };
    return { body: { message: status === 405 ? `${method} is not allowed here` : messages[status] } };
  },
};

/** On input null and absent are the same for members; free JSON keeps its nulls. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([, child]) => child !== null);
  return Object.fromEntries(
    kept.map(([key, child]): [string, unknown] => [key, key === 'jsonSchema' ? child : withoutNulls(child)]),
  );
}
