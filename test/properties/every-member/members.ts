/** Every member of every answer, as the schemas declare them. */
import type { JSONSchema } from 'json-schema-to-ts';
import { operationIds, operations } from '../../../schemas/operations.ts';
import type { OperationId } from '../../../schemas/operations.ts';

export interface Member {
  readonly operation: OperationId;
  readonly status: string;
  /** JSON pointer in which `*` stands for every item of a list; empty for the body itself. */
  readonly pointer: string;
  readonly schema: Exclude<JSONSchema, boolean>;
}

/** In the order of the schemas; free JSON counts as one member. */
export const members: readonly Member[] = operationIds.flatMap((operation) =>
  Object.entries<JSONSchema>(operations[operation].responses).flatMap(([status, schema]) =>
    membersIn(schema, '').map((member) => ({ operation, status, ...member })),
  ),
);

function membersIn(schema: JSONSchema, pointer: string): readonly Pick<Member, 'pointer' | 'schema'>[] {
  if (typeof schema === 'boolean') return [];
  const { properties = {}, items } = schema;
  const below = Object.entries(properties).flatMap(([key, child]) => membersIn(child, `${pointer}/${key}`));
  const inItems =
    typeof items === 'object' && !Array.isArray(items) ? itemMembers(items as JSONSchema, `${pointer}/*`) : []; // one schema for every item
  return [{ pointer, schema }, ...below, ...inItems];
}

/** An item that is a text is judged with its list. */
function itemMembers(items: JSONSchema, pointer: string): readonly Pick<Member, 'pointer' | 'schema'>[] {
  return typeof items === 'object' && items.type === 'object' ? membersIn(items, pointer).slice(1) : [];
}
