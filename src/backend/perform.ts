/** What carries out a call of which the body is parsed: checks it and answers, or throws a `Refusal`. */
import { operations } from '../../schemas/operations.ts';
import type { Operation, OperationId } from '../../schemas/operations.ts';
import { validatorFor } from '../validation/validator.ts';
import { handlersFor } from './handlers.ts';
import { invalidInput } from './refusal.ts';
import type { Store } from './store.ts';

export type Perform = (operation: OperationId, body: unknown) => unknown;

/** The reference: whatever breaks the request schemas of the table is refused before a handler sees it. */
export function performOn(store: Store, table: Readonly<Record<string, Operation>> = operations): Perform {
  const handlers = handlersFor(store);
  const handle = (operation: OperationId, body: unknown): unknown =>
    (handlers[operation] as (body: unknown) => unknown)(body); // validated before
  return (operation, body) => {
    const request = table[operation]?.request;
    if (request === undefined) return handle(operation, undefined);
    const violations = validatorFor(request)(body);
    if (violations.length > 0)
      throw invalidInput(
        violations.map(({ pointer, message }) => ({
          propertyPath: pointer.slice(1).replaceAll('/', '.') || '$',
          message,
        })),
      );
    return handle(operation, body);
  };
}
