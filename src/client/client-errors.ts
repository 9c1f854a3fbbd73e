/** What the client throws for answers other than 200. The message shows the status and the start of the body. */
import type { InvalidInputExceptionInfo, NotFoundKnownExceptionInfo } from '../../schemas/errors.ts';
import type { OperationId } from '../../schemas/operations.ts';
import type { Answer, Failure } from '../target/exchange.ts';

/** Any status that is not 200. */
export class ApiError extends Error {
  override readonly name: string = 'ApiError';
  readonly operation: OperationId;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The body as text, whatever it is. */
  readonly text: string;

  constructor(operation: OperationId, answer: Answer, reason = '') {
    super(
      `Cannot complete ${operation}: ${reason === '' ? '' : `${reason}; `}status ${answer.status}, body ${startOf(answer.text)}`,
    );
    this.operation = operation;
    this.status = answer.status;
    this.headers = answer.headers;
    this.text = answer.text;
  }
}

/** 404, whatever its body: some releases say nothing but an errorId. */
export class NotFoundError extends ApiError {
  override readonly name = 'NotFoundError';
  /** The documented body; `undefined` where the answer has another. */
  readonly body: NotFoundKnownExceptionInfo | undefined;

  constructor(operation: OperationId, answer: Answer, body: NotFoundKnownExceptionInfo | undefined) {
    super(operation, answer);
    this.body = body;
  }
}

/** 422, whatever its body; released servers leave `validationErrors` out. */
export class InvalidInputError extends ApiError {
  override readonly name = 'InvalidInputError';
  /** The documented body; `undefined` where the answer has another. */
  readonly body: InvalidInputExceptionInfo | undefined;

  constructor(operation: OperationId, answer: Answer, body: InvalidInputExceptionInfo | undefined) {
    super(operation, answer);
    this.body = body;
  }
}

/** No answer: refused, reset, out of time. */
export class ConnectionError extends Error {
  override readonly name = 'ConnectionError';
  readonly operation: OperationId;
  readonly reason: Failure['reason'];

  constructor(operation: OperationId, failure: Failure) {
    super(`Cannot complete ${operation}: ${failure.reason}, ${failure.message}`);
    this.operation = operation;
    this.reason = failure.reason;
  }
}

/** The request does not satisfy its schema; nothing was sent. */
export class InvalidRequestError extends TypeError {
  override readonly name = 'InvalidRequestError';
}

/** The first 200 characters on one line, control characters made visible. */
export function startOf(text: string): string {
  const line = text
    .slice(0, 200)
    .replaceAll(
      /[\p{Cc}\p{Cf}]/gu,
      (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
    );
  return text === '' ? '(empty)' : `"${line}${text.length > 200 ? '…' : ''}"`;
}
