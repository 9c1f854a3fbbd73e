import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { createHttp } from '../../src/client/http.ts';
import type { Answer, Failure } from '../../src/target/exchange.ts';
import { startHostile } from '../target/hostile-server.ts';
import type { MisbehaviourName } from '../target/hostile-server.ts';

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

async function askAbout(name: MisbehaviourName, timeoutMs = 400): Promise<Answer | Failure> {
  const server = await startHostile(name);
  const http = createHttp({ timeoutMs, maxAnswerBytes: 1024 * 1024 });
  open.push(
    () => http.close(),
    () => server.close(),
  );
  return http.send({
    method: 'POST',
    origin: new URL(server.url).origin,
    path: '/api',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  });
}

const nested = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`;

/** What each fault of the transport ends as. */
const failures: readonly (readonly [MisbehaviourName, readonly Failure['reason'][]])[] = [
  ['reset before headers', ['reset']],
  ['closed before headers', ['reset']],
  ['reset in the body', ['reset', 'truncated']],
  ['half closed', ['reset', 'truncated']],
  ['black hole', ['timeout']],
  ['slow headers', ['protocol', 'timeout']],
  ['drip-fed headers', ['timeout']],
  ['drip-fed body', ['timeout']],
  ['truncated body', ['reset', 'truncated']],
  ['content length is a word', ['protocol']],
  ['two content lengths', ['protocol', 'truncated']],
  ['chunk size lies', ['reset', 'protocol', 'truncated']],
  ['chunk size is a word', ['protocol']],
  ['endless body', ['too-large']],
  ['gzip bomb', ['too-large']],
  ['not gzip', ['encoding']],
  ['unknown encoding', ['encoding']],
  ['huge headers', ['too-large', 'protocol']],
  ['wrong protocol', ['protocol']],
  ['unknown HTTP version', ['protocol']],
  ['empty answer', ['reset']],
  ['a flood of 1xx', ['timeout', 'protocol']],
];

describe('a request to a broken server', () => {
  test.each(failures)('that shows %s ends as %s', async (name, expected) => {
    const outcome = await askAbout(name);

    expect(outcome.kind).toBe('failure');
    expect(expected).toContain(outcome.kind === 'failure' ? outcome.reason : 'an answer');
  });
});

describe('an odd answer', () => {
  test('that is a redirect is not followed', async () => {
    const outcome = await askAbout('redirect');

    expect(outcome).toMatchObject({
      kind: 'answer',
      status: 302,
      headers: { location: 'http://127.0.0.1:1/elsewhere' },
    });
  });

  test.each(['HTML from a proxy', 'HTML labelled as success', 'unquoted text labelled as JSON'] as const)(
    'that is %s keeps its status and says that it is not JSON',
    async (name) => {
      const outcome = await askAbout(name);

      expect(outcome).toMatchObject({ kind: 'answer', json: { ok: false } });
    },
  );

  test('with invalid UTF-8 is read with replacement characters', async () => {
    const outcome = await askAbout('invalid UTF-8');

    expect(outcome).toMatchObject({ kind: 'answer', text: '"\uFFFD\uFFFD"' });
  });

  test('of a wrong content length is read as far as the length goes', async () => {
    const outcome = await askAbout('content length too small');

    expect(outcome).toMatchObject({ kind: 'answer', text: '{"con', json: { ok: false } });
  });

  test.each<[string, string, boolean]>([
    ['1,000 levels', nested(1000), true],
    ['1,001 levels', nested(1001), false],
    ['1,001 levels inside of a member', `{"name":"a [ in a \\" text","list":${nested(1000)}}`, false],
    ['2,000 lists one after the other', `[${'[],'.repeat(1999)}{}]`, true],
    ['2,000 brackets in a text', JSON.stringify(`\\"${'['.repeat(2000)}"\\`), true],
    ['200,000 levels', nested(200_000), false],
  ])('of %s is JSON as far as it nests no deeper than anybody can walk', async (_name, body, ok) => {
    const server = createServer((_request, response) => response.end(body)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const http = createHttp({ timeoutMs: 5000 });
    open.push(
      () => http.close(),
      async () => void server.close(),
    );
    const { port } = server.address() as AddressInfo; // listens on a port

    const outcome = await http.send({ method: 'GET', origin: `http://127.0.0.1:${port}`, path: '/', headers: {} });

    expect(outcome).toMatchObject({ kind: 'answer', text: body, json: { ok } });
  });
});

test('an endless body costs less than 64 MiB', async () => {
  globalThis.gc?.();
  const before = process.memoryUsage().rss;

  const outcome = await askAbout('endless body', 5000);

  expect(outcome).toMatchObject({ kind: 'failure', reason: 'too-large' });
  expect(process.memoryUsage().rss - before).toBeLessThan(64 * 1024 * 1024);
});

test('a refused connection and an unknown host are told apart', async () => {
  const http = createHttp({ timeoutMs: 2000 });
  open.push(() => http.close());

  const refused = await http.send({ method: 'GET', origin: 'http://127.0.0.1:9', path: '/', headers: {} });
  const unknown = await http.send({ method: 'GET', origin: 'http://airlock.invalid', path: '/', headers: {} });

  expect(refused).toMatchObject({ kind: 'failure', reason: 'refused' });
  expect(unknown).toMatchObject({ kind: 'failure', reason: 'dns' });
});

test('an aborted request ends at once', async () => {
  const server = await startHostile('black hole');
  const http = createHttp({ timeoutMs: 60_000 });
  open.push(
    () => http.close(),
    () => server.close(),
  );
  const controller = new AbortController();

  const pending = http.send({
    method: 'GET',
    origin: new URL(server.url).origin,
    path: '/',
    headers: {},
    signal: controller.signal,
  });
  controller.abort();

  expect(await pending).toMatchObject({ kind: 'failure', reason: 'aborted' });
});
