/** What settings mean to the arbitraries of the fuzzer, whose bodies have placeholders for ids. */
import type { Arbitrary } from 'fast-check';
import { builtInReleases } from '../../schemas/built-in-releases.ts';
import type { Description } from '../../schemas/description.ts';
import type { OperationId } from '../../schemas/operations.ts';
import { stepsForRelease } from '../../properties/arbitraries/for-release.ts';
import type { GenerationContext, SizeProfile } from '../../properties/arbitraries/generation-context.ts';
import { substitute } from '../../properties/engine/substitute.ts';
import type { Substitutions } from '../../properties/engine/substitutions-for.ts';
import { defined } from '../json/defined.ts';
import { textAt } from '../json/json.ts';
import { withDoubles } from '../json/parse-json.ts';
import { unknownId } from '../target/unknown-id.ts';
import type { ReleaseId } from './settings.ts';

/** Settings of any arbitrary, checked before. */
export interface Given {
  readonly release?: ReleaseId;
  readonly size?: SizeProfile;
  readonly workspaceId?: string;
  readonly sourceId?: string;
  readonly destinationId?: string;
  readonly connectionId?: string;
  readonly operationIds?: readonly string[];
  readonly tags?: readonly object[];
  readonly name?: string;
  readonly activeSchedules?: boolean;
  readonly reset?: boolean;
  readonly notificationFlags?: boolean;
}

export function descriptionOf({ release = '0.44' }: Given): Description {
  return builtInReleases[release].description;
}

export function contextOf(given: Given): GenerationContext {
  const { release = '0.44', size = 'typical', activeSchedules = false } = given;
  return {
    size,
    activeSchedules,
    // Of its own release the generator asks no description.
    ...(release === '0.44' ? {} : { description: descriptionOf(given) }),
    ...defined({ reset: given.reset, notificationFlags: given.notificationFlags }),
  };
}

/** Bodies as the release has them; its placeholders stay. */
export function forRelease(operation: OperationId, bodies: Arbitrary<unknown>, given: Given): Arbitrary<unknown> {
  if ((given.release ?? '0.44') === '0.44') return bodies;
  const description = descriptionOf(given);
  return bodies.map((body) => stepsForRelease([{ operation, body, intent: { kind: 'valid' } }], description)[0]?.body);
}

/** The body with the ids of the settings, in numbers that `JSON.stringify` takes. */
export function filled(body: unknown, given: Given): unknown {
  return withDoubles(substitute(body, substitutionsOf(given)));
}

/** Stands for an id that a function does not ask for, and that none of its bodies has. */
const absent = unknownId;
const defaultName = 'connection';

function substitutionsOf(given: Given): Substitutions {
  const { tags = [], operationIds = [], name = defaultName } = given;
  const tagAt = (number: number): object | undefined => tags[number % tags.length];
  return {
    workspace: () => given.workspaceId ?? absent,
    source: () => given.sourceId ?? absent,
    destination: () => given.destinationId ?? absent,
    unknown: () => unknownId,
    connection: () => given.connectionId,
    operation: (_handle, index) => operationIds[index],
    tag: tagAt,
    'tag-id': (number) => textAt(tagAt(number), 'tagId'),
    name: () => name,
    'name-of': () => name,
  };
}
