/** Answers other than 200, thrown by handlers and turned into bodies by the server. */
import type { InvalidInputProperty } from '../../schemas/errors.ts';

export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;

  constructor(status: number, body: Readonly<Record<string, unknown>> & { readonly message: string }) {
    super(body.message);
    this.status = status;
    this.body = body;
  }
}

/** 404 with a `NotFoundKnownExceptionInfo`. */
export function notFound(kind: string, id: string): Refusal {
  return new Refusal(404, {
    id,
    message: `Could not find ${kind}: ${id}`,
    exceptionClassName: 'IdNotFoundKnownException',
    exceptionStack: [],
  });
}

/** 403, which says nothing of what is there. */
export function forbidden(): Refusal {
  return new Refusal(403, { message: 'Forbidden' });
}

/** 422 with an `InvalidInputExceptionInfo` that names each offending property. */
export function invalidInput(errors: readonly InvalidInputProperty[]): Refusal {
  const first = errors[0];
  const message =
    `Invalid input: ${first === undefined ? 'the body' : `${first.propertyPath} ${first.message ?? ''}`}`.trim();
  return new Refusal(422, {
    message,
    exceptionClassName: 'InvalidInputException',
    exceptionStack: [],
    validationErrors: errors,
  });
}

/** One broken domain rule, at a property path such as `scheduleData.cron.cronExpression`. */
export function brokenRule(propertyPath: string, message: string, invalidValue?: unknown): Refusal {
  return invalidInput([
    { propertyPath, message, ...(invalidValue === undefined ? {} : { invalidValue: JSON.stringify(invalidValue) }) },
  ]);
}
