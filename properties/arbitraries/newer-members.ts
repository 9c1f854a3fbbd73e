/** Members that a connection has since release 2.0, of which Airlock knows what they mean. */
import type { Draw } from './draw.ts';
import { declares } from './declares.ts';
import { placeholders } from './generation-context.ts';
import type { GenerationContext } from './generation-context.ts';

type Write = 'webBackendCreateConnection' | 'webBackendUpdateConnection';

/** None of these is drawn from its schema alone. */
export const newerMembers: ReadonlySet<string> = new Set([
  'tags',
  'backfillPreference',
  'destinationCatalogId',
  'dataplaneGroupId',
  'notifySchemaChanges',
  'notifySchemaChangesByEmail',
]);

/** Those of them that the release declares; placeholders of what is not known are left out when the body is sent. */
export function drawNewerMembers(
  draw: Draw,
  context: GenerationContext,
  operation: Write,
): Readonly<Record<string, unknown>> {
  const has = (member: string): boolean => declares(context, operation, member);
  const isCreate = operation === 'webBackendCreateConnection';
  return {
    ...(has('tags') && draw.chance(0.4) ? { tags: tags(draw, isCreate) } : {}),
    ...(has('backfillPreference') && draw.chance(0.35)
      ? { backfillPreference: draw.pick(['enabled', 'enabled', 'disabled']) }
      : {}),
    ...(has('destinationCatalogId') && draw.chance(0.2)
      ? { destinationCatalogId: placeholders.destinationCatalog }
      : {}),
    // A member of create since the flags are a matter of each connection.
    ...(isCreate && has('notifySchemaChanges') && draw.chance(0.2) ? { notifySchemaChanges: draw.chance(0.5) } : {}),
  };
}

/** None, some, the same twice; null leaves the tags of an update alone. */
function tags(draw: Draw, isCreate: boolean): readonly string[] | null {
  const [one, other] = [placeholders.tag(0), placeholders.tag(1)];
  return draw.weighted<readonly string[] | null>([
    [4, [one]],
    [3, [other]],
    [3, [one, other]],
    [1, [one, one]],
    [2, []],
    [isCreate ? 0 : 2, null],
  ]);
}
