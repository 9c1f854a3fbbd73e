/** Micronaut in front of the server of May 2023, with nginx in front of that. */
import type { HttpConventions, RefusedRequest, RefusedStatus } from '../../src/backend/http-conventions.ts';
import { frameworkError, invalidJson } from './java-errors.ts';
import { JsonParseError, rootValuesIn } from './json-parser.ts';
import type { JsonNode } from './json-parser.ts';
import { unbound } from './parameters.ts';

type FrameworkStatus = Exclude<RefusedStatus, 400 | 401 | 404>;

/** The reason, and a text that quotes what was sent. */
const refusals: Readonly<Record<FrameworkStatus, (request: RefusedRequest) => readonly [string, string]>> = {
  405: ({ method, path }) => [
    'Method Not Allowed',
    `Method [${method}] not allowed for URI [${path}]. Allowed methods: [POST]`,
  ],
  406: ({ accept = '' }) => [
    'Not Acceptable',
    `Specified Accept Types [${accept}] not supported. Supported types: [application/json]`,
  ],
  413: () => ['Request Entity Too Large', 'The content length exceeds the maximum allowed content length [10485760]'],
  415: ({ contentType = '' }) => [
    'Unsupported Media Type',
    `Content Type [${contentType}] not allowed. Allowed types: [application/json]`,
  ],
};

/** How Micronaut reads bodies, and the words in which it refuses requests. */
export const conventions2023: HttpConventions = {
  untyped: 400,
  ignoresTrailingSlash: true,
  satisfies: (accept) => accept.split(',').some((range) => /^\s*(\*\/\*|application\/json)\s*(;|$)/i.test(range)),
  parseBody(bytes, path) {
    const roots = rootsOf(bytes);
    const [value] = roots;
    if (roots.length !== 1 || value === undefined) throw unbound(path);
    return value;
  },
  refused(status, request) {
    // Labelled as JSON, and none.
    if (status === 404) return { body: 'Object not found.' };
    if (status === 401)
      return { body: '<html><head><title>401 Authorization Required</title></head></html>', contentType: 'text/html' };
    if (status === 400) return { body: unbound(request.path).body };
    const [reason, message] = refusals[status](request);
    return { body: frameworkError(status, reason, request.path, { message }).body };
  },
};

function rootsOf(bytes: Buffer | undefined): readonly JsonNode[] {
  if (bytes === undefined) return [];
  try {
    return rootValuesIn(bytes);
  } catch (error) {
    if (!(error instanceof JsonParseError)) throw error;
    throw invalidJson(error.message, error.isEndOfInput, error.column);
  }
}
