/** Pact's matchers under the names of this API's values, with stable examples so that pacts are byte-stable. */
import { MatchersV3 } from '@pact-foundation/pact';

export const { boolean, eachLike, integer, like, string, arrayContaining, equal } = MatchersV3;

export const exampleIds = {
  workspaceId: '5ae6b09b-fdec-41af-aaf7-7d94cfc33ef6',
  connectionId: 'ce118ccc-4e86-4a6c-a9a3-a3a2ed2d5a0e',
  sourceId: '1f5b2b3c-9d1c-4a51-9c2b-40f0a1f0a001',
  destinationId: '2c1a7a7e-6f0d-4d0b-8f5c-50f0a1f0b002',
  operationId: '3d2b8b8f-7a1e-4e1c-9a6d-60f0a1f0c003',
  definitionId: '4e3c9c9a-8b2f-4f2d-8b7e-70f0a1f0d004',
  catalogId: '5f4dadab-9c3a-4a3e-9c8f-80f0a1f0e005',
  webhookConfigId: '60aebebc-ad4b-4b4f-8d90-90f0a1f0f006',
  tagId: '71bfcfcd-be5c-4c5f-9ea1-a0f0a1f00007',
  mapperId: '82c0d0de-cf6d-4d6f-8fb2-b0f0a1f01008',
} as const;

/** Any id. */
export function uuid(example: string): unknown {
  return MatchersV3.uuid(example);
}

/** One word of a closed list: the consumer has no branch for another. */
export function oneOf(words: readonly string[], example: string): unknown {
  return MatchersV3.regex(`^(${words.join('|')})$`, example);
}

/** A list of any length, which the page shows as it comes. */
export function anyList(): unknown {
  return MatchersV3.like([]);
}

/** An object of any content. */
export function anyObject(): unknown {
  return MatchersV3.like({});
}

/** Filled in by the provider state when the request is replayed. */
export function fromState(name: string, example: string): unknown {
  return MatchersV3.fromProviderState(`\${${name}}`, example);
}

/** An id that the provider state knows. */
export function idFromState(name: keyof typeof exampleIds): unknown {
  return fromState(name, exampleIds[name]);
}

/** The example behind a template, as it goes over the wire. */
export function exampleOf(template: unknown): unknown {
  return MatchersV3.reify(variantsAsItems(template));
}

/** Pact's own `reify` leaves `arrayContaining` as it is; its example is the list of its variants. */
function variantsAsItems(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(variantsAsItems);
  if (typeof value !== 'object' || value === null) return value;
  if ('pact:matcher:type' in value && value['pact:matcher:type'] === 'arrayContains' && 'variants' in value)
    return variantsAsItems(value.variants);
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, variantsAsItems(child)]));
}
