/** Create and update as release 2.0.0 performs them, with what they leave behind when they are refused. */
import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { AirbyteStream, AirbyteStreamAndConfiguration } from '../../schemas/stream.ts';
import { diffCatalogs, isBreaking } from '../../src/backend/catalog-diff.ts';
import { defined } from '../../src/json/defined.ts';
import { listOf, objectOf, textOf } from '../json-access.ts';
import type { JsonObject } from '../json-access.ts';
import { databaseRefused, hidden } from './errors.ts';
import { connectionRead, readWith } from './reads.ts';
import { scheduleOfNew, scheduleOfPatch } from './schedules.ts';
import { convertedStreams, selectedStreams } from './stored-catalog.ts';
import { removeOperations, writeOperations } from './stored-operations.ts';
import { asStored, hasNul, isTooLong } from './stored-text.ts';
import type { ConnectionRow, StreamRow, Tables } from './tables.ts';

/** Long enough for requests that were sent together to read the same row; the real server takes 70 for an update. */
const betweenReadAndWriteMs = 2;

/** Answers what was sent, not yet in the frame of the source. @throws {Failure} */
export function createConnection(tables: Tables, body: JsonObject): JsonObject {
  const operationIds = writeOperations(tables, body['operations'], []);
  const connectionId = randomUUID();
  const source = known(tables.sources, body['sourceId']);
  const destination = known(tables.destinations, body['destinationId']);
  checkWorkspaces(tables, source.workspaceId, [destination.workspaceId], operationIds);
  const streams = selectedStreams(convertedStreams(body['syncCatalog']));
  const schedule = scheduleOfNew(body, connectionId);
  if (body['tags'] === null) throw hidden(500);
  const { nonBreakingChangesPreference } = body;
  const row: ConnectionRow = {
    name: `${source.name} <> ${destination.name}`,
    namespaceDefinition: 'source',
    notifySchemaChanges: false,
    nonBreakingChangesPreference: 'ignore',
    ...columnsOf(body),
    // Written in the branch of the other preference.
    backfillPreference:
      nonBreakingChangesPreference === undefined ? 'disabled' : textOr(body['backfillPreference'], 'disabled'),
    connectionId,
    sourceId: source.id,
    destinationId: destination.id,
    streams,
    ...schedule,
    operationIds,
    tagIds: tagIdsOf(tables, body['tags'], source.workspaceId),
    breakingChange: false,
    createdAt: now(),
  };
  insert(tables, row, body);
  return readWith(tables, row, streams);
}

/** @throws {Failure}; operations that the request changed or left out stay so. */
export async function updateConnection(tables: Tables, body: JsonObject): Promise<JsonObject> {
  const old = known(tables.connections, body['connectionId']);
  // The conversion comes before the operations, what else is wrong with a catalog after them.
  const sent = body['syncCatalog'] === undefined ? undefined : convertedStreams(body['syncCatalog']);
  const operationIds =
    body['operations'] === undefined ? undefined : replaceOperations(tables, old, body['operations']);
  const source = known(tables.sources, old.sourceId);
  if (operationIds !== undefined) checkWorkspaces(tables, source.workspaceId, [], operationIds);
  const streams = sent === undefined ? undefined : selectedStreams(sent);
  const schedule = scheduleOfPatch(body, old.connectionId);
  const { scheduleType, scheduleData, ...current } = known(tables.connections, old.connectionId);
  const row: ConnectionRow = {
    ...current,
    ...columnsOf(body),
    ...(schedule ?? { scheduleType, ...defined({ scheduleData }) }),
    ...defined({ streams, operationIds }),
    ...(body['tags'] === undefined ? {} : { tagIds: tagIdsOf(tables, body['tags'], source.workspaceId) }),
    ...notifications(current, body),
    ...(streams === undefined
      ? {}
      : { breakingChange: breaks(streams, tables.catalogs.get(source.newestCatalogId ?? '')) }),
  };
  // The whole row is written back without a lock: what another update wrote meanwhile is lost.
  await setTimeout(betweenReadAndWriteMs);
  insert(tables, row, body);
  return connectionRead(tables, row);
}

/** Whether the newest discovered catalog lacks a cursor or a key of what is sent. Not seen on a real server: read in its source. */
function breaks(streams: readonly StreamRow[], newest: readonly JsonObject[] = []): boolean {
  const entries = streams as unknown as readonly AirbyteStreamAndConfiguration[]; // as the tables hold them
  const sent = entries.flatMap(({ stream }) => (stream === undefined ? [] : [stream]));
  return isBreaking(diffCatalogs(sent, newest as unknown as readonly AirbyteStream[], entries));
}

function replaceOperations(tables: Tables, connection: ConnectionRow, operations: unknown): readonly string[] {
  const written = writeOperations(tables, operations, connection.operationIds);
  const left = connection.operationIds.filter((id) => !written.includes(id));
  removeOperations(tables, connection, left);
  return written;
}

/** What the table refuses is refused last. */
function insert(tables: Tables, row: ConnectionRow, { sourceCatalogId, destinationCatalogId }: JsonObject): void {
  for (const id of [sourceCatalogId, destinationCatalogId])
    if (id !== undefined && !tables.catalogs.has(textOf(id))) throw databaseRefused();
  if ([row.name, row.prefix, row.namespaceFormat].some(isTooLong) || hasNul(row)) throw databaseRefused();
  tables.connections.set(row.connectionId, row);
}

const columns = [
  'name',
  'namespaceDefinition',
  'namespaceFormat',
  'prefix',
  'status',
  'resourceRequirements',
  'sourceCatalogId',
  'destinationCatalogId',
  'notifySchemaChanges',
  'nonBreakingChangesPreference',
  'backfillPreference',
];

/** The columns that are written as they were sent. */
function columnsOf(body: JsonObject): Partial<ConnectionRow> {
  return Object.fromEntries(columns.flatMap((key) => (body[key] === undefined ? [] : [[key, asStored(body[key])]])));
}

/** The flag for e-mail is written only where it differs from the one for the webhook, which is not what was meant. */
function notifications(
  current: Pick<ConnectionRow, 'notifySchemaChanges' | 'notifySchemaChangesByEmail'>,
  body: JsonObject,
): Partial<ConnectionRow> {
  const { notifySchemaChangesByEmail: email } = body;
  const webhook = body['notifySchemaChanges'] ?? current.notifySchemaChanges;
  if (typeof email !== 'boolean' || current.notifySchemaChangesByEmail === webhook) return {};
  return { notifySchemaChangesByEmail: email };
}

function textOr(value: unknown, fallback: string): string {
  return typeof value === 'string' ? value : fallback;
}

/** Only the ids count, and only those of the workspace; the others are dropped. */
function tagIdsOf(tables: Tables, tags: unknown, workspaceId: string): readonly string[] {
  const ids = listOf(tags).map((tag) => String(objectOf(tag)['tagId']));
  return [...new Set(ids)].filter((id) => tables.tags.get(id)?.workspaceId === workspaceId);
}

function checkWorkspaces(
  { operations }: Tables,
  home: string,
  others: readonly string[],
  operationIds: readonly string[],
): void {
  const all = [...others, ...operationIds.map((id) => operations.get(id)?.workspaceId ?? home)];
  if (all.some((workspaceId) => workspaceId !== home)) throw hidden(500);
}

/** @throws {Failure} 500 for no id, 404 for an unknown one. */
export function known<Row>(rows: ReadonlyMap<string, Row>, id: unknown): Row {
  if (typeof id !== 'string') throw hidden(500);
  const row = rows.get(id);
  if (row === undefined) throw hidden(404);
  return row;
}

function now(): number {
  return Math.floor(Date.now() / 1000);
}
