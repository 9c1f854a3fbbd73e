/** Pages of connections, and how many there are of each kind. */
import { listOf, objectOf, textOf } from '../json-access.ts';
import type { JsonObject } from '../json-access.ts';
import { databaseRefused, hidden } from './errors.ts';
import { actorOf, listItem } from './reads.ts';
import type { ConnectionRow, JobRow, Tables } from './tables.ts';

const defaultPageSize = 20;

/** @throws {Failure} */
export function connectionPage(tables: Tables, body: JsonObject): JsonObject {
  const { workspaceId, cursor, sortKey = 'connectionName_asc' } = body;
  if (workspaceId === undefined) throw hidden(500);
  const pageSize = Number(body['pageSize'] ?? defaultPageSize);
  const [key = '', direction = ''] = String(sortKey).split('_');
  const order = new Order(tables, key, direction === 'desc');
  const last = cursor === undefined ? undefined : tables.connections.get(textOf(cursor));
  if (cursor !== undefined && last === undefined) throw hidden(404);
  const isWanted = filterOf(tables, body);
  if (pageSize < 0) throw databaseRefused();
  const all = [...tables.connections.values()].filter((row) => isListed(tables, row, workspaceId) && isWanted(row));
  const rows = all
    .filter((row) => last === undefined || order.isAfter(row, last))
    .toSorted((left, right) => order.compare(left, right))
    .slice(0, pageSize);
  return {
    connections: rows.map((row) => listItem(tables, row)),
    page_size: pageSize,
    num_connections: all.length,
  };
}

/** Of the whole workspace. A connection without status is not counted. @throws {Failure} */
export function statusCounts(tables: Tables, { workspaceId }: JsonObject): JsonObject {
  if (workspaceId === undefined) throw hidden(500);
  const rows = [...tables.connections.values()].filter((row) => isListed(tables, row, workspaceId));
  const kinds = rows.map((row) => {
    const sync = tables.syncs.get(row.connectionId);
    if (row.status !== 'active') return 'paused';
    return sync === undefined ? 'notSynced' : healthOf(row, sync);
  });
  return Object.fromEntries(
    ['running', 'healthy', 'failed', 'paused', 'notSynced'].map((kind) => [
      kind,
      kinds.filter((found) => found === kind).length,
    ]),
  );
}

/** Active and never synced is healthy to the filter. */
function healthOf({ status }: ConnectionRow, sync: JobRow | undefined): string | undefined {
  if (sync?.status === 'running') return 'running';
  if (sync !== undefined && ['failed', 'cancelled', 'incomplete'].includes(sync.status)) return 'failed';
  return status === 'active' ? 'healthy' : undefined;
}

function isListed(tables: Tables, { status, sourceId }: ConnectionRow, workspaceId: unknown): boolean {
  return status !== undefined && status !== 'deprecated' && tables.sources.get(sourceId)?.workspaceId === workspaceId;
}

/** Inside a filter one of the values, of the filters all. Empty lists do not filter. */
function filterOf(tables: Tables, body: JsonObject): (row: ConnectionRow) => boolean {
  const filters = objectOf(body['filters']);
  const wanted = listOf(filters['statuses']);
  if (wanted.includes('paused')) throw hidden(500);
  const term = textOf(filters['searchTerm']).toLowerCase();
  const searched = term.trim() === '' ? '' : term;
  return (row) => {
    const source = actorOf(tables.sources, row.sourceId);
    const destination = actorOf(tables.destinations, row.destinationId);
    return (
      isOneOf(body['sourceId'], row.sourceId) &&
      isOneOf(body['destinationId'], row.destinationId) &&
      isOneOf(filters['sourceDefinitionIds'], source.connector.definitionId) &&
      isOneOf(filters['destinationDefinitionIds'], destination.connector.definitionId) &&
      isOneOf(filters['states'], row.status) &&
      isOneOf(filters['tagIds'], ...row.tagIds) &&
      isOneOf(wanted, healthOf(row, tables.syncs.get(row.connectionId))) &&
      [row.name, source.name, destination.name].some((name) => name.toLowerCase().includes(searched))
    );
  };
}

function isOneOf(list: unknown, ...values: readonly unknown[]): boolean {
  return !Array.isArray(list) || list.length === 0 || values.some((value) => list.includes(value));
}

/** The order of a sort key, and which rows the server takes to come after one: by last sync, not those of the order. */
class Order {
  readonly #tables: Tables;
  readonly #key: string;
  readonly #sign: 1 | -1;

  constructor(tables: Tables, key: string, isDescending: boolean) {
    this.#tables = tables;
    this.#key = key;
    this.#sign = isDescending ? -1 : 1;
  }

  compare(left: ConnectionRow, right: ConnectionRow): number {
    return this.#sign * (this.#byKey(left, right) || byText(left.connectionId, right.connectionId));
  }

  isAfter(row: ConnectionRow, last: ConnectionRow): boolean {
    if (this.#key !== 'lastSync') return this.compare(row, last) > 0;
    const [own, others] = [this.#syncedAt(row), this.#syncedAt(last)];
    const isBeyond = this.#sign * byText(row.connectionId, last.connectionId) > 0;
    // Upwards a missing time is left out of the condition; downwards never synced rows follow by their ids alone.
    if (this.#sign === 1) return others === undefined ? isBeyond : own !== undefined && this.compare(row, last) > 0;
    return own === undefined ? isBeyond : others !== undefined && own < others;
  }

  /** Never synced comes first going up, and last going down. */
  #byKey(left: ConnectionRow, right: ConnectionRow): number {
    if (this.#key === 'lastSync') return (this.#syncedAt(left) ?? 0) - (this.#syncedAt(right) ?? 0);
    return byText(this.#nameOf(left), this.#nameOf(right));
  }

  #syncedAt({ connectionId }: ConnectionRow): number | undefined {
    return this.#tables.syncs.get(connectionId)?.createdAt;
  }

  #nameOf(row: ConnectionRow): string {
    const { sources, destinations } = this.#tables;
    if (this.#key === 'sourceName') return actorOf(sources, row.sourceId).name.toLowerCase();
    if (this.#key === 'destinationName') return actorOf(destinations, row.destinationId).name.toLowerCase();
    return row.name.toLowerCase();
  }
}

/** By code points, as the database compares. */
function byText(left: string, right: string): number {
  return Buffer.compare(Buffer.from(left), Buffer.from(right));
}
