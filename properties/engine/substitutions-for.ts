/** What placeholders of a case stand for on a target. */
import { listAt, textAt } from '../../src/json/json.ts';
import type { Fixtures, Sandbox } from '../../src/target/target.ts';
import { unknownId } from '../../src/target/unknown-id.ts';
import type { KnownConnection } from '../model/worlds.ts';
import { catalogToSend } from './catalog-to-send.ts';
import type { CatalogForm } from './catalog-to-send.ts';

/** What a placeholder stands for, a text or a whole object, by its numbers; `undefined` while that is nothing. */
type Substitution = (first: number, second: number) => string | object | undefined;

/** By the kinds of placeholders, as `placeholders` of `generation-context.ts` has them. */
export type Substitutions = { readonly [Kind in keyof ReturnType<typeof substitutionsFor>]?: Substitution };

/** Looks connections of the case up when a body is filled in, for they come to be while it runs. */
export function substitutionsFor(
  fixtures: Fixtures,
  sandbox: Pick<Sandbox, 'nextName'>,
  connection: (handle: number) => KnownConnection | undefined,
  latest: { readonly list: () => unknown; readonly refresh: () => unknown },
) {
  const { foreign, existingConnectionIds, tags = [] } = fixtures;
  const tag = (number: number): object | undefined => tags[number % tags.length];
  const catalogOf =
    (form: CatalogForm) =>
    (handle: number): object =>
      catalogToSend(connection(handle)?.read['syncCatalog'], form, latest.refresh());
  const definitionOf =
    (kind: 'source' | 'destination') =>
    (handle: number): string | undefined =>
      textAt(connection(handle)?.read[kind], `${kind}DefinitionId`);
  return {
    workspace: () => fixtures.workspaceId,
    source: () => fixtures.sourceId,
    destination: () => fixtures.destinationId,
    unknown: () => unknownId,
    'foreign-workspace': () => foreign?.workspaceId,
    'foreign-source': () => foreign?.sourceId,
    'foreign-destination': () => foreign?.destinationId,
    // Without one, an id that nothing has is as wrong.
    'foreign-catalog': () => (foreign === undefined ? undefined : (foreign.sourceCatalogId ?? unknownId)),
    connection: (handle) => connection(handle)?.connectionId,
    existing: (number) => existingConnectionIds[number % existingConnectionIds.length],
    operation: (handle, index) => textAt(listAt(connection(handle)?.read, 'operations')[index], 'operationId'),
    catalog: () => fixtures.sourceCatalogId,
    'catalog-other': () => fixtures.otherCatalogId,
    'catalog-of-destination': () => fixtures.destinationCatalogId,
    'catalog-of-refresh': () => textAt(latest.refresh(), 'catalogId'),
    'sync-catalog': catalogOf('sync'),
    'selected-catalog': catalogOf('selected'),
    'chosen-catalog': catalogOf('chosen'),
    'broken-catalog': catalogOf('broken'),
    'bare-catalog': catalogOf('bare'),
    'changed-catalog': catalogOf('changed'),
    'fieldless-catalog': catalogOf('fieldless'),
    'odd-catalog': catalogOf('odd'),
    tag,
    'tag-id': (number) => textAt(tag(number), 'tagId'),
    'source-definition': definitionOf('source'),
    'destination-definition': definitionOf('destination'),
    'last-listed': () => textAt(listAt(latest.list(), 'connections').at(-1), 'connectionId'),
    name: () => sandbox.nextName(),
    'name-of': (handle) => textAt(connection(handle)?.createBody, 'name') ?? sandbox.nextName(),
  } satisfies Readonly<Record<string, Substitution>>;
}
