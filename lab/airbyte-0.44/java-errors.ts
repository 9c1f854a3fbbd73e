/** Error bodies of the server of May 2023: of its own exceptions with their stack traces, and of its HTTP framework. */
import { Refusal } from '../../src/backend/refusal.ts';

/** A mapped exception: class name and stack trace are part of the body. */
export function knownException(status: number, message: string, simpleName: string): Refusal {
  const exceptionClassName = `io.airbyte.commons.server.errors.${simpleName}`;
  return new Refusal(status, {
    message,
    exceptionClassName,
    exceptionStack: [
      `${exceptionClassName}: ${message}`,
      '\tat io.airbyte.server.apis.ApiHelper.execute(ApiHelper.java:28)',
      '\tat io.airbyte.server.apis.WebBackendApiController.$$access$$webBackendConnection(WebBackendApiController.java:91)',
      '\tat java.base/java.lang.Thread.run(Thread.java:1589)',
    ],
  });
}

export function idNotFound(kind: string, id: string): Refusal {
  return knownException(
    404,
    `Internal Server Error: Could not find configuration for ${kind}: ${id}.`,
    'IdNotFoundKnownException',
  );
}

/** A business rule that throws a `JsonValidationException`. */
export function brokenConfiguration(detail: string): Refusal {
  return knownException(
    422,
    `The provided configuration does not fulfill the specification. Errors: ${detail}`,
    'InvalidJsonException',
  );
}

/** An exception that nothing maps: preconditions, the database, null pointers. */
export function uncaught(detail: string): Refusal {
  return knownException(500, `Internal Server Error: ${detail}`, 'UncaughtException');
}

export function nullPointer(call: string): Refusal {
  return uncaught(`Cannot invoke "${call}" because the return value is null`);
}

/** The database refuses a row; its driver puts the statement into the message. */
export function databaseRefused(statement: string, reason: string): Refusal {
  return uncaught(`SQL [${statement}]; ERROR: ${reason}`);
}

/** An error of the framework, before or instead of a handler. */
export function frameworkError(status: number, reason: string, path: string, detail: string): Refusal {
  return new Refusal(status, {
    message: reason,
    _links: { self: { href: path, templated: false } },
    _embedded: { errors: [{ message: detail, _links: {}, _embedded: {} }] },
  });
}
