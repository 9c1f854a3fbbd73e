import { fastify } from 'fastify';
import { afterEach, describe, expect, expectTypeOf, test } from 'vitest';
import { createClient } from '../../src/client/client.ts';
import type { ClientOptions } from '../../src/client/client.ts';
import { ApiError, InvalidInputError, NotFoundError } from '../../src/client/client-errors.ts';
import type { BuiltInReleaseId } from '../../schemas/built-in-releases.ts';

const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).toReversed()) await close();
});

const connectionId = 'dddddddd-dddd-4ddd-8ddd-dddddddddddd';

/** A connection as 2.0 shows it, as small as its description lets it be. */
function connection20(config: Readonly<Record<string, unknown>>): unknown {
  const version = {
    dockerRepository: 'airbyte/a',
    dockerImageTag: '1.0.0',
    supportsRefreshes: true,
    isVersionOverrideApplied: false,
    supportState: 'supported',
    supportLevel: 'community',
    supportsFileTransfer: false,
    supportsDataActivation: false,
  };
  const actor = { name: 'a', workspaceId: connectionId, icon: 'https://icons.example/a.svg' };
  return {
    connectionId,
    name: 'orders',
    sourceId: connectionId,
    destinationId: connectionId,
    status: 'inactive',
    scheduleType: 'manual',
    isSyncing: false,
    schemaChange: 'no_change',
    notifySchemaChanges: false,
    notifySchemaChangesByEmail: false,
    nonBreakingChangesPreference: 'ignore',
    backfillPreference: 'disabled',
    tags: [],
    source: {
      ...actor,
      sourceId: connectionId,
      sourceDefinitionId: connectionId,
      sourceName: 's',
      connectionConfiguration: {},
      createdAt: 1,
    },
    destination: {
      ...actor,
      destinationId: connectionId,
      destinationDefinitionId: connectionId,
      destinationName: 'd',
      connectionConfiguration: {},
      createdAt: 1,
    },
    syncCatalog: {
      streams: [
        {
          stream: { name: 'orders', jsonSchema: { type: 'object' }, isResumable: true, isFileBased: false },
          config: { syncMode: 'full_refresh', destinationSyncMode: 'overwrite', selected: true, ...config },
        },
      ],
    },
    sourceActorDefinitionVersion: version,
    destinationActorDefinitionVersion: version,
    operationIds: [],
    operations: [],
  };
}

async function clientOf<Release extends BuiltInReleaseId>(
  answer: { readonly status: number; readonly body: unknown },
  options: ClientOptions<Release>,
) {
  const server = fastify();
  server.post('/*', (_request, reply) =>
    reply.code(answer.status).header('content-type', 'application/json').send(JSON.stringify(answer.body)),
  );
  const host = await server.listen({ port: 0, host: '127.0.0.1' });
  const client = createClient({ ...options, host: `${host}/api` });
  open.push(
    () => server.close(),
    () => client.close(),
  );
  return client;
}

describe('the client of release 2.0', () => {
  test('reads a connection with the members that 2023 did not have', async () => {
    const client = await clientOf({ status: 200, body: connection20({ includeFiles: false }) }, { release: '2.0' });

    const { body } = await client.webBackendGetConnection({ connectionId });

    expect(body.syncCatalog.streams[0]?.stream?.isResumable).toBe(true);
    expectTypeOf(body.tags).not.toBeUndefined();
    expectTypeOf<keyof typeof client>().not.toEqualTypeOf<'webBackendListGeographies'>();
    expect(client).not.toHaveProperty('webBackendListGeographies');
  });

  test('lists with the filters, the sort keys and the pages of that release', async () => {
    const page = { connections: [], page_size: 20, num_connections: 0 };
    const client = await clientOf({ status: 200, body: page }, { release: '2.0' });

    const { body } = await client.webBackendListConnectionsForWorkspace({
      workspaceId: connectionId,
      pageSize: 20,
      sortKey: 'connectionName_asc',
      filters: { states: ['active'] },
    });

    expect(body.num_connections).toBe(0);
  });
});

describe('any client', () => {
  test('takes an answer with members that its release does not know', async () => {
    const client = await clientOf({ status: 200, body: connection20({ futureMember: 1 }) }, { release: '2.0' });

    await expect(client.webBackendGetConnection({ connectionId })).resolves.toMatchObject({ status: 200 });
  });

  test('refuses them where it is asked to be strict', async () => {
    const client = await clientOf(
      { status: 200, body: connection20({ futureMember: 1 }) },
      { release: '2.0', validateResponses: 'strict' },
    );

    await expect(client.webBackendGetConnection({ connectionId })).rejects.toThrow(/futureMember/);
  });

  test('still refuses an answer that lacks what its release requires', async () => {
    const client = await clientOf({ status: 200, body: { connectionId } }, { release: '2.0' });

    await expect(client.webBackendGetConnection({ connectionId })).rejects.toThrow(ApiError);
  });

  test.each([
    [404, NotFoundError],
    [422, InvalidInputError],
  ] as const)('knows %s by its status, whatever the body says', async (status, kind) => {
    const client = await clientOf({ status, body: { errorId: connectionId } }, {});

    const call = client.webBackendGetConnection({ connectionId });

    await expect(call).rejects.toThrow(kind);
    await expect(call).rejects.toMatchObject({ status, body: undefined });
  });
});
