/** How a backend reads bodies, and what it says about requests that reach no operation. */
import { parseJson } from '../json/parse-json.ts';
import { Refusal } from './refusal.ts';

export type RefusedStatus = 400 | 401 | 404 | 405 | 406 | 413 | 415;

export interface HttpConventions {
  /** What a body without a content type is refused with. */
  readonly untyped: 400 | 415;
  /** Whether a path with a slash at its end is the path without it; not unless told otherwise. */
  readonly ignoresTrailingSlash?: boolean;
  /** Whether JSON satisfies an Accept header; any range that has it unless told otherwise. */
  readonly satisfies?: (accept: string) => boolean;
  /** The body from its bytes, if there are any; `path` is the whole one. @throws {Refusal} */
  readonly parseBody: (bytes: Buffer | undefined, path: string) => unknown;
  /** The answer to what no operation sees. A body that is text is sent as it is; without one, nothing is. */
  readonly refused: (
    status: RefusedStatus,
    request: RefusedRequest,
  ) => { readonly body?: unknown; readonly contentType?: string };
}

/** What an answer to a refused request may quote. */
export interface RefusedRequest {
  /** The whole one, without the query. */
  readonly path: string;
  readonly method: string;
  readonly contentType?: string;
  readonly accept?: string;
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
  parseBody(bytes) {
    if (bytes === undefined || bytes.length === 0) throw new Refusal(400, { message: messages[400] });
    try {
      return withoutNulls(parseJson(bytes.toString()));
    } catch (error) {
      throw new Refusal(400, {
        message: `The body is not JSON: ${error instanceof Error ? error.message : 'it does not parse'}`,
      });
    }
  },
  refused(status, { path, method }) {
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
