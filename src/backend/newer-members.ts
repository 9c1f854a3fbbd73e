/**
 * What releases since 2025 keep of a connection beyond the models of 2023: tags and the preference for backfills. Only what the description of the release declares.
 */
import type { Description } from '../../schemas/description.ts';
import type { Operation } from '../../schemas/operations.ts';
import { defined } from '../json/defined.ts';
import { isObject, listAt, textAt } from '../json/json.ts';
import type { JsonObject } from '../json/json.ts';
import { isPaged, pageOf } from './connection-pages.ts';
import type { Perform } from './perform.ts';
import { brokenRule } from './refusal.ts';
import type { Store, StoredConnection } from './store.ts';

type Additions = Pick<StoredConnection, 'tagIds' | 'backfillPreference' | 'notifySchemaChanges'>;

/** The same behaviour, and these members kept and answered. */
export function keepingNewerMembers({ operations }: Description, store: Store, perform: Perform): Perform {
  const declares = (operation: string, member: string): boolean => membersOf(operations[operation]).has(member);
  return (operation, body) => {
    if (!isObject(body)) return perform(operation, body);
    switch (operation) {
      case 'webBackendListConnectionsForWorkspace': {
        const answer = perform(operation, body);
        const items = listAt(answer, 'connections')
          .filter(isObject)
          .map((item) => ({ ...item, tags: tagsOf(store, textAt(item, 'connectionId')) }));
        return isPaged(operations[operation]) ? pageOf(items, body) : answer;
      }
      case 'webBackendCreateConnection':
      case 'webBackendUpdateConnection': {
        const sent = Object.fromEntries(Object.entries(body).filter(([name]) => declares(operation, name)));
        const additions = additionsOf(store, sent, operation === 'webBackendCreateConnection');
        const answer = perform(operation, body);
        const id = textAt(answer, 'connectionId') ?? '';
        const stored = store.connections.get(id);
        if (stored !== undefined) store.connections.set(id, { ...stored, ...additions });
        return withAdditions(store, answer);
      }
      case 'webBackendGetConnection':
        return withAdditions(store, perform(operation, body));
      default:
        return perform(operation, body);
    }
  };
}

function membersOf(operation: Operation | undefined): ReadonlySet<string> {
  const request = operation?.request;
  return new Set(typeof request === 'object' ? Object.keys(request.properties ?? {}) : []);
}

/** Null and absent leave a member alone. @throws {Refusal} for ids that nothing has. */
function additionsOf(store: Store, body: JsonObject, isCreate: boolean): Partial<Additions> {
  const { tags, backfillPreference, destinationCatalogId, dataplaneGroupId, notifySchemaChanges } = body;
  // There are no such groups here, and discovered catalogs are those of sources.
  for (const [name, id] of Object.entries({ destinationCatalogId, dataplaneGroupId }))
    if (typeof id === 'string') throw brokenRule(name, 'is not known', id);
  const tagIds = Array.isArray(tags)
    ? [...new Set(tags.map((tag, index) => knownTag(store, textAt(tag, 'tagId'), index)))]
    : undefined;
  return defined({
    tagIds,
    backfillPreference: typeof backfillPreference === 'string' ? backfillPreference : undefined,
    notifySchemaChanges: isCreate && typeof notifySchemaChanges === 'boolean' ? notifySchemaChanges : undefined,
  });
}

function knownTag(store: Store, tagId: string | undefined, index: number): string {
  const id = tagId?.toLowerCase() ?? '';
  if (!store.tags.has(id)) throw brokenRule(`tags[${index}].tagId`, 'is not a tag of the workspace', tagId);
  return id;
}

function tagsOf({ connections, tags }: Store, connectionId: string | undefined): readonly object[] {
  return (connections.get(connectionId ?? '')?.tagIds ?? []).flatMap((id) => tags.get(id) ?? []);
}

function withAdditions(store: Store, answer: unknown): unknown {
  if (!isObject(answer)) return answer;
  const id = textAt(answer, 'connectionId');
  const { backfillPreference = 'disabled', notifySchemaChanges } = store.connections.get(id ?? '') ?? {};
  return { ...answer, ...defined({ notifySchemaChanges }), backfillPreference, tags: tagsOf(store, id) };
}
