import type { OperationId } from '../../schemas/operations.ts';
import type { GenerationContext } from './generation-context.ts';

/** Whether the description of the release has this member of a request; that of May 2023 is no other release. */
export function declares(
  { description }: Pick<GenerationContext, 'description'>,
  operation: OperationId,
  member: string,
): boolean {
  const schema = description?.operations[operation]?.request;
  return typeof schema === 'object' && Object.hasOwn(schema.properties ?? {}, member);
}
