import type { JSONSchema } from 'json-schema-to-ts';
import { operations } from '../../schemas/operations.ts';
import type { Draw } from './draw.ts';
import { drawFromSchema } from './from-schema.ts';
import type { GenerationContext } from './generation-context.ts';
import { newerMembers } from './newer-members.ts';

/**
 * Members that only another release has, drawn from its schema. Members that are ids are left out unless they are
 * required: nothing is known of what they must point at, so that no server need accept them.
 */
export function unknownMembers(
  draw: Draw,
  { description }: GenerationContext,
  operationId: 'webBackendCreateConnection' | 'webBackendUpdateConnection',
): Readonly<Record<string, unknown>> {
  const schema = description?.operations[operationId]?.request;
  if (typeof schema !== 'object') return {};
  const known = operations[operationId].request.properties;
  const members = Object.entries(schema.properties ?? {}).flatMap(([name, member]): [string, unknown][] => {
    const isRequired = schema.required?.includes(name) === true;
    if (
      Object.hasOwn(known, name) ||
      newerMembers.has(name) ||
      (!isRequired && (mentionsId(member) || draw.chance(0.7)))
    )
      return [];
    const value = drawFromSchema(draw, member);
    return value === undefined ? [] : [[name, value]];
  });
  return Object.fromEntries(members);
}

function mentionsId(schema: JSONSchema): boolean {
  return JSON.stringify(schema).includes('"format":"uuid"');
}
