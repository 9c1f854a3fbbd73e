/** What the server has beside the eight operations. Seen on a real server of release 0.44.5. */
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { serveEachTest, send } from './emulated-server.ts';
import { listAt, member } from '../../../src/json/json.ts';
import type { Answer } from './emulated-server.ts';

serveEachTest();

describe('the server around the operations', () => {
  test('sends the parameters of an Accept header back', async () => {
    const of = async (accept: string): Promise<unknown> =>
      (await send('web_backend/geographies/list', '', { accept })).headers['content-type'];

    expect(await of('application/json;charset=utf-8')).toBe('application/json;charset=utf-8');
    expect(await of('application/json; q=0.9')).toBe('application/json;q=0.9');
    expect(await of('*/*')).toBe('application/json');
  });

  test('publishes its description as YAML, and as nothing else', async () => {
    const asked = (accept: string): Promise<Answer> => send('openapi', '', { accept }, 'GET');

    const yaml = await asked('*/*');
    const json = await asked('application/json');

    expect(yaml).toMatchObject({ status: 200, headers: { 'content-type': 'text/plain' } });
    const schemas = member(member(parse(yaml.raw), 'components'), 'schemas');
    expect(listAt(member(schemas, 'WebBackendConnectionRead'), 'required')).toContain('notifySchemaChangesByEmail');
    expect(json.status).toBe(406);
  });

  test('knows no instance_configuration', async () => {
    expect(await send('instance_configuration', '', {}, 'GET')).toMatchObject({
      status: 404,
      body: 'Object not found.',
    });
  });

  test('ignores a slash at the end of a path, and no other difference', async () => {
    const of = async (path: string): Promise<number> => (await send(path, '{}')).status;

    expect(await of('web_backend/geographies/list/?x=1')).toBe(200);
    expect(await of('web_backend/geographies/LIST')).toBe(404);
    expect(await of('web_backend//geographies/list')).toBe(404);
    expect((await send('web_backend/geographies/list', '', {}, 'HEAD')).status).toBe(405);
  });

  test.each(['https://example.com', 'null'])('refuses the origin %s on this machine', async (origin) => {
    const { status, raw, headers } = await send('web_backend/geographies/list', '', { origin });

    expect({ status, raw, type: headers['content-type'] }).toEqual({ status: 403, raw: '', type: undefined });
  });

  test('lets every origin in under another name', async () => {
    const foreign = { origin: 'https://example.com', host: 'airbyte.example.com' };

    const answer = await send('web_backend/geographies/list', '', foreign);
    const preflight = await send(
      'web_backend/geographies/list',
      '',
      { ...foreign, 'access-control-request-method': 'POST' },
      'OPTIONS',
    );

    const allowed = {
      'access-control-allow-origin': 'https://example.com',
      'access-control-allow-credentials': 'true',
    };
    expect(answer).toMatchObject({ status: 200, headers: allowed });
    expect(preflight).toMatchObject({ status: 200, headers: { ...allowed, 'access-control-allow-methods': 'POST' } });
  });
});
