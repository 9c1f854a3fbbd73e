/** `doctor` says which release a server is, and `fuzz` is judged by it, without any option. */
import { fastify } from 'fastify';
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
async function publishingYaml(reference: string, workspaceId: string): Promise<Server> {
  const text = stringify(openApiDocument('published'));
  const server = fastify();
  server.get('/api/v1/openapi', (request, reply) =>
    /\*\/\*|text\/plain/.test(request.headers.accept ?? '')
      ? reply.type('text/plain').send(text)
      : reply.code(406).send(),
  );
  server.get('/api/v1/health', (_request, reply) => reply.send({ available: true }));
  server.post('/*', async (request, reply) => {
    const answer = await fetch(new URL(request.url, reference), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(request.body),
    });
    return reply
      .code(answer.status)
      .type('application/json')
      .send(await answer.text());
  });
  const url = `${await server.listen({ port: 0, host: '127.0.0.1' })}/api`;
  return { url, workspaceId, close: () => server.close() };
}

/** How a command is told which server is meant. */
function at(name: string): readonly string[] {
  const server = servers[name];
  return ['--target', server?.url ?? '', '--workspace', server?.workspaceId ?? ''];
}

describe('airlock doctor', () => {
  test.each([
    ['reference', /^ok +version +reference \(told: GET \/v1\/instance_configuration/m],
    ['airbyte-0.44.5', /^ok +version +0\.44 \(fingerprint: /m],
    ['airbyte-2.0', /^ok +version +2\.0\.0 \(told: GET \/v1\/instance_configuration/m],
    ['yaml', /^ok +version +not known \(it tells no version/m],
  ])('names the release of %s, and finds its description', async (name, version) => {
    const { stdout, exitCode } = await runAirlock(['doctor', ...at(name)]);

    expect(stdout).toMatch(version);
    expect(stdout).toMatch(/^ok +description +published, info\.version/m);
    expect(exitCode).toBe(0);
  });
});

describe('--release', () => {
  test('takes the place of what the target tells', async () => {
    const { stdout } = await runAirlock(['doctor', ...at('airbyte-2.0'), '--release', '0.44.5']);

    expect(stdout).toMatch(/^ok +version +0\.44\.5 \(named: --release\)/m);
  });

  test('refuses a release that is neither built in nor a day', async () => {
    const { stderr, exitCode } = await runAirlock(['fuzz', '--release', '1.5.0', '--max-time', '1s']);

    expect(stderr).toContain('Cannot use --release "1.5.0"');
    expect(stderr).toContain('--openapi');
    expect(exitCode).toBe(2);
  });
});
