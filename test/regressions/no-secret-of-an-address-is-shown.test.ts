/** A secret is planted in every option that takes an address; then everything that was printed and written is searched for it. */
import { chmodSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startServer } from '../../lab/start-server.ts';
import type { LabServer } from '../../lab/start-server.ts';
import { redactorOf } from '../../src/target/redact.ts';
import { runInProcess } from '../commands/run-in-process.ts';
import { startStandInBroker } from '../contracts/stand-in-broker.ts';
import type { StandInBroker } from '../contracts/stand-in-broker.ts';
import { startFaultProxy } from '../target/fault-proxy.ts';
import type { FaultProxy } from '../target/fault-proxy.ts';

/** Awkward on purpose: every way to encode it gives another text. */
const password = 's3cr/t wörd+of=the&"us@r"';
const user = `me:${password}`;
const tokenLike = 's3cr-t0ken';
const inAddress = `me:${encodeURIComponent(password)}`;
/** What a server may hand out by itself. */
const handedOut = 'h4nded-out-by-the-server';

const forbidden = [
  password,
  encodeURIComponent(password),
  encodeURIComponent(password).toLowerCase(),
  new URLSearchParams({ a: password }).toString().slice(2),
  Buffer.from(password).toString('base64').replace(/=+$/, ''),
  Buffer.from(user).toString('base64').replace(/=+$/, ''),
  Buffer.from(user).toString('base64url'),
  JSON.stringify(password).slice(1, -1),
  's3cr',
  handedOut,
];

const pactFile = join(import.meta.dirname, '../../pacts/airbyte-config-api-client-airbyte-web-backend.json');
let backend: LabServer;
let echoing: FaultProxy;
let broker: StandInBroker;
let elsewhere: { readonly url: string; close(): void };
let k6: string;
beforeAll(async () => {
  backend = await startServer({ faults: ['update-resets-prefix'], auth: { username: 'me', password } });
  // The most indiscreet of targets: every answer repeats the headers of its request, decoded as well.
  echoing = await startFaultProxy(backend.url, ({ headers }) => ({
    kind: 'change',
    change: (answer) => ({
      ...answer,
      headers: {
        ...answer.headers,
        'x-echo': String(headers['authorization'] ?? ''),
        'set-cookie': `session=${handedOut}`,
        link: `<http://me:${handedOut}@airbyte.test/api>`,
      },
      body: Buffer.from(
        answer.body
          .toString()
          .replace(
            /^\{/,
            `{"echo":${JSON.stringify(JSON.stringify({ ...headers, user: decodedUser(headers['authorization']) }))},`,
          ),
      ),
    }),
  }));
  const pact = JSON.parse(readFileSync(pactFile, 'utf8')) as object; // committed
  broker = await startStandInBroker({ pact, authorization: `Basic ${Buffer.from(user).toString('base64')}` });
  elsewhere = await startRedirecting();
  k6 = indiscreetK6();
});
afterAll(async () => {
  elsewhere.close();
  await broker.close();
  await echoing.close();
  await backend.close();
});

async function startRedirecting(): Promise<{ url: string; close(): void }> {
  const server = createServer((request, response) =>
    response.writeHead(302, { location: `http://me:${handedOut}@airbyte.test${request.url ?? ''}` }).end(),
  ).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`; // a server that listens has a port
  return { url, close: () => server.close().closeAllConnections() };
}

/** A k6 that complains with everything it was given. */
function indiscreetK6(): string {
  const file = join(mkdtempSync(join(tmpdir(), 'airlock-k6-')), 'k6');
  writeFileSync(
    file,
    '#!/bin/sh\nif [ "$1" = version ]; then echo "k6 v2.2.0"; exit; fi\necho "$@" >&2; env >&2; exit 107\n',
  );
  chmodSync(file, 0o755);
  return file;
}

/** What basic credentials say. */
function decodedUser(authorization: unknown): string {
  return Buffer.from(String(authorization).replace(/^Basic /, ''), 'base64').toString();
}

function brokenFile(): string {
  const file = join(mkdtempSync(join(tmpdir(), 'airlock-broken-')), 'airlock.config.json');
  writeFileSync(file, `{"token": ${tokenLike}}`);
  return file;
}

/** Every byte that the run left: what it printed, its reports, journals, exports and pacts; not what was planted in files. */
function everything(folder: string, printed: string): string {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((file) => statSync(file).isFile() && !file.endsWith('.planted.json'));
  return [printed, ...files.map((file) => readFileSync(file, 'utf8'))].join('\n');
}

const withUser = (url: string): string => url.replace('://', `://${inAddress}@`);
const target = (): readonly string[] => ['--target', withUser(echoing.url), '--workspace', backend.workspaceId];
const fuzzing = ['fuzz', '--max-examples', '4', '--max-time', '20s', '--seed', '3', '--no-shrink'];
const nobody = 'http://127.0.0.1:9/api';

interface Planted {
  readonly words: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Of `airlock.planted.json`, which --config names. */
  readonly configuration?: object;
  readonly exitCode: number;
}

const cases: Readonly<Record<string, () => Planted>> = {
  'fuzz --target': () => ({ words: [...fuzzing, ...target()], exitCode: 1 }),
  'doctor --target': () => ({ words: ['doctor', ...target()], exitCode: 0 }),
  'verify --target': () => ({ words: ['verify', '--pact', pactFile, ...target()], exitCode: 0 }),
  'check --target': () => ({
    words: ['check', '--skip', 'contract,verify,load', '--max-time', '10s', ...target()],
    exitCode: 1,
  }),
  'load --target': () => ({ words: ['load', '--duration', '1s', '--k6', k6, ...target()], exitCode: 6 }),
  'load --emit --target': () => ({ words: ['load', '--emit', 'emitted', ...target()], exitCode: 0 }),
  'load scaling --target': () => ({ words: ['load', 'scaling', '--read-only', ...target()], exitCode: 3 }),
  'cleanup --target': () => ({ words: ['cleanup', ...target()], exitCode: 0 }),
  'spec check --target': () => ({ words: ['spec', 'check', ...target()], exitCode: 0 }),
  AIRLOCK_TARGET: () => ({
    words: ['doctor'],
    env: { AIRLOCK_TARGET: withUser(echoing.url), AIRLOCK_WORKSPACE: backend.workspaceId },
    exitCode: 0,
  }),
  'target of the configuration': () => ({
    words: ['doctor'],
    configuration: { target: '${PLANTED}', workspace: backend.workspaceId },
    env: { PLANTED: withUser(echoing.url) },
    exitCode: 0,
  }),
  'a --target that is gone': () => ({ words: [...fuzzing, '--target', withUser(nobody)], exitCode: 3 }),
  'a --target that redirects': () => ({ words: [...fuzzing, '--target', withUser(elsewhere.url)], exitCode: 3 }),
  'a --target with a query': () => ({ words: [...fuzzing, '--target', `${withUser(nobody)}?x=1`], exitCode: 2 }),
  'a --target whose password is not encoded': () => ({
    words: [...fuzzing, '--target', `http://${user}@h/api`],
    exitCode: 2,
  }),
  'a --target without a scheme': () => ({ words: ['doctor', '--target', `${inAddress}@h/api`], exitCode: 2 }),
  'baseline compare --base-target': () => ({
    words: ['baseline', 'compare', '--k6', k6, ...target(), '--base-target', withUser(echoing.url)],
    exitCode: 6,
  }),
  'verify --broker-password': () => ({
    words: ['verify', '--broker-url', broker.url, '--broker-username', 'me', '--broker-password', password],
    exitCode: 0,
  }),
  '--broker-token': () => ({ words: ['verify', '--broker-url', broker.url, '--broker-token', password], exitCode: 3 }),
  '--auth of somebody else': () => ({
    words: ['doctor', '--target', echoing.url, '--auth', `you:${password}`],
    exitCode: 3,
  }),
  '--token': () => ({ words: ['doctor', '--target', echoing.url, '--token', tokenLike], exitCode: 3 }),
  '--client-secret': () => ({
    words: ['doctor', '--target', echoing.url, '--client-id', 'me', '--client-secret', password],
    exitCode: 3,
  }),
  'a cookie': () => ({
    words: ['doctor', '--target', echoing.url, '-H', `Cookie: a=b; session=${tokenLike}`],
    exitCode: 3,
  }),
  'basic credentials in a header': () => ({
    words: [
      'doctor',
      ...target().slice(2),
      '--target',
      echoing.url,
      '-H',
      `Authorization: Basic ${Buffer.from(user).toString('base64')}`,
    ],
    exitCode: 0,
  }),
  'a token of the configuration': () => ({
    words: ['doctor', '--target', echoing.url],
    configuration: { token: '${PLANTED}' },
    env: { PLANTED: tokenLike },
    exitCode: 3,
  }),
  'a configuration that is no JSON': () => ({ words: ['doctor', '--config', brokenFile()], exitCode: 2 }),
  '--proxy': () => ({ words: [...fuzzing, ...target(), '--proxy', withUser('http://127.0.0.1:9')], exitCode: 3 }),
  '--proxy of another kind': () => ({ words: [...fuzzing, '--proxy', withUser('socks5://127.0.0.1:9')], exitCode: 2 }),
  HTTPS_PROXY: () => ({
    words: ['spec', 'check', 'https://airbyte.test/openapi.json'],
    env: { HTTPS_PROXY: withUser('http://127.0.0.1:9') },
    exitCode: 3,
  }),
  'all_proxy without a scheme': () => ({
    words: ['doctor'],
    env: { all_proxy: `${inAddress}@127.0.0.1:9` },
    exitCode: 2,
  }),
  '--broker-url': () => ({ words: ['verify', '--broker-url', withUser(broker.url)], exitCode: 0 }),
  'PACT_BROKER_BASE_URL of a broker that is gone': () => ({
    words: ['verify'],
    env: { PACT_BROKER_BASE_URL: withUser('http://127.0.0.1:9') },
    exitCode: 3,
  }),
  'fuzz --openapi': () => ({ words: [...fuzzing, '--openapi', withUser(`${echoing.url}/v1/openapi`)], exitCode: 0 }),
  'load --openapi': () => ({ words: ['load', '--k6', k6, '--openapi', withUser(`${nobody}/v1/openapi`)], exitCode: 3 }),
  'contract --against': () => ({
    words: ['contract', '--against', withUser(`${echoing.url}/v1/openapi`)],
    exitCode: 0,
  }),
  'spec check': () => ({
    words: ['spec', 'check', '--format', 'json', withUser(`${echoing.url}/v1/openapi`)],
    exitCode: 0,
  }),
  'spec check that is refused': () => ({ words: ['spec', 'check', withUser('http://127.0.0.1:9/x')], exitCode: 3 }),
  'spec check of another scheme': () => ({ words: ['spec', 'check', withUser('ftp://127.0.0.1:9/x')], exitCode: 2 }),
  'spec check with a token in the query': () => ({
    words: ['spec', 'check', `http://127.0.0.1:9/x?token=${encodeURIComponent(password)}`],
    exitCode: 3,
  }),
  'spec diff': () => ({
    words: ['spec', 'diff', '--format', 'markdown', 'built-in', withUser(`${echoing.url}/v1/openapi`)],
    exitCode: 1,
  }),
  'spec export': () => ({ words: ['spec', 'export', withUser(`${echoing.url}/v1/openapi`)], exitCode: 0 }),
  '--pact': () => ({ words: ['verify', '--pact', withUser(nobody)], exitCode: 2 }),
  'serve --openapi': () => ({ words: ['serve', '--openapi', withUser(nobody)], exitCode: 3 }),
  'a word that is no command': () => ({ words: [withUser(nobody)], exitCode: 2 }),
  'an argument too many': () => ({ words: ['fuzz', withUser(nobody)], exitCode: 2 }),
  'an option that there is not': () => ({ words: ['fuzz', `--targt=${password}`], exitCode: 2 }),
  'replay of what is no finding': () => ({ words: ['replay', withUser(nobody)], exitCode: 2 }),
  ...Object.fromEntries(
    ['--ca', '--config', '--corpus', '--known', '--seed', '--checks', '--workspace', '--report', '--max-time'].map(
      (option) => [`${option}, which takes none`, () => ({ words: ['fuzz', option, withUser(nobody)], exitCode: 2 })],
    ),
  ),
};

test('the beginning of a secret that was cut is masked as well', () => {
  const redact = redactorOf([user, password, tokenLike]);

  for (const secret of [user, password, Buffer.from(user).toString('base64')])
    for (const length of [8, 12, secret.length - 1])
      expect(redact(`"echo":"${secret.slice(0, length)}…" and more`)).toBe('"echo":"***…" and more');
  expect(redact('me:, s3c… and s3cr-t0, name…')).toBe('me:, s3c… and s3cr-t0, name…');
});

describe('no secret is shown that stands in', () => {
  test.each(Object.keys(cases))('%s', async (name) => {
    const { words, env = {}, configuration, exitCode } = cases[name]?.() ?? { words: [], exitCode: 0 };
    const folder = mkdtempSync(join(tmpdir(), 'airlock-planted-'));
    const summary = join(folder, 'summary.md');
    writeFileSync(join(folder, 'airlock.planted.json'), JSON.stringify(configuration ?? {}));
    const reports = ['--report', 'console,json,html,har,ndjson,junit,github', '--verbose'];
    const takesReports = !words.includes('--report') && !['serve', withUser(nobody)].includes(words[0] ?? '');

    const ran = await runInProcess(
      [
        ...words,
        ...(takesReports ? reports : []),
        ...(configuration === undefined ? [] : ['--config', 'airlock.planted.json']),
      ],
      { folder, env: { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: summary, AIRLOCK_HOME: '.airlock', ...env } },
    );

    const text = everything(folder, ran.stdout + ran.stderr);
    expect(text.length).toBeGreaterThan(50);
    expect(forbidden.filter((form) => text.includes(form))).toEqual([]);
    expect({ exitCode: ran.exitCode, stderr: ran.stderr }).toMatchObject({ exitCode });
  });
});
