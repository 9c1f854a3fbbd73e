/** Three workspaces as the recorded server had them: five sources, three destinations, eight connections. */
import type { JsonObject } from '../json-access.ts';
import { defaultConfig } from './framed-catalog.ts';
import { faker, localJson, poke, postgresDestination, postgresSource } from './seeded-connectors.ts';
import { fakerStreams, pokeStreams, shopStreams } from './seeded-streams.ts';
import { Tables } from './tables.ts';
import type { ConnectionRow, SourceRow, StreamRow } from './tables.ts';

/** What a run needs to know: the home workspace, and another one for what is foreign. */
export const seeded = {
  workspaceId: '20f7e83e-54c9-4cf1-a08a-124c1a55500d',
  sourceId: 'd3ad6f03-9cb0-4b3b-9e64-0badfc4c5100',
  destinationId: '68d2989c-dba5-40e5-b1cd-d4337abc4231',
  foreignWorkspaceId: 'a7ff8cb9-1fa4-41b1-8b7a-aaef9a33ab13',
  foreignSourceId: 'eadf2abb-13c5-4df8-9b39-cd5bfce10935',
  foreignDestinationId: '10a97de7-012b-418e-9d00-123a06a17419',
} as const;

const emptyWorkspaceId = 'e53338f9-73ef-4f10-a237-9d9b90aa01e4';
const ids = {
  shop: '93a1e4d2-c89e-4c3f-8aa9-64219da531e6',
  poke: 'e9c418d7-a803-451c-9d18-9bad85f751e8',
  unread: '78a8e131-ad81-4e27-ae25-5c5a2d18d391',
  warehouse: 'f1fe3c93-92d5-4ff6-94c5-140aa804c8d9',
  shopCatalog: 'a8f5db93-41bd-4a43-bc42-b0b0a3d8353d',
  fakerCatalog: '302c9c76-c702-4487-bf2d-11936c457123',
  pokeCatalog: '322ba3ab-7021-48fe-aced-2333ae26820f',
  hook: 'b87204ee-cc63-45b4-91b1-0d5e82cae6d0',
  manual: 'bee954d5-73e0-40de-a7d4-a369a94ce7b4',
  basic: '06fa95ee-8d76-4561-a4c9-424451409868',
  cron: '1b2e2dec-7e73-47b0-8810-bdcfc0effb3f',
  legacy: '9e70a5ac-641b-4889-96d3-b9b04e8a12c0',
  inactive: 'ed0d0620-b460-4402-911d-62eb1904f679',
  fieldSelection: '23cc8adf-ab6f-4e70-b66c-a288675b7e6f',
  minimal: '935666bf-299f-47b5-b7bd-4e3b9093e948',
  second: '4b783ca0-83a3-4a73-a30f-d380127666e2',
} as const;

/** `connections` is how many the home workspace has at least; those beyond the recorded seven are plain. */
export function seededTables(connections: number): Tables {
  const tables = new Tables();
  tables.workspaces.set(seeded.workspaceId, 'Main');
  tables.workspaces.set(seeded.foreignWorkspaceId, 'Second');
  tables.workspaces.set(emptyWorkspaceId, 'Empty');
  tables.catalogs.set(ids.shopCatalog, shopStreams);
  tables.catalogs.set(ids.fakerCatalog, fakerStreams);
  tables.catalogs.set(ids.pokeCatalog, pokeStreams);
  addActors(tables);
  addConnections(tables);
  tables.tags.set('7c0a3f0e-1f6b-4d37-9a53-0c9f0a7f1b01', {
    tagId: '7c0a3f0e-1f6b-4d37-9a53-0c9f0a7f1b01',
    workspaceId: seeded.workspaceId,
    name: 'nightly',
    color: '75DCFF',
  });
  for (let index = 8; index <= connections; index += 1) {
    const connectionId = `f0000000-0000-4000-8000-${index.toString(16).padStart(12, '0')}`;
    tables.connections.set(connectionId, { ...plain, connectionId, name: `Connection ${index}` });
  }
  return tables;
}

/** Puts the tag of the home workspace on its first connection. */
export function tagFirst({ connections, tags }: Tables): void {
  const connection = connections.get(ids.manual);
  if (connection !== undefined) connections.set(ids.manual, { ...connection, tagIds: [...tags.keys()] });
}

function addActors({ sources, destinations }: Tables): void {
  const database = {
    host: 'db.example.invalid',
    port: 5432,
    database: 'shop',
    password: '**********',
    username: 'reader',
  };
  const at = { workspaceId: seeded.workspaceId, tombstoned: false, createdAt: 1_795_749_229 };
  const all: readonly SourceRow[] = [
    {
      ...at,
      id: ids.shop,
      name: 'pg-shop',
      connector: postgresSource,
      configuration: database,
      ...found(ids.shopCatalog),
    },
    {
      ...at,
      id: seeded.sourceId,
      name: 'faker',
      connector: faker,
      configuration: { count: 1000 },
      ...found(ids.fakerCatalog),
    },
    {
      ...at,
      id: ids.poke,
      name: 'poke',
      connector: poke,
      configuration: { pokemon_name: 'ditto' },
      ...found(ids.pokeCatalog),
    },
    {
      ...at,
      id: ids.unread,
      name: 'pg-nocatalog',
      connector: postgresSource,
      configuration: { ...database, database: 'other' },
      discovers: ids.shopCatalog,
    },
    {
      ...at,
      id: seeded.foreignSourceId,
      workspaceId: seeded.foreignWorkspaceId,
      name: 'second-faker',
      connector: faker,
      configuration: { count: 10 },
      ...found(ids.fakerCatalog),
    },
  ];
  for (const source of all) sources.set(source.id, source);
  const files = { connector: localJson, configuration: { destination_path: '/json' } };
  const targets = [
    {
      ...at,
      id: ids.warehouse,
      name: 'warehouse',
      connector: postgresDestination,
      configuration: { ...database, schema: 'public' },
    },
    { ...at, id: seeded.destinationId, name: 'local-json', ...files },
    { ...at, id: seeded.foreignDestinationId, workspaceId: seeded.foreignWorkspaceId, name: 'second-json', ...files },
  ];
  for (const destination of targets) destinations.set(destination.id, destination);
}

function found(catalogId: string): Pick<SourceRow, 'discovers' | 'newestCatalogId'> {
  return { discovers: catalogId, newestCatalogId: catalogId };
}

function addConnections({ connections, operations, syncs, states }: Tables): void {
  operations.set(ids.hook, {
    operationId: ids.hook,
    workspaceId: seeded.workspaceId,
    name: 'Hook',
    operatorType: 'webhook',
    webhook: {
      webhookConfigId: '5a4e0b8e-9a3f-4c56-8d0f-6a3f8b0c1d2e',
      executionUrl: 'https://cloud.getdbt.com/api/v2/accounts/1/jobs/2/run/',
    },
  });
  const shop = { sourceId: ids.shop, sourceCatalogId: ids.shopCatalog };
  const fake = { sourceCatalogId: ids.fakerCatalog };
  const pokemon = { sourceId: ids.poke, sourceCatalogId: ids.pokeCatalog, streams: selected(pokeStreams) };
  const fields = ['name', 'id'].map((name) => ({ fieldPath: [name] }));
  const all: readonly ConnectionRow[] = [
    {
      ...plain,
      ...shop,
      connectionId: ids.manual,
      destinationId: ids.warehouse,
      name: 'Shop to warehouse',
      prefix: '',
      streams: selected(shopStreams),
    },
    {
      ...plain,
      ...fake,
      connectionId: ids.basic,
      destinationId: ids.warehouse,
      name: 'Faker hourly',
      namespaceDefinition: 'destination',
      prefix: 'f_',
      streams: selected(fakerStreams, { syncMode: 'incremental', destinationSyncMode: 'append_dedup' }),
      scheduleType: 'basic',
      scheduleData: { basicSchedule: { timeUnit: 'hours', units: 1 } },
      operationIds: [ids.hook],
    },
    {
      ...plain,
      ...shop,
      connectionId: ids.cron,
      name: 'Shop cron',
      namespaceDefinition: 'customformat',
      namespaceFormat: 'ns_${SOURCE_NAMESPACE}',
      streams: selected(shopStreams.slice(0, 1)),
      scheduleType: 'cron',
      scheduleData: { cron: { cronExpression: '0 0 12 * * ?', cronTimeZone: 'UTC' } },
    },
    {
      ...plain,
      ...pokemon,
      connectionId: ids.legacy,
      name: 'Poke legacy schedule',
      scheduleType: 'basic',
      scheduleData: { basicSchedule: { timeUnit: 'hours', units: 24 } },
    },
    {
      ...plain,
      ...pokemon,
      connectionId: ids.inactive,
      destinationId: ids.warehouse,
      name: 'Poke paused',
      status: 'inactive',
      resourceRequirements: { cpu_request: '0.5', memory_limit: '1Gi' },
    },
    {
      ...plain,
      ...fake,
      connectionId: ids.fieldSelection,
      name: 'faker <> local-json',
      streams: [
        ...selected(fakerStreams.slice(0, 1), { fieldSelectionEnabled: true, selectedFields: fields }),
        ...selected(fakerStreams.slice(1)),
      ],
    },
    { ...plain, connectionId: ids.minimal, sourceId: ids.unread, name: 'pg-nocatalog <> local-json' },
    {
      ...plain,
      ...fake,
      connectionId: ids.second,
      sourceId: seeded.foreignSourceId,
      destinationId: seeded.foreignDestinationId,
      name: 'second-faker <> second-json',
      streams: selected(fakerStreams),
    },
  ];
  for (const connection of all) connections.set(connection.connectionId, connection);
  syncs.set(ids.manual, { status: 'failed', createdAt: 1_683_021_600 });
  syncs.set(ids.basic, { status: 'succeeded', createdAt: 1_683_025_200 });
  syncs.set(ids.cron, { status: 'running', createdAt: 1_683_028_800 });
  states.set(ids.manual, 'stream');
  states.set(ids.basic, 'global');
  states.set(ids.cron, 'legacy');
}

const plain: ConnectionRow = {
  connectionId: '',
  sourceId: seeded.sourceId,
  destinationId: seeded.destinationId,
  name: '',
  status: 'active',
  streams: [],
  namespaceDefinition: 'source',
  scheduleType: 'manual',
  operationIds: [],
  notifySchemaChanges: false,
  nonBreakingChangesPreference: 'ignore',
  backfillPreference: 'disabled',
  tagIds: [],
  breakingChange: false,
  createdAt: 1_795_749_233,
};

function selected(streams: readonly JsonObject[], chosen: JsonObject = {}): readonly StreamRow[] {
  return streams.map((stream) => ({
    stream,
    config: {
      ...defaultConfig(stream),
      destinationSyncMode: 'append',
      selected: true,
      suggested: false,
      includeFiles: false,
      fieldSelectionEnabled: false,
      ...chosen,
    },
  }));
}
