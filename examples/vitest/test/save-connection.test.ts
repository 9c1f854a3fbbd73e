import { test } from '@fast-check/vitest';
import { createBodies, invalidCreateBodies } from 'airlock-harness/arbitraries';
import { startBackend } from 'airlock-harness/backend';
import { createClient } from 'airlock-harness/client';
import { isValid, schemasOf } from 'airlock-harness/schemas';
import type { RequestBody } from 'airlock-harness/schemas';
import { afterAll, expect } from 'vitest';
import { RefusedError, saveConnection } from '../src/save-connection.ts';

// The ids are needed where properties are declared.
const backend = await startBackend();
const client = createClient({ host: backend.url });
afterAll(async () => {
  await client.close();
  await backend.close();
});

const { url, workspaceId, sourceId, destinationId } = backend;
const ids = { workspaceId, sourceId, destinationId };

test.prop([createBodies({ ...ids, size: 'tiny' })], { numRuns: 50 })(
  'every valid connection is saved',
  async (body) => {
    const saved = await saveConnection(url, body);

    expect(isValid(schemasOf().models.WebBackendConnectionRead, saved)).toBe(true);
    const { body: read } = await client.webBackendGetConnection({ connectionId: saved.connectionId });
    expect(read).toEqual(saved);
  },
);

test.prop([invalidCreateBodies(ids)], { numRuns: 50 })(
  'every invalid connection is refused',
  async ({ body, label }) => {
    const saving = saveConnection(url, body as RequestBody<'webBackendCreateConnection'>);

    await expect(saving, label.description).rejects.toThrow(RefusedError);
  },
);

test('a server that is out of order is no refusal', async () => {
  backend.setHooks([{ answer: (answer) => void (answer.status = 503) }]);

  const saving = saveConnection(url, { sourceId, destinationId, status: 'inactive' });

  await expect(saving).rejects.toThrow('status 503');
  backend.setHooks([]);
});
