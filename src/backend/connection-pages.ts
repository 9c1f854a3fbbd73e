/** Pages of a list, in the order of a sort key, of what passes the filters. */
import type { Operation } from '../../schemas/operations.ts';
import { isObject, listAt, member, textAt } from '../json/json.ts';
import type { JsonObject } from '../json/json.ts';
import { brokenRule, notFound } from './refusal.ts';

const defaultPageSize = 20;

/** Whether the description of the list has pages. */
export function isPaged(operation: Operation | undefined): boolean {
  const request = operation?.request;
  return typeof request === 'object' && Object.hasOwn(request.properties ?? {}, 'pageSize');
}

/** @param items of the workspace, already filtered by source and destination. @throws {Refusal} */
export function pageOf(items: readonly JsonObject[], body: JsonObject): JsonObject {
  const { cursor, pageSize = defaultPageSize, sortKey = 'connectionName_asc' } = body;
  if (typeof pageSize !== 'number' || pageSize < 0) throw brokenRule('pageSize', 'must not be negative', pageSize);
  const matching = items.filter(passes(body['filters']));
  const sorted = items.toSorted(orderBy(String(sortKey)));
  const last = typeof cursor === 'string' ? sorted.findIndex((item) => idOf(item) === cursor.toLowerCase()) : -1;
  if (typeof cursor === 'string' && last < 0) throw notFound('STANDARD_SYNC', cursor);
  const wanted = new Set(matching);
  const rest = sorted.slice(last + 1).filter((item) => wanted.has(item));
  return { connections: rest.slice(0, pageSize), page_size: pageSize, num_connections: matching.length };
}

function idOf(item: JsonObject): string {
  return textAt(item, 'connectionId')?.toLowerCase() ?? '';
}

/** Inside a filter one of the values, of the filters all; an empty one does not filter. */
function passes(filters: unknown): (item: JsonObject) => boolean {
  const isOneOf = (name: string, ...values: readonly unknown[]): boolean => {
    const wanted = listAt(filters, name);
    return wanted.length === 0 || wanted.some((one) => values.includes(one));
  };
  const term = (textAt(filters, 'searchTerm') ?? '').toLowerCase();
  return (item) =>
    isOneOf('states', item['status']) &&
    isOneOf('statuses', healthOf(item)) &&
    isOneOf('sourceDefinitionIds', member(item['source'], 'sourceDefinitionId')) &&
    isOneOf('destinationDefinitionIds', member(item['destination'], 'destinationDefinitionId')) &&
    isOneOf('tagIds', ...listAt(item, 'tags').map((tag) => textAt(tag, 'tagId'))) &&
    [item, item['source'], item['destination']].some(
      (one) => isObject(one) && textAt(one, 'name')?.toLowerCase().includes(term) === true,
    );
}

function healthOf({ status, isSyncing, latestSyncJobStatus }: JsonObject): string {
  if (status !== 'active') return 'paused';
  if (isSyncing === true) return 'running';
  return latestSyncJobStatus === 'failed' || latestSyncJobStatus === 'cancelled' ? 'failed' : 'healthy';
}

/** By the id where the key is the same. */
function orderBy(sortKey: string): (left: JsonObject, right: JsonObject) => number {
  const [key = '', direction] = sortKey.split('_');
  const sign = direction === 'desc' ? -1 : 1;
  return (left, right) => sign * (compare(keyOf(left, key), keyOf(right, key)) || compare(idOf(left), idOf(right)));
}

function keyOf(item: JsonObject, key: string): string | number {
  // Never synced comes first.
  if (key === 'lastSync') return Number(item['latestSyncJobCreatedAt'] ?? 0);
  const named = key === 'connectionName' ? item : member(item, key.replace(/Name$/, ''));
  return textAt(named, 'name')?.toLowerCase() ?? '';
}

function compare(left: string | number, right: string | number): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
