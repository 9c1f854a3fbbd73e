import { fastify } from 'fastify';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { builtInReleases } from '../../schemas/built-in-releases.ts';
import { documentOf } from '../../schemas/description.ts';
import { releaseOf, withRelease } from '../../src/commands/release.ts';
import { releaseOfVersion } from '../../src/description/identify-release.ts';

let server: FastifyInstance;
let url = '';
beforeAll(async () => {
  server = fastify();
  server.get('/api/v1/openapi', (_request, reply) => reply.send(documentOf(builtInReleases['2.0'].description)));
  url = `${await server.listen({ port: 0, host: '127.0.0.1' })}/api`;
});
afterAll(() => server.close());

describe('what judges a run', () => {
  test('is the built-in description of the release that the target is', async () => {
    const target = releaseOfVersion('2.0.0', 'told', 'GET tells it');

    const { description } = await releaseOf({}, { target, url });

    expect(description?.source).toBe('Airbyte 2.0 (October 2025)');
  });

  test('is what everything holds by for a server of May 2023, and for one that nothing is known of', async () => {
    const may = await releaseOf({}, { target: releaseOfVersion('0.44.5', 'named', '--release'), url });
    const unknown = await releaseOf({}, { target: { sureness: 'unknown', reason: 'nothing tells' }, url });

    expect(may).not.toHaveProperty('description');
    expect(unknown).not.toHaveProperty('description');
    expect(unknown.target).not.toHaveProperty('day');
  });

  test('is the description that a release publishes itself where it is not built in, and its day by what that shows', async () => {
    const target = releaseOfVersion('1.9.0', 'told', 'GET tells 1.9.0');

    const release = await releaseOf({}, { target, url });

    expect(release.description?.source).toBe(`${url}/v1/openapi`);
    expect(release.target).toMatchObject({ version: '1.9.0', day: '2025-10-13' });
  });

  test('is what --openapi names, whatever the target tells', async () => {
    const target = releaseOfVersion('0.44.5', 'told', 'GET tells it');

    const { description } = await releaseOf({ openapi: `${url}/v1/openapi` }, { target, url });

    expect(description?.missing).toEqual(['webBackendListGeographies']);
  });
});

test('summary and report say which release it was, and how that is known', async () => {
  const target = releaseOfVersion('2.0.0', 'told', 'GET /v1/instance_configuration tells 2.0.0');

  const { sections, summary } = withRelease({}, await releaseOf({}, { target, url }));

  expect(summary?.[0]).toMatch(
    /^release {3}2\.0\.0 \(told: GET \/v1\/instance_configuration tells 2\.0\.0\); Airbyte 2\.0/,
  );
  expect(sections?.['release']).toMatchObject({ version: '2.0.0', sureness: 'told', builtIn: '2.0' });
});
