import { afterEach, describe, expect, test } from 'vitest';
import { startBackend, UsageError } from '../../src/library/backend.ts';
import type { Backend, BackendSettings } from '../../src/library/backend.ts';
import { ApiError, createClient, InvalidRequestError, NotFoundError } from '../../src/library/client.ts';
import type { Client } from '../../src/library/client.ts';

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((one) => one.close()));
});

async function backendWith(settings: BackendSettings = {}): Promise<Backend> {
  const backend = await startBackend(settings);
  opened.push(backend);
  return backend;
}

function clientOf(host: string): Client {
  const client = createClient({ host });
  opened.push(client);
  return client;
}

describe('the backend', () => {
  test('has what it says', async () => {
    const { url, workspaceId, connectionIds, foreign } = await backendWith({ connections: 2 });
    const client = clientOf(url);

    const { body } = await client.webBackendListConnectionsForWorkspace({ workspaceId });
    const others = await client.webBackendListConnectionsForWorkspace({ workspaceId: foreign.workspaceId });

    expect(body.connections.map(({ connectionId }) => connectionId).toSorted()).toEqual([...connectionIds].toSorted());
    expect(connectionIds).toHaveLength(2);
    expect(others.body.connections.length).toBeGreaterThan(0);
  });

  test('answers as the release that is named', async () => {
    const { url, workspaceId } = await backendWith({ release: '2.0' });
    const client = createClient({ host: url, release: '2.0', validateResponses: 'strict' });
    opened.push(client);

    const { body } = await client.webBackendListConnectionsForWorkspace({ workspaceId, pageSize: 1 });

    expect(body.connections).toHaveLength(1);
    expect(Object.keys(client)).not.toContain('webBackendListGeographies');
  });

  test('lets hooks reach into calls of their operation', async () => {
    const operation = 'webBackendGetConnection';
    const backend = await backendWith({
      hooks: [
        { operation, answer: (answer) => void Object.assign(answer, { status: 503, body: { message: 'later' } }) },
      ],
    });
    const [connectionId = ''] = backend.connectionIds;
    const client = clientOf(backend.url);

    await expect(client.webBackendGetConnection({ connectionId })).rejects.toMatchObject({ status: 503 });
    await expect(client.getStateType({ connectionId })).resolves.toMatchObject({ status: 200 });
    backend.setHooks([]);
    await expect(client.webBackendGetConnection({ connectionId })).resolves.toMatchObject({ status: 200 });
  });

  test('asks for the credentials that are set', async () => {
    const { url, workspaceId } = await backendWith({ auth: { token: 'secret' } });
    const signedIn = createClient({ host: url, auth: { token: 'secret' } });
    opened.push(signedIn);

    await expect(clientOf(url).webBackendGetWorkspaceState({ workspaceId })).rejects.toMatchObject({ status: 401 });
    await expect(signedIn.webBackendGetWorkspaceState({ workspaceId })).resolves.toMatchObject({ status: 200 });
  });

  test('refuses settings that it cannot use', async () => {
    const { url } = await backendWith();
    const port = Number(new URL(url).port);

    await expect(startBackend({ port })).rejects.toThrow(UsageError);
    await expect(startBackend({ port: -1 })).rejects.toThrow('expected an integer from 0 to 65535');
    await expect(startBackend(JSON.parse('{"prot":1}') as object)).rejects.toThrow('did you mean "port"?');
    await expect(startBackend({ auth: { token: '' } })).rejects.toThrow(
      '"auth" in the settings of startBackend: expected',
    );
    await expect(startBackend({ release: '2.0', hooks: [{ operation: 'webBackendListGeographies' }] })).rejects.toThrow(
      UsageError,
    );
  });
});

describe('the client', () => {
  test('throws errors that a test can tell apart', async () => {
    const { url } = await backendWith();
    const client = clientOf(url);
    const connectionId = 'dddddddd-dddd-4ddd-8ddd-dddddddddddd';

    const unknown: unknown = await client.webBackendGetConnection({ connectionId }).catch((error: unknown) => error);

    expect(unknown).toBeInstanceOf(NotFoundError);
    expect(unknown).toBeInstanceOf(ApiError);
    await expect(client.webBackendGetConnection({ connectionId: 'mine' })).rejects.toThrow(InvalidRequestError);
  });

  test.each([
    [{ host: 'localhost:8000/api' }, 'did you mean "http://localhost:8000/api"?'],
    [{ timeoutMs: 0 }, 'expected an integer from 1'],
    [{ tries: 1.5 }, 'expected an integer from 1 to 100'],
    [{ proxy: 'proxy' }, 'expected the address of an HTTP proxy'],
    [{ relase: '2.0' }, 'did you mean "release"?'],
    [{ release: '1.0' }, 'expected one of 0.44, 2.0'],
    [{ auth: { user: 'me' } }, 'expected { username, password } or { token }'],
  ])('refuses settings that it cannot use: %j', (settings, message) => {
    const call = (): unknown => createClient(settings as object);

    expect(call).toThrow(UsageError);
    expect(call).toThrow(message);
  });

  test('shows no secret of a setting that it refuses', () => {
    const message = messageOf(() => createClient({ auth: { username: 'me', pasword: 'hunter2' } as never }));

    expect(message).toContain('"auth"');
    expect(message).not.toContain('hunter2');
  });

  test('sends nothing for an operation that the release does not have', async () => {
    const client = createClient({ release: '2.0' });
    opened.push(client);

    await expect(client.raw('webBackendListGeographies')).rejects.toThrow(UsageError);
  });
});

function messageOf(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    return error instanceof Error ? error.message : '';
  }
  return '';
}
