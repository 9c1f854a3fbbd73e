/** `doctor` says which release a server is, and `fuzz` is judged by it, without any option. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { startAirbyte20 } from '../../lab/airbyte-2.0/start.ts';
import { startServer } from '../../lab/start-server.ts';
import { openApiDocument } from '../../schemas/description.ts';
import { runAirlock } from './run-airlock.ts';

interface Server {
  readonly url: string;
  readonly workspaceId: string;
  close(): Promise<void>;
}

const servers: Record<string, Server> = {};
beforeAll(async () => {
  servers['reference'] = await startServer();
  servers['airbyte-0.44.5'] = await startServer({ as: 'airbyte-0.44.5' });
  servers['airbyte-2.0'] = await startAirbyte20();
  servers['yaml'] = await publishingYaml(servers['reference'].url, servers['reference'].workspaceId);
});
afterAll(async () => {
  for (const server of Object.values(servers)) await server.close();
});

/** The reference behind a server that tells no version and publishes its description as YAML in plain text. */
async function publishingYaml(url: string, workspaceId: string): Promise<Server> {
  const text = stringify(openApiDocument('published'));
  const proxy = createServer((request, response) => {
    const path = request.url ?? '';
    if (path === '/api/v1/instance_configuration') return void response.writeHead(404).end();
    if (path === '/api/v1/openapi')
      return /\*\/\*|text\/plain/.test(request.headers.accept ?? '')
        ? void response.writeHead(200, { 'content-type': 'text/plain' }).end(text)
        : void response.writeHead(406).end();
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      void fetch(new URL(path, url), {
        method: request.method ?? 'GET',
        headers: { 'content-type': 'application/json' },
        ...(request.method === 'POST' ? { body: Buffer.concat(chunks) } : {}),
      }).then(async (answer) => {
        response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' });
        response.end(Buffer.from(await answer.arrayBuffer()));
      });
    });
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const { port } = proxy.address() as AddressInfo; // a TCP server that listens has an address
  const close = async (): Promise<void> => {
    proxy.closeAllConnections();
    await new Promise((resolve) => proxy.close(resolve));
  };
  return { url: `http://127.0.0.1:${port}/api`, workspaceId, close };
}

describe('airlock doctor', () => {
  test.each([
    ['reference', /^ok +version +reference \(told: GET \/v1\/instance_configuration/m],
    ['airbyte-0.44.5', /^ok +version +0\.44 \(fingerprint: /m],
    ['airbyte-2.0', /^ok +version +2\.0\.0 \(told: GET \/v1\/instance_configuration/m],
    ['yaml', /^ok +version +not known \(it tells no version/m],
  ])('names the release of %s, and finds its description', async (name, version) => {
    const server = servers[name];

    const { stdout, exitCode } = await runAirlock([
      'doctor',
      ...['--target', server?.url ?? '', '--workspace', server?.workspaceId ?? ''],
    ]);

    expect(stdout).toMatch(version);
    expect(stdout).toMatch(/^ok +description +published, info\.version/m);
    expect(exitCode).toBe(0);
  });
});

describe('--release', () => {
  test('takes the place of what the target tells', async () => {
    const server = servers['airbyte-2.0'];

    const { stdout } = await runAirlock([
      'doctor',
      ...['--target', server?.url ?? '', '--workspace', server?.workspaceId ?? '', '--release', '0.44.5'],
    ]);

    expect(stdout).toMatch(/^ok +version +0\.44\.5 \(named: --release\)/m);
  });

  test('refuses a release that is neither built in nor a day', async () => {
    const { stderr, exitCode } = await runAirlock(['fuzz', '--release', '1.5.0', '--max-time', '1s']);

    expect(stderr).toContain('Cannot use --release "1.5.0"');
    expect(stderr).toContain('--openapi');
    expect(exitCode).toBe(2);
  });
});
