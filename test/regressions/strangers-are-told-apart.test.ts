/** What answers in place of the API is named, with the base address or the option that leads past it. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { openTarget } from '../../src/target/open-target.ts';
import type { TargetOptions } from '../../src/target/target-options.ts';
import { accessRefused } from '../../src/target/access-refused.ts';

const workspaceId = '11111111-1111-4111-8111-111111111111';
const list = '/api/v1/web_backend/connections/list';
const html = { 'content-type': 'text/html' };

interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

const open: (() => void)[] = [];
afterEach(() => {
  for (const close of open.splice(0)) close();
});

/** The line with which a target that answers like this is refused. `BASE` stands for its own address. */
async function refusal(reply: Reply, { path = '/api', ...options }: Partial<TargetOptions> & { path?: string } = {}) {
  const server = createServer((request, response) => {
    const location = reply.headers?.['location']?.replace('BASE', origin);
    request.resume();
    response
      .writeHead(reply.status, { ...reply.headers, ...(location === undefined ? {} : { location }) })
      .end(reply.body);
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  open.push(() => server.close().closeAllConnections());
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // a server that listens has a port
  const error: unknown = await openTarget(
    { url: `${origin}${path}`, workspaceId, ...options },
    { signal: new AbortController().signal, runId: 'strange1' },
  ).then(
    () => undefined,
    (failure: unknown) => failure,
  );
  expect(error).toMatchObject({ name: 'TargetUnusableError' });
  return (error as Error).message.replaceAll(origin, 'BASE'); // an error, as the line before says
}

describe('a redirect', () => {
  test.each([301, 302, 303, 307, 308])('%i to the operation elsewhere names the base of it', async (status) => {
    const line = await refusal({ status, headers: { location: `https://me:s3cret@airbyte.test${list}` } });

    expect(line).toBe('Cannot use BASE/api: it redirects to https://airbyte.test/api; pass that address as --target');
  });

  test.each([
    [list.replace('/api', '/airbyte/api'), 'it redirects to BASE/airbyte/api; pass that address as --target'],
    [`${list}/`, 'it redirects to itself, as a sign-in page does; it may want --auth, --token'],
    [
      'https://id.test/login?state=s3cret&rd=x',
      'it redirects to https://id.test/login, which is no address of this API; a sign-in page wants --auth, --token',
    ],
    ['/login', 'it redirects to BASE/login, which is no address of this API'],
    ['http://[', 'it redirects to nowhere'],
  ])('to %s is understood', async (location, expected) => {
    const line = await refusal({ status: 302, headers: { location } });

    expect(line).toContain(expected);
    expect(line).not.toContain('s3cret');
  });
});

describe('a page', () => {
  test.each<[string, Reply, string, string]>([
    [
      'to sign in',
      { status: 200, headers: html, body: '<html>' },
      '/api',
      "a sign-in page that wants --auth, --token, --client-id or -H 'Cookie: …'",
    ],
    [
      'of 401',
      { status: 401, headers: html, body: '<html>' },
      '/api',
      "it answered 401 to a request without credentials; pass --auth, --token, --client-id or -H 'Cookie: …'",
    ],
    [
      'of the web application',
      { status: 200, headers: html, body: '<html>' },
      '',
      'the base address must end in /api: pass BASE/api',
    ],
    [
      'of a proxy whose server is gone',
      { status: 502, headers: html, body: '<html>' },
      '/api',
      'look at the log of the server, and of a proxy',
    ],
    [
      'that says 404 where there is no API',
      { status: 404, body: '{}' },
      '/x',
      'it answered 404; check the address, which may be BASE/x/api',
    ],
    ['that says 404 in the API', { status: 404, body: '{}' }, '/api', 'it answered 404; check --workspace'],
  ])('%s is told with what to pass', async (_name, reply, path, expected) => {
    expect(await refusal(reply, { path })).toContain(expected);
  });

  test.each([401, 403])('of %i to credentials says which are refused', async (status) => {
    const reply = { status, headers: html, body: '<html>' };

    for (const [options, way] of [
      [{ auth: 'me:wrong' }, '--auth'],
      [{ token: 'wrong' }, '--token'],
      [{ headers: { Cookie: 'session=1' } }, '-H'],
    ] as const)
      expect(await refusal(reply, options)).toContain(
        `it answered ${status}; check ${way}, whose credentials it refuses`,
      );
  });
});

describe('in place of a token', () => {
  test.each<[Reply, string]>([
    [{ status: 401, body: '{}' }, 'answered 401; check --client-id and --client-secret'],
    [{ status: 400, body: '{}' }, 'answered 400; check --client-id and --client-secret'],
    [
      { status: 404, headers: html, body: '<html>' },
      'answered 404; a server that gives no tokens wants --auth or --token',
    ],
    [
      { status: 200, headers: html, body: '<html>' },
      'answered 200 with text/html instead of JSON; another server, or a sign-in page',
    ],
    [{ status: 302, headers: { location: '/login' } }, 'redirects to BASE/login'],
    [
      { status: 301, headers: { location: 'https://h.test/api/v1/applications/token' } },
      'redirects to https://h.test/api; pass that address as --target',
    ],
    [{ status: 500, body: '{}' }, 'answered 500; look at the log of the server'],
    [{ status: 200, body: '{"token":"x"}' }, 'answered 200 with JSON that has no access_token'],
    [{ status: 401, headers: html, body: '<html>' }, 'answered 401; check --auth, --token'],
  ])('%j is what the line names', async (reply, expected) => {
    const line = await refusal(reply, { clientId: 'me', clientSecret: 's3cret' });

    expect(line).toContain(`Cannot fetch a token from BASE/api: POST /v1/applications/token ${expected}`);
    expect(line).not.toContain('s3cret');
  });
});

test('a sign-in that expires while the run goes on is no defect of the server', () => {
  const to = (location: string) =>
    ({ kind: 'answer', status: 302, headers: { location }, text: '', json: { ok: false, reason: '' } }) as const;

  expect(accessRefused(to('https://id.test/login?state=x'), 'webBackendGetConnection')?.message).toBe(
    'The target sends webBackendGetConnection to https://id.test/login now, which is no address of this API; check that the sign-in has not expired',
  );
  expect(accessRefused(to(`https://h.test${list}`), 'webBackendGetConnection')).toBeUndefined();
  expect(accessRefused(to('/login'), 'transport')).toBeUndefined();
});
