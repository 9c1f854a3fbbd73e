/** The operations of connections, as requests send them and answers show them. */
import { listAt, textAt } from '../../src/json/json.ts';
import { idOf } from '../model/read-back.ts';

/** In lower case and in their order, each once. */
export function operationIdsIn(value: unknown): readonly string[] {
  const ids = listAt(value, 'operations').map((operation) => textAt(operation, 'operationId'));
  return [...new Set(ids.filter((id) => id !== undefined).map(idOf))];
}

/** The ids that a body sends of operations that were there, and that the answer does not show any more. */
export function lostOperationIds(
  sent: unknown,
  { before, after }: { readonly before: unknown; readonly after: unknown },
): readonly string[] {
  const [had, has] = [new Set(operationIdsIn(before)), new Set(operationIdsIn(after))];
  return operationIdsIn(sent).filter((id) => had.has(id) && !has.has(id));
}
