/** The emulators of both releases, with what their tables hold. */
import { airbyte0445 } from '../../lab/airbyte-0.44/emulation.ts';
import type { DiscoveryTimes } from '../../lab/airbyte-0.44/io-threads.ts';
import { startAirbyte20 } from '../../lab/airbyte-2.0/start.ts';
import { startBackend } from '../../src/backend/start-backend.ts';

export const emulatedReleases = ['0.44.5', '2.0.0'] as const;
export type EmulatedRelease = (typeof emulatedReleases)[number];

/** What a row of a connection says. */
export interface ConnectionState {
  readonly connectionId: string;
  readonly status?: string;
  readonly operationIds: readonly string[];
}

export interface Emulated {
  readonly url: string;
  readonly workspaceId: string;
  readonly sourceId: string;
  readonly destinationId: string;
  /** Of a discovered catalog of the source. */
  readonly sourceCatalogId: string;
  connections(): readonly ConnectionState[];
  /** Ids of operations that are not tombstoned. */
  operations(): readonly string[];
  close(): Promise<void>;
}

export async function emulate(release: EmulatedRelease, times: Partial<DiscoveryTimes> = {}): Promise<Emulated> {
  if (release === '2.0.0') {
    const server = await startAirbyte20();
    const { tables } = server;
    return {
      ...server,
      sourceCatalogId: tables.sources.get(server.sourceId)?.newestCatalogId ?? '',
      connections: () => [...tables.connections.values()],
      operations: () => [...tables.operations.keys()],
    };
  }
  const server = await startBackend({ emulation: airbyte0445(times) });
  const { store } = server;
  return {
    ...server,
    sourceCatalogId: store.sources.get(server.sourceId)?.newestCatalogId ?? '',
    connections: () => [...store.connections.values()],
    operations: () => [...store.operations.keys()],
  };
}

/** An operation that both releases read back. */
export function readable(workspaceId: string): object {
  return {
    workspaceId,
    name: 'Airlock',
    operatorConfiguration: {
      operatorType: 'webhook',
      webhook: { webhookType: 'dbtCloud', dbtCloud: { accountId: 1, jobId: 2 } },
    },
  };
}

/** One whose content is stored although it cannot be read (T4). */
export function unreadable(workspaceId: string): object {
  return {
    workspaceId,
    name: 'Airlock',
    operatorConfiguration: { operatorType: 'webhook', webhook: { executionUrl: 'https://example.com/' } },
  };
}

/** A catalog of these streams, each selected. */
export function catalogOf(...streams: readonly object[]): object {
  return {
    streams: streams.map((stream) => ({
      stream: {
        jsonSchema: { type: 'object', properties: { id: { type: 'string' } } },
        supportedSyncModes: ['full_refresh'],
        ...stream,
      },
      config: { syncMode: 'full_refresh', destinationSyncMode: 'append', selected: true, aliasName: 'airlock' },
    })),
  };
}
