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
  const active = rows.filter(({ status }) => status === 'active').map((row) => tables.syncs.get(row.connectionId));
  return {
    running: active.filter((sync) => healthOf(sync) === 'running').length,
    healthy: active.filter((sync) => healthOf(sync) === 'healthy').length,
    failed: active.filter((sync) => healthOf(sync) === 'failed').length,
    paused: rows.filter(({ status }) => status === 'inactive').length,
    notSynced: active.filter((sync) => sync === undefined).length,
  };
}

function healthOf(sync: JobRow | undefined): string | undefined {
  if (sync === undefined) return undefined;
  if (sync.status === 'succeeded') return 'healthy';
  return ['failed', 'cancelled', 'incomplete'].includes(sync.status) ? 'failed' : 'running';
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
      isOneOf(wanted, healthOf(tables.syncs.get(row.connectionId))) &&
      [row.name, source.name, destination.name].some((name) => name.toLowerCase().includes(term))
    );
  };
}

function isOneOf(list: unknown, ...values: readonly unknown[]): boolean {
  return !Array.isArray(list) || list.length === 0 || values.some((value) => list.includes(value));
}

/** The order of a sort key, and what the server takes for "after" a row: not the same by last sync. */
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
    return this.#sign * this.#byKey(left, right) || byText(left.connectionId, right.connectionId);
  }

  /** A comparison with a missing time is never true in SQL, so rows on the other side of the gap are lost. */
  isAfter(row: ConnectionRow, last: ConnectionRow): boolean {
    if (this.#key === 'lastSync') {
      const [own, others] = [row, last].map(({ connectionId }) => this.#tables.syncs.get(connectionId)?.createdAt);
      if ((own === undefined) !== (others === undefined)) return false;
    }
    return this.compare(row, last) > 0;
  }

  #byKey(left: ConnectionRow, right: ConnectionRow): number {
    if (this.#key !== 'lastSync') return byText(this.#nameOf(left), this.#nameOf(right));
    const [own = 0, others = 0] = [left, right].map(
      ({ connectionId }) => this.#tables.syncs.get(connectionId)?.createdAt ?? 0,
    );
    return own - others;
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
