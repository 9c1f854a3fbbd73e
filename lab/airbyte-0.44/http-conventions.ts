/** Micronaut in front of the server of May 2023, with nginx in front of that. */
import type { HttpConventions, RefusedStatus } from '../../src/backend/http-conventions.ts';
import { frameworkError, knownException } from './java-errors.ts';

const reasons: Readonly<Record<Exclude<RefusedStatus, 401 | 404>, readonly [string, string]>> = {
  400: ['Bad Request', 'Required argument not specified'],
  405: ['Method Not Allowed', 'Method not allowed. Allowed methods: [POST]'],
  406: ['Not Acceptable', 'Specified Accept Types not supported. Supported types: [application/json]'],
  413: ['Request Entity Too Large', 'The content length exceeds the maximum allowed content length [10485760]'],
  415: ['Unsupported Media Type', 'Content Type not allowed. Allowed types: [application/json]'],
};

export const conventions2023: HttpConventions = {
  untyped: 400,
  parseBody(bytes, path) {
    const text = bytes?.toString() ?? '';
    if (text.trim() === '') throw frameworkError(400, 'Bad Request', path, 'Required argument not specified');
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      throw knownException(422, 'Invalid json. Unexpected character', 'InvalidJsonException');
    }
    if (typeof value !== 'object' || value === null)
      throw frameworkError(400, 'Bad Request', path, 'Required argument not specified');
    return value;
  },
  refused(status, { path }) {
    // Labelled as JSON, and none.
    if (status === 404) return { body: 'Object not found.' };
    if (status === 401)
      return { body: '<html><head><title>401 Authorization Required</title></head></html>', contentType: 'text/html' };
    const [reason, detail] = reasons[status];
    return { body: frameworkError(status, reason, path, detail).body };
  },
};
