/** A description is fetched with the run's credentials where it is the target's own, and nobody else ever gets them. */
import { createServer } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { builtInDocument } from '../../src/description/built-in.ts';
import { accessFor } from '../../src/commands/access.ts';
import { loadDocument } from '../../src/description/load-document.ts';
import { runInProcess } from '../commands/run-in-process.ts';

const basic = `Basic ${Buffer.from('me:s3cret').toString('base64')}`;
const description = JSON.stringify(builtInDocument('repaired').document);

interface Server {
  /** Base address. */
  readonly url: string;
  readonly seen: IncomingHttpHeaders[];
}

const open: (() => void)[] = [];
afterEach(() => {
  for (const close of open.splice(0)) close();
});

/** Has a description at `/api/v1/openapi` for whoever is let in, tokens, and redirects to wherever `to` says. */
async function startServer(isLetIn: (headers: IncomingHttpHeaders) => boolean, to = ''): Promise<Server> {
  const seen: IncomingHttpHeaders[] = [];
  const server = createServer((request, response) => {
    request.resume();
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://nobody');
    if (pathname === '/api/v1/applications/token') return response.end('{"access_token":"t0ken"}');
    seen.push(request.headers);
    if (pathname === '/away') return response.writeHead(302, { location: searchParams.get('to') ?? to }).end();
    return isLetIn(request.headers) ? response.end(description) : response.writeHead(401).end();
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  open.push(() => server.close().closeAllConnections());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`, seen }; // a server that listens has a port
}

const byPassword = ({ authorization }: IncomingHttpHeaders): boolean => authorization === basic;
const anybody = (): boolean => true;

test.each<[string, (url: string) => readonly string[], (url: string) => Record<string, string>]>([
  [
    'spec check with credentials beside the address',
    (url) => ['spec', 'check', url, '--auth', 'me:s3cret'],
    () => ({}),
  ],
  [
    'spec check with those of the target',
    (url) => ['spec', 'check', url],
    (url) => ({ AIRLOCK_TARGET: url, AIRLOCK_AUTH: 'me:s3cret' }),
  ],
  [
    'spec check with a user in the target',
    (url) => ['spec', 'check', url, '--target', url.replace('://', '://me:s3cret@').replace('/v1/openapi', '')],
    () => ({}),
  ],
  [
    'spec check with a user in the address',
    (url) => ['spec', 'check', url.replace('://', '://me:s3cret@')],
    () => ({}),
  ],
  ['spec check with a header', (url) => ['spec', 'check', url, '-H', `authorization: ${basic}`], () => ({})],
  ['spec diff', (url) => ['spec', 'diff', url, url, '--auth', 'me:s3cret'], () => ({})],
  ['spec export', (url) => ['spec', 'export', url], (url) => ({ AIRLOCK_TARGET: url, AIRLOCK_AUTH: 'me:s3cret' })],
  [
    'contract --against',
    (url) => ['contract', '--against', url],
    (url) => ({ AIRLOCK_TARGET: url, AIRLOCK_AUTH: 'me:s3cret' }),
  ],
  [
    'fuzz --openapi',
    (url) => ['fuzz', '--dry-run', '--openapi', url],
    (url) => ({ AIRLOCK_TARGET: url, AIRLOCK_AUTH: 'me:s3cret' }),
  ],
])('%s gets in', async (_name, words, env) => {
  const { url, seen } = await startServer(byPassword);
  const variables = Object.entries(env(url));

  const ran = await runInProcess(words(`${url}/v1/openapi`), { env: Object.fromEntries(variables) });

  expect(ran.stderr).not.toContain('401');
  expect(ran.exitCode).toBe(0);
  expect(seen.length).toBeGreaterThan(0);
});

test('client credentials and tokens let in as well', async () => {
  const { url } = await startServer(({ authorization }) => authorization === 'Bearer t0ken');
  const source = `${url}/v1/openapi`;

  for (const options of [{ token: 't0ken' }, { clientId: 'me', clientSecret: 's3cret' }])
    for (const place of [{ target: url }, { hasTypedCredentials: true }]) {
      const { version } = await loadDocument(source, { access: accessFor({ ...options, ...place }, [source]) });

      expect(version).toBe('3.1');
    }
});

const everything = { auth: 'me:s3cret', header: ['X-Api-Key: k3y', 'Cookie: a=b'] };

test.each<[string, (own: Server, other: Server) => { source: string; options: Readonly<Record<string, unknown>> }]>([
  [
    'of another origin than the target',
    (own, other) => ({ source: `${other.url}/v1/openapi`, options: { target: own.url } }),
  ],
  [
    'that the target redirects to',
    (own, other) => ({ source: `${own.url.replace('/api', '/away')}?to=${other.url}`, options: { target: own.url } }),
  ],
  [
    'that an address with a user redirects to',
    (own, other) => ({
      source: `${own.url.replace('/api', '/away').replace('://', '://me:s3cret@')}?to=${other.url}`,
      options: {},
    }),
  ],
  ['with credentials that nobody typed for it', (_own, other) => ({ source: `${other.url}/v1/openapi`, options: {} })],
  [
    'with credentials typed beside two addresses',
    (own, other) => ({ source: `${other.url}/v1/openapi`, options: { hasTypedCredentials: true, both: own.url } }),
  ],
])('an address %s gets no credentials', async (_name, given) => {
  const [own, other] = [await startServer(anybody), await startServer(anybody)];
  const { source, options } = given(own, other);
  const sources = [source, ...(typeof options['both'] === 'string' ? [options['both']] : [])];

  await loadDocument(source, { access: accessFor({ ...everything, ...options }, sources) });

  expect(other.seen).toHaveLength(1);
  expect(JSON.stringify(other.seen)).not.toMatch(/authorization|x-api-key|cookie/);
});

test('who was sent elsewhere and back has no credentials either', async () => {
  const own = await startServer(anybody);
  const other = await startServer(anybody, `${own.url}/v1/openapi`);
  const source = `${own.url.replace('/api', '/away')}?to=${other.url.replace('/api', '/away')}`;

  await loadDocument(source, { access: accessFor({ ...everything, target: own.url }, [source]) });

  expect(own.seen.map(({ authorization }) => authorization)).toEqual([basic, undefined]);
});

test('a refusal says whose credentials are sent, and a page what may lead past it', async () => {
  const { url } = await startServer(byPassword);
  const page = createServer((_request, response) => response.end('<html>')).listen(0, '127.0.0.1');
  await new Promise((resolve) => page.once('listening', resolve));
  open.push(() => page.close().closeAllConnections());
  const pageUrl = `http://127.0.0.1:${(page.address() as AddressInfo).port}/login`; // a server that listens has a port

  await expect(loadDocument(`${url}/x`)).rejects.toThrow(
    'it answered 401; credentials are sent to the origin of --target only',
  );
  await expect(loadDocument(`${url}/x`, { access: { url, auth: 'me:wrong' } })).rejects.toThrow(
    'it answered 401; check --auth',
  );
  await expect(loadDocument(`${url.replace('/api', '/away')}?to=http://127.0.0.1:9/login?state=x`)).rejects.toThrow(
    /: it redirects to http:\/\/127\.0\.0\.1:9\/login: refused/,
  );
  await expect(loadDocument(pageUrl)).rejects.toThrow('a sign-in page is, which wants --auth, --token or -H');
});
