import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { verifyPacts } from '../../contracts/run/verify-pacts.ts';
import { startBackend } from '../../src/backend/start-backend.ts';
import { openTarget } from '../../src/target/open-target.ts';

const pactFile = join(import.meta.dirname, '../../pacts/airbyte-config-api-client-airbyte-web-backend.json');

test('pacts come from the broker by selector and results go back with version and branch, credentials on every request', async () => {
  const broker = await startBroker();
  const backend = await startBackend();
  const homeDir = mkdtempSync(join(tmpdir(), 'airlock-broker-'));
  const target = await openTarget({ ...backend, homeDir }, { signal: new AbortController().signal, runId: 'broker01' });

  const result = await verifyPacts({
    target,
    broker: {
      kind: 'broker',
      url: broker.url,
      token: 'secret',
      selectors: [{ mainBranch: true }],
      enablePending: true,
      includeWipSince: '2026-01-01',
      publish: true,
    },
    providerVersion: 'abc123',
    providerBranch: 'main',
  });
  await target.sandbox.clean();
  await target.close();
  await backend.close();
  await broker.close();
  rmSync(homeDir, { recursive: true, force: true });

  expect(result.sections?.['verify']).toMatchObject({ verified: 18, broken: 0 });
  const asked = broker.requests.find(({ method, path }) => method === 'POST' && path.endsWith('/for-verification'));
  expect(JSON.parse(asked?.body ?? '{}')).toMatchObject({
    consumerVersionSelectors: [{ mainBranch: true }],
    includePendingStatus: true,
    includeWipPactsSince: '2026-01-01',
    providerVersionBranch: 'main',
  });
  const put = broker.requests.find(({ method }) => method === 'PUT');
  expect(put?.path).toBe('/pacticipants/airbyte-web-backend/branches/main/versions/abc123');
  const published = broker.requests.find(({ method, path }) => method === 'POST' && path === '/results');
  expect(JSON.parse(published?.body ?? '{}')).toMatchObject({ success: true, providerApplicationVersion: 'abc123' });
  expect(broker.requests.every(({ authorization }) => authorization === 'Bearer secret')).toBe(true);
});

interface Recorded {
  readonly method: string;
  readonly path: string;
  readonly body: string;
  readonly authorization: string | undefined;
}

/** Answers the HAL resources that a verification uses, and records what it is asked. */
async function startBroker(): Promise<{
  readonly url: string;
  readonly requests: readonly Recorded[];
  close(): Promise<void>;
}> {
  const requests: Recorded[] = [];
  let url = '';
  const provider = '/pacticipants/airbyte-web-backend';
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString('utf8')));
    request.on('end', () => {
      const path = request.url ?? '';
      requests.push({ method: request.method ?? '', path, body, authorization: request.headers.authorization });
      const answer = answerTo(path);
      response.writeHead(answer === undefined ? 404 : 200, { 'content-type': 'application/hal+json' });
      response.end(JSON.stringify(answer ?? {}));
    });
  });
  const link = (to: string): object => ({ href: `${url}${to}`, templated: to.includes('{') });
  const answerTo = (path: string): unknown => {
    if (path === '/')
      return {
        _links: {
          'pb:provider-pacts-for-verification': link('/provider/{provider}/for-verification'),
          'pb:pacticipant': link('/pacticipants/{pacticipant}'),
          'pb:pacticipant-branch-version': link('/pacticipants/{pacticipant}/branches/{branch}/versions/{version}'),
          'pb:pacticipant-version': link('/pacticipants/{pacticipant}/versions/{version}'),
        },
      };
    if (path.endsWith('/for-verification'))
      return {
        _embedded: {
          pacts: [
            {
              shortDescription: 'latest from main branch',
              verificationProperties: { pending: false, notices: [] },
              _links: { self: { ...link('/pact'), name: 'the pact' } },
            },
          ],
        },
        _links: { self: link(path) },
      };
    if (path === '/pact')
      return {
        ...(JSON.parse(readFileSync(pactFile, 'utf8')) as object),
        _links: {
          self: link('/pact'),
          'pb:provider': link(provider),
          'pb:publish-verification-results': link('/results'),
        },
      };
    if (path === '/results') return { success: true, _links: { self: link('/results') } };
    if (path.startsWith(provider))
      return {
        name: 'airbyte-web-backend',
        _links: {
          self: link(provider),
          'pb:branch-version': link(`${provider}/branches/{branch}/versions/{version}`),
          'pb:version-tag': link(`${provider}/versions/{version}/tags/{tag}`),
        },
      };
    return undefined;
  };
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, requests, close: () => new Promise((resolve) => server.close(() => resolve()).closeAllConnections()) };
}
