/** The bodies of errors: of exceptions that are mapped or not, of problems, and of the HTTP framework. */
import { randomUUID } from 'node:crypto';

/** An answer other than the one that a handler would give. */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>> | string | undefined;

  constructor(status: number, body: Failure['body']) {
    super(`answers ${status}`);
    this.status = status;
    this.body = body;
  }
}

/** 404, and every 500: the cause stays in the log of the server. */
export function hidden(status: 404 | 500): Failure {
  return new Failure(status, { errorId: randomUUID() });
}

/** 400, 409 and 422 of the server's own exceptions; the stacks are always empty. */
export function known(status: 400 | 409 | 422, message: string): Failure {
  return new Failure(status, { message, exceptionStack: [], rootCauseExceptionStack: [], errorId: randomUUID() });
}

/** The table refuses a row. */
export function databaseRefused(): Failure {
  return known(409, 'Failed to access database. Check the server logs for more information');
}

/** A business rule that throws a `JsonValidationException`. */
export function brokenConfiguration(rule: string): Failure {
  return known(422, `The provided configuration does not fulfill the specification. Errors: ${rule}`);
}

/** 400 with the body of a problem; `type` without its `error:`. */
export function problem(type: string, title: string, detail: string, data: unknown): Failure {
  return new Failure(400, { status: 400, type: `error:${type}`, title, detail, documentationUrl: null, data });
}

/** Shape B: an error of the framework, before or instead of a handler. */
export function frameworkError(
  status: number,
  message: string,
  { path, inner, at }: { readonly path: string; readonly inner: string; readonly at?: string },
): Failure {
  return new Failure(status, {
    message,
    _links: { self: { href: path, templated: false } },
    _embedded: { errors: [{ message: inner, ...(at === undefined ? {} : { path: at }), _links: {}, _embedded: {} }] },
  });
}
