/** `HTTPS_PROXY` and its like mean the same to every part, and nothing on this machine is ever reached through a proxy. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { verifierEnvironment } from '../../contracts/run/run-verifier.ts';
import { createHttp } from '../../src/client/http.ts';
import { proxyFor } from '../../src/client/proxy-for.ts';
import { targetOptionsOf } from '../../src/commands/options/target-options-of.ts';
import { loadDocument } from '../../src/description/load-document.ts';
import type { Failure } from '../../src/target/exchange.ts';
import { unreachable } from '../../src/target/fixtures.ts';
import { helperEnvironment, proxyVariables } from '../../src/target/helper-environment.ts';
import { runAirlock } from '../commands/run-airlock.ts';
import { startStandInBroker } from '../contracts/stand-in-broker.ts';

const pactFile = join(import.meta.dirname, '../../pacts/airbyte-config-api-client-airbyte-web-backend.json');
const proxy = 'http://proxy.test:3128';
const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const close of open.splice(0)) await close();
});

/** Answers for every host that it is asked for, and remembers which. */
async function startProxy(
  answer: (path: string) => Promise<string> | string,
): Promise<{ url: string; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const { host, pathname } = new URL(request.url ?? '', 'http://nobody');
    asked.push(host);
    request.resume().on('end', () => {
      void Promise.resolve(answer(pathname)).then((body) =>
        response.setHeader('content-type', 'application/json').end(body),
      );
    });
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  open.push(async () => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked }; // a server that listens has a port
}

describe('the proxy of an address', () => {
  test.each<[string, Record<string, string>, string | undefined]>([
    ['https://a.test/', { HTTPS_PROXY: proxy }, proxy],
    ['https://a.test/', { https_proxy: proxy }, proxy],
    ['https://a.test/', { https_proxy: proxy, HTTPS_PROXY: 'http://other.test' }, proxy],
    ['https://a.test/', { https_proxy: '', HTTPS_PROXY: proxy }, proxy],
    ['https://a.test/', { ALL_PROXY: proxy }, proxy],
    ['http://a.test/', { all_proxy: proxy }, proxy],
    ['http://a.test/', { http_proxy: ` ${proxy} ` }, proxy],
    ['http://a.test/', { HTTPS_PROXY: proxy }, undefined],
    ['https://a.test/', { HTTP_PROXY: proxy }, undefined],
    ['https://a.test/', { HTTPS_PROXY: '' }, undefined],
    ['https://a.test/', { HTTPS_PROXY: proxy, HTTP_PROXY: proxy, ALL_PROXY: 'socks5://s.test' }, proxy],
    ...['a.test', '.test', '*.test', '*', 'b, a.test', 'b a.test', 'A.TEST', 'a.test:443', 'a.test.'].map(
      (list): [string, Record<string, string>, undefined] => [
        'https://a.test/',
        { HTTPS_PROXY: proxy, no_proxy: list },
        undefined,
      ],
    ),
    ...['b.test', 'test.a', 'a.tes', 'a.test:80', 'est', '10.0.0.0/8', '/'].map(
      (list): [string, Record<string, string>, string] => [
        'https://a.test/',
        { HTTPS_PROXY: proxy, NO_PROXY: list },
        proxy,
      ],
    ),
    ['https://10.1.2.3/', { HTTPS_PROXY: proxy, NO_PROXY: '10.0.0.0/8' }, undefined],
    ['https://10.1.2.3/', { HTTPS_PROXY: proxy, NO_PROXY: '10.1.2.3:8443,10.1.2.3' }, undefined],
    ['https://[fd00::1]/', { HTTPS_PROXY: proxy, NO_PROXY: 'fd00::/8' }, undefined],
    ['https://[fd00::1]:8443/', { HTTPS_PROXY: proxy, NO_PROXY: '[fd00::1]:8443' }, undefined],
    ['https://[fd00::1]/', { HTTPS_PROXY: proxy, NO_PROXY: 'fd00::2' }, proxy],
    ...['localhost:8000', 'api.localhost', '127.0.0.1', '127.1.2.3', '[::1]:8000', '[::ffff:127.0.0.1]'].map(
      (host): [string, Record<string, string>, undefined] => [`http://${host}/api`, { ALL_PROXY: proxy }, undefined],
    ),
    ['http://localhost/', { ALL_PROXY: 'socks5://s.test' }, undefined],
  ])('%s with %j is %s', (address, environment, expected) => {
    const found = proxyFor(new URL(address), { environment });

    expect(found).toBe(expected === undefined ? undefined : `${expected}/`);
  });

  test('is that of --proxy, whatever the environment says', () => {
    const environment = { HTTPS_PROXY: 'http://other.test', NO_PROXY: '*' };

    expect(proxyFor(new URL('https://localhost/'), { explicit: proxy, environment })).toBe(`${proxy}/`);
  });
});

describe('a proxy that cannot be used is a mistake that is told in one line', () => {
  test.each<[Record<string, string>, string]>([
    [
      { HTTPS_PROXY: '127.0.0.1:3128' },
      'Cannot use HTTPS_PROXY "127.0.0.1:3128": expected the address of an HTTP proxy such as http://proxy:3128; did you mean "http://127.0.0.1:3128"?',
    ],
    [{ http_proxy: 'proxy.test:3128' }, 'did you mean "http://proxy.test:3128"?'],
    [{ https_proxy: 'me:s3cret@proxy.test:3128' }, 'Cannot use https_proxy "***@proxy.test:3128"'],
    [
      { ALL_PROXY: 'socks5://me:s3cret@proxy.test:1080' },
      'Cannot use ALL_PROXY "socks5://***@proxy.test:1080": expected the address of an HTTP proxy',
    ],
    [{ HTTP_PROXY: 'http://me:s3cret%zz@proxy.test' }, 'write "%" in a user or password as "%25"'],
    [{ HTTP_PROXY: 'http://me:s3/cret@proxy.test' }, 'Cannot use HTTP_PROXY "http://***@proxy.test"'],
    [{ HTTPS_PROXY: 'http://' }, 'Cannot use HTTPS_PROXY "http://"'],
    [{ HTTPS_PROXY: 'http://a b' }, 'Cannot use HTTPS_PROXY "http://a b"'],
  ])('%j', (environment, expected) => {
    for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);

    const refusal = (() => {
      try {
        return targetOptionsOf({});
      } catch (error) {
        return error;
      }
    })();

    expect(refusal).toMatchObject({ name: 'UsageError', message: expect.stringContaining(expected) as unknown });
    expect(String(refusal)).not.toMatch(/s3\/?cret|\n/);
  });

  test.each(['socks5://proxy.test:1080', 'proxy.test:3128', ''])('--proxy "%s"', (given) => {
    expect(() => targetOptionsOf({ proxy: given })).toThrow(/^Cannot use --proxy /);
  });
});

describe('the programs that a run starts', () => {
  test('inherit what they need by name, and no secret', () => {
    const environment = {
      PATH: '/bin',
      Path: 'C:',
      LANG: 'C',
      AIRLOCK_TOKEN: 's',
      AWS_SECRET_ACCESS_KEY: 's',
      HTTPS_PROXY: 's',
    };

    expect(helperEnvironment({ inherits: /^LANGUAGES$/, variables: { OWN: '1' } }, environment)).toEqual({
      PATH: '/bin',
      Path: 'C:',
      LANG: 'C',
      OWN: '1',
    });
  });

  test('k6 gets the proxy that its targets need, and the rest as exceptions', () => {
    const environment = { all_proxy: proxy, NO_PROXY: 'base.test' };
    const [remote, base, local] = ['https://a.test/api', 'https://base.test:8443/api', 'http://127.0.0.1:8000/api'];

    expect(proxyVariables([{ url: local }], environment)).toEqual({});
    expect(proxyVariables([{ url: base }, { url: local }], environment)).toEqual({});
    expect(proxyVariables([{ url: remote }, { url: base }], environment)).toEqual({
      HTTPS_PROXY: `${proxy}/`,
      NO_PROXY: 'localhost,127.0.0.0/8,::1,base.test:8443',
    });
    expect(proxyVariables([{ url: remote, proxy: 'http://own.test' }, { url: local }], environment)).toEqual({
      HTTPS_PROXY: 'http://own.test/',
      NO_PROXY: 'localhost,127.0.0.0/8,::1,127.0.0.1:8000',
    });
  });

  test('Pact gets a proxy for a broker that needs one, and in lower case only', () => {
    const environment = { HTTPS_PROXY: proxy, PACT_BROKER_TOKEN: 's', AIRLOCK_AUTH: 's' };
    const quiet = { PACT_DO_NOT_TRACK: 'true', SCARF_ANALYTICS: 'false' };

    expect(verifierEnvironment({ kind: 'files', files: [] }, environment)).toEqual(quiet);
    expect(verifierEnvironment({ kind: 'broker', url: 'http://127.0.0.1:9292' }, environment)).toEqual(quiet);
    expect(verifierEnvironment({ kind: 'broker', url: 'https://broker.test' }, environment)).toEqual({
      ...quiet,
      https_proxy: `${proxy}/`,
      no_proxy: 'localhost,127.0.0.0/8,::1',
    });
  });
});

test('verify on the embedded backend holds with a proxy that is dead', async () => {
  const env = { HTTPS_PROXY: 'http://127.0.0.1:9', http_proxy: 'http://127.0.0.1:9', ALL_PROXY: 'http://127.0.0.1:9' };

  const { exitCode, stdout, stderr } = await runAirlock(['verify', '--pact', pactFile], { env });

  expect(stdout + stderr).toContain('verify    22 of 22 interactions hold');
  expect(exitCode).toBe(0);
});

test('--proxy is not for the embedded backend', async () => {
  const { exitCode, stderr } = await runAirlock([
    'fuzz',
    '--max-examples',
    '1',
    '--phases',
    'valid',
    '--proxy',
    'http://127.0.0.1:9',
  ]);

  expect(stderr).not.toContain('proxy');
  expect(exitCode).not.toBe(3);
});

test('a broker and its pacts are reached through the proxy, and the provider is not', async () => {
  const broker = await startStandInBroker({ pact: JSON.parse(readFileSync(pactFile, 'utf8')) as object }); // committed
  open.push(() => broker.close());
  const { url, asked } = await startProxy(async (path) => (await fetch(`${broker.url}${path}`)).text());

  const ran = await runAirlock(['verify', '--broker-url', 'http://broker.test/'], { env: { http_proxy: url } });

  expect(ran.stdout + ran.stderr).toContain('22 of 22 interactions hold');
  expect([...new Set(asked)]).toEqual(['broker.test']);
});

test('a description is downloaded through the proxy', async () => {
  const { url, asked } = await startProxy(() => '{"openapi":"3.0.0"}');
  vi.stubEnv('ALL_PROXY', url);

  const { version } = await loadDocument('http://description.test/openapi.json');

  expect(version).toBe('3.0');
  expect(asked).toEqual(['description.test']);
});

test('a proxy that is dead, or asks for credentials, is named as the cause', async () => {
  const refusing = createServer((_request, response) => response.writeHead(407).end()).listen(0, '127.0.0.1');
  refusing.on('connect', (_request, socket) => socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n'));
  await new Promise((resolve) => refusing.once('listening', resolve));
  open.push(async () => void refusing.close());
  const asking = `http://me:s3cret@127.0.0.1:${(refusing.address() as AddressInfo).port}`; // a server that listens has a port

  for (const [address, message] of [
    ['http://me:s3cret@127.0.0.1:9', /the proxy failed, http:\/\/\*\*\*@127\.0\.0\.1:9\/ .*ECONNREFUSED/],
    [asking, /the proxy failed, .*407/],
  ] as const)
    for (const origin of ['http://airbyte.test', 'https://airbyte.test']) {
      const http = createHttp({ timeoutMs: 2000, proxy: address });
      const outcome = await http.send({ method: 'GET', origin, path: '/', headers: {} });
      await http.close();

      expect(outcome).toMatchObject({ kind: 'failure', reason: 'proxy' });
      expect(unreachable(origin, outcome as Failure).message).toMatch(message); // as the line before says
    }
});
