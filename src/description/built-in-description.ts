/** The descriptions of the releases that Airlock knows, in the form that a loaded document has. */
import { builtInReleases } from '../../schemas/built-in-releases.ts';
import type { BuiltInRelease, BuiltInReleaseId } from '../../schemas/built-in-releases.ts';
import { documentOf } from '../../schemas/description.ts';
import { operationIds } from '../../schemas/operations.ts';
import { factsOf } from '../../schemas/releases.ts';
import type { LoadedDescription } from './load-description.ts';

const known = new Map<BuiltInReleaseId, LoadedDescription>();

/** Repaired, as all that a run is judged by; built once. */
export function builtInDescription(id: BuiltInReleaseId): LoadedDescription {
  const description = known.get(id) ?? build(builtInReleases[id]);
  known.set(id, description);
  return description;
}

function build({ description, title }: BuiltInRelease): LoadedDescription {
  const document = documentOf(description);
  return {
    ...description,
    name: title,
    source: title,
    document: { ...document },
    missing: operationIds.filter((id) => !Object.hasOwn(description.operations, id)),
    siblings: [],
    repairs: [],
    facts: factsOf(document).map(({ id }) => id),
  };
}
