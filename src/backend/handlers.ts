/** The eight operations on the store. A handler checks everything before it changes anything. */
import { defined } from '../json/defined.ts';
import { randomUUID } from 'node:crypto';
import type { OperationId, RequestOf, ResponseOf } from '../../schemas/operations.ts';
import type { OperatorConfiguration } from '../../schemas/operation.ts';
import { diffCatalogs, isBreaking } from './catalog-diff.ts';
import { storedStreams } from './catalog-rules.ts';
import { connectionRead, createdRead, listItem } from './read-model.ts';
import { brokenRule, notFound } from './refusal.ts';
import { scheduleOfCreate, scheduleOfUpdate } from './schedule-rules.ts';
import type { Store, StoredConnection, StoredOperation } from './store.ts';

export type Handlers = { readonly [Id in OperationId]: (body: RequestOf<Id>) => ResponseOf<Id> };

export function handlersFor(store: Store): Handlers {
  return {
    getStateType: ({ connectionId }) => store.states.get(lower(connectionId)) ?? 'not_set',
    webBackendCheckUpdates: () => ({ ...store.outdated }),
    webBackendListGeographies: () => ({ geographies: [...store.geographies] }),
    webBackendGetWorkspaceState: ({ workspaceId }) => workspaceState(store, lower(workspaceId)),
    webBackendListConnectionsForWorkspace: (body) => list(store, body),
    webBackendGetConnection: (body) => get(store, body),
    webBackendCreateConnection: (body) => create(store, body),
    webBackendUpdateConnection: (body) => update(store, body),
  };
}

function workspaceState(store: Store, workspaceId: string): ResponseOf<'webBackendGetWorkspaceState'> {
  const lives = (actor: { workspaceId: string; tombstoned: boolean }): boolean =>
    actor.workspaceId === workspaceId && !actor.tombstoned;
  return {
    hasConnections: [...store.connections.values()].some((connection) => {
      const source = store.sources.get(connection.sourceId);
      return connection.status !== 'deprecated' && source !== undefined && lives(source);
    }),
    hasSources: [...store.sources.values()].some(lives),
    hasDestinations: [...store.destinations.values()].some(lives),
  };
}

function list(
  store: Store,
  body: RequestOf<'webBackendListConnectionsForWorkspace'>,
): ResponseOf<'webBackendListConnectionsForWorkspace'> {
  const workspaceId = lower(body.workspaceId);
  const sources = filterOf(body.sourceId);
  const destinations = filterOf(body.destinationId);
  const connections = [...store.connections.values()].filter(
    (connection) =>
      connection.status !== 'deprecated' &&
      store.sources.get(connection.sourceId)?.workspaceId === workspaceId &&
      (sources === undefined || sources.has(connection.sourceId)) &&
      (destinations === undefined || destinations.has(connection.destinationId)),
  );
  return { connections: connections.map((connection) => listItem(store, connection)) };
}

/** An empty filter is no filter. */
function filterOf(ids: readonly string[] | undefined): ReadonlySet<string> | undefined {
  return ids === undefined || ids.length === 0 ? undefined : new Set(ids.map(lower));
}

function get(store: Store, body: RequestOf<'webBackendGetConnection'>): ResponseOf<'webBackendGetConnection'> {
  const connection = stored(store, body.connectionId);
  if (body.withRefreshedCatalog !== true) return connectionRead(store, connection);
  return refreshedRead(store, connection);
}

/** Runs a discovery: stores what it finds and re-evaluates every live connection of the source. */
function refreshedRead(store: Store, connection: StoredConnection): ResponseOf<'webBackendGetConnection'> {
  const source = store.sources.get(connection.sourceId);
  if (source === undefined) throw notFound('SOURCE_CONNECTION', connection.sourceId);
  const before =
    store.catalogs.get(connection.sourceCatalogId ?? '')?.streams ??
    connection.streams.flatMap(({ stream }) => (stream === undefined ? [] : [stream]));
  // Equal catalogs share an id.
  const discovered = JSON.stringify(source.discoverable);
  const equal = [...store.catalogs.values()].find(
    ({ sourceId, streams }) => sourceId === source.id && JSON.stringify(streams) === discovered,
  );
  const catalogId = equal?.catalogId ?? randomUUID();
  store.catalogs.set(catalogId, { catalogId, sourceId: source.id, streams: source.discoverable });
  source.newestCatalogId = catalogId;
  for (const sibling of store.connections.values()) {
    if (sibling.sourceId !== source.id || sibling.status === 'deprecated' || sibling.sourceCatalogId === undefined)
      continue;
    const diff = diffCatalogs(
      store.catalogs.get(sibling.sourceCatalogId)?.streams ?? [],
      source.discoverable,
      sibling.streams,
    );
    const breakingChange = isBreaking(diff);
    const switchedOff =
      breakingChange || (diff.transforms.length > 0 && sibling.nonBreakingChangesPreference === 'disable');
    store.connections.set(sibling.connectionId, {
      ...sibling,
      breakingChange,
      status: switchedOff ? 'inactive' : sibling.status,
    });
  }
  const current = stored(store, connection.connectionId);
  const read = connectionRead(store, { ...current, sourceCatalogId: catalogId });
  const { schemaChange } = connectionRead(store, current);
  return { ...read, schemaChange, catalogDiff: diffCatalogs(before, source.discoverable, current.streams) };
}

function create(store: Store, body: RequestOf<'webBackendCreateConnection'>): ResponseOf<'webBackendCreateConnection'> {
  const source = store.sources.get(lower(body.sourceId));
  if (source === undefined) throw notFound('SOURCE_CONNECTION', body.sourceId);
  const destination = store.destinations.get(lower(body.destinationId));
  if (destination === undefined) throw notFound('DESTINATION_CONNECTION', body.destinationId);
  if (source.workspaceId !== destination.workspaceId)
    throw brokenRule('destinationId', 'belongs to another workspace than the source', body.destinationId);
  checkTexts(body);
  const schedule = scheduleOfCreate(body);
  const streams = storedStreams(body.syncCatalog ?? { streams: [] });
  const sourceCatalogId = knownCatalog(store, body.sourceCatalogId, source.id);
  const operations = (body.operations ?? []).map((operation) => newOperation(operation, source.workspaceId));
  const connection: StoredConnection = {
    connectionId: randomUUID(),
    sourceId: source.id,
    destinationId: destination.id,
    name: body.name ?? `${source.name} <> ${destination.name}`,
    status: body.status,
    streams,
    namespaceDefinition: body.namespaceDefinition ?? 'source',
    ...defined({ namespaceFormat: body.namespaceFormat, prefix: body.prefix }),
    ...schedule,
    operationIds: operations.map(({ operationId }) => operationId),
    ...defined({ resourceRequirements: body.resourceRequirements, sourceCatalogId }),
    geography: body.geography ?? store.workspaces.get(source.workspaceId)?.geography ?? 'auto',
    notifySchemaChanges: false,
    notifySchemaChangesByEmail: false,
    nonBreakingChangesPreference: body.nonBreakingChangesPreference ?? 'ignore',
    breakingChange: false,
  };
  for (const operation of operations) store.operations.set(operation.operationId, operation);
  store.connections.set(connection.connectionId, connection);
  return createdRead(store, connection);
}

function update(store: Store, body: RequestOf<'webBackendUpdateConnection'>): ResponseOf<'webBackendUpdateConnection'> {
  const current = stored(store, body.connectionId);
  const workspaceId = store.sources.get(current.sourceId)?.workspaceId ?? '';
  checkTexts(body);
  const schedule = scheduleOfUpdate(body);
  const streams = body.syncCatalog === undefined ? undefined : storedStreams(body.syncCatalog);
  const sourceCatalogId = knownCatalog(store, body.sourceCatalogId, current.sourceId);
  const operations = body.operations?.map((operation) => {
    const id = operation.operationId === undefined ? undefined : lower(operation.operationId);
    return newOperation(operation, workspaceId, id !== undefined && current.operationIds.includes(id) ? id : undefined);
  });
  const { scheduleType: _type, scheduleData: _data, ...kept } = current;
  const next: StoredConnection = {
    ...kept,
    ...(schedule ?? {
      scheduleType: current.scheduleType,
      ...defined({ scheduleData: current.scheduleData }),
    }),
    ...defined({
      name: body.name,
      namespaceDefinition: body.namespaceDefinition,
      namespaceFormat: body.namespaceFormat,
      prefix: body.prefix,
      status: body.status,
      resourceRequirements: body.resourceRequirements,
      geography: body.geography,
      notifySchemaChanges: body.notifySchemaChanges,
      notifySchemaChangesByEmail: body.notifySchemaChangesByEmail,
      nonBreakingChangesPreference: body.nonBreakingChangesPreference,
      streams,
      sourceCatalogId,
      operationIds: operations?.map(({ operationId }) => operationId),
    }),
    breakingChange:
      streams === undefined ? current.breakingChange : breaksWith(store, current, streams, sourceCatalogId),
  };
  if (operations !== undefined) {
    for (const id of current.operationIds) store.operations.delete(id);
    for (const operation of operations) store.operations.set(operation.operationId, operation);
  }
  store.connections.set(next.connectionId, next);
  return connectionRead(store, next);
}

function breaksWith(
  store: Store,
  current: StoredConnection,
  streams: StoredConnection['streams'],
  sourceCatalogId: string | undefined,
): boolean {
  const newest = store.catalogs.get(store.sources.get(current.sourceId)?.newestCatalogId ?? '');
  if (newest === undefined || (sourceCatalogId ?? current.sourceCatalogId) === undefined) return false;
  const sent = streams.flatMap(({ stream }) => (stream === undefined ? [] : [stream]));
  return isBreaking(diffCatalogs(sent, newest.streams, streams));
}

function stored(store: Store, connectionId: string): StoredConnection {
  const connection = store.connections.get(lower(connectionId));
  if (connection === undefined) throw notFound('STANDARD_SYNC', connectionId);
  return connection;
}

interface OperationInput {
  readonly workspaceId: string;
  readonly name: string;
  readonly operatorConfiguration: OperatorConfiguration;
}

/** Keeps only the block that `operatorType` names. */
function newOperation(
  { workspaceId, name, operatorConfiguration }: OperationInput,
  home: string,
  id?: string,
): StoredOperation {
  if (lower(workspaceId) !== home)
    throw brokenRule('operations.workspaceId', 'belongs to another workspace than the connection', workspaceId);
  if (name.length > 256) throw brokenRule('operations.name', 'is longer than 256 characters');
  const { operatorType } = operatorConfiguration;
  const block = operatorConfiguration[operatorType];
  if (block === undefined)
    throw brokenRule(`operations.operatorConfiguration.${operatorType}`, 'is required by operatorType');
  return {
    operationId: id ?? randomUUID(),
    workspaceId: home,
    name,
    operatorConfiguration: { operatorType, [operatorType]: block },
  };
}

function knownCatalog(store: Store, catalogId: string | undefined, sourceId: string): string | undefined {
  if (catalogId === undefined) return undefined;
  const id = lower(catalogId);
  if (store.catalogs.get(id)?.sourceId !== sourceId)
    throw brokenRule('sourceCatalogId', 'is not a discovered catalog of the source', catalogId);
  return id;
}

/** The columns of released servers hold 256 characters and no NUL. */
function checkTexts(body: {
  readonly name?: string;
  readonly prefix?: string;
  readonly namespaceFormat?: string;
}): void {
  for (const key of ['name', 'prefix', 'namespaceFormat'] as const) {
    const text = body[key];
    if (text !== undefined && text.length > 256) throw brokenRule(key, 'is longer than 256 characters');
    if (text?.includes('\0') === true) throw brokenRule(key, 'contains NUL');
  }
}

/** Ids are compared in lower case. */
function lower(id: string): string {
  return id.toLowerCase();
}
