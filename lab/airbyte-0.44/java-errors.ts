/** Error bodies of the server of May 2023: of its exceptions with their stack traces, and of its HTTP framework. */
import { Refusal } from '../../src/backend/refusal.ts';

interface JavaException {
  readonly className: string;
  /** `null` is what Java writes for an exception without a text. */
  readonly text: string | null;
  readonly cause?: { readonly className: string; readonly text: string };
}

/** An exception that something maps to a body; `message` is what the mapper makes of the text. */
export function exceptionBody(status: number, message: string, { className, text, cause }: JavaException): Refusal {
  return new Refusal(status, {
    message,
    exceptionClassName: className,
    exceptionStack: stackOf(className, text, status),
    ...(cause === undefined
      ? {}
      : {
          // The code asks the class for its class.
          rootCauseExceptionClassName: 'java.lang.Class',
          rootCauseExceptionStack: stackOf(cause.className, cause.text, status),
        }),
  });
}

/** Lines of `ApiHelper` that throw what is mapped; everything else comes out of the call above them. */
const lines: Readonly<Record<number, number>> = { 404: 30, 422: 34 };

function stackOf(className: string, text: string | null, status: number): readonly string[] {
  return [
    ...(text === null ? className : `${className}: ${text}`).split('\n'),
    `\tat io.airbyte.server.apis.ApiHelper.execute(ApiHelper.java:${lines[status] ?? 28})`,
    '\tat io.airbyte.server.apis.WebBackendApiController.$$access$$webBackendConnection(WebBackendApiController.java:91)',
    '\tat java.base/java.lang.Thread.run(Thread.java:1589)',
  ];
}

const errors = 'io.airbyte.commons.server.errors';

/** 404: a row that has to be there is not. */
export function idNotFound(kind: string, id: string): Refusal {
  const text = `Could not find configuration for ${kind}: ${id}.`;
  return exceptionBody(404, `Internal Server Error: ${text}`, {
    className: `${errors}.IdNotFoundKnownException`,
    text,
    cause: {
      className: 'io.airbyte.config.persistence.ConfigNotFoundException',
      text: `config type: ${kind} id: ${id}`,
    },
  });
}

/** 422: a business rule that throws a `JsonValidationException`. */
export function brokenConfiguration(detail: string): Refusal {
  const text = `The provided configuration does not fulfill the specification. Errors: ${detail}`;
  return exceptionBody(422, text, {
    className: `${errors}.BadObjectSchemaKnownException`,
    text,
    cause: { className: 'io.airbyte.validation.json.JsonValidationException', text: detail },
  });
}

/** 422: Jackson's complaint, twice, with its position between. */
export function invalidJson(complaint: string, isEndOfInput: boolean, column: number): Refusal {
  const text = `${complaint}\n at [Source: UNKNOWN; line: 1, column: ${column}]`;
  const className = `com.fasterxml.jackson.core.${isEndOfInput ? 'io.JsonEOFException' : 'JsonParseException'}`;
  return exceptionBody(422, `Invalid json. ${text} ${complaint}`, { className, text });
}

/** 500: what nothing maps, with the class of the exception. */
export function uncaught(className: string, text: string | null, cause?: JavaException['cause']): Refusal {
  const exception = { className, text, ...(cause === undefined ? {} : { cause }) };
  return exceptionBody(500, `Internal Server Error: ${text ?? 'null'}`, exception);
}

/** 500: a precondition. */
export function illegalArgument(text: string | null): Refusal {
  return uncaught('java.lang.IllegalArgumentException', text);
}

/** 500: a map that is built of streams meets one twice. */
export function duplicateKey(key: string): Refusal {
  return uncaught('java.lang.IllegalStateException', `Duplicate key ${key}`);
}

/** 500. The virtual machine says which call met null, and no longer does once it has often happened. */
export function nullPointer(reason: string | null = null): Refusal {
  return uncaught('java.lang.NullPointerException', reason);
}

/** An error of the framework, before or instead of a handler; `place` is the parameter that it could not bind. */
export function frameworkError(
  status: number,
  reason: string,
  path: string,
  error: { readonly message: string; readonly path?: string },
): Refusal {
  return new Refusal(status, {
    message: reason,
    _links: { self: { href: path, templated: false } },
    _embedded: { errors: [error] },
  });
}
