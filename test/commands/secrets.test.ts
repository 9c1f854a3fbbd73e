import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fastify } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startServer } from '../../lab/start-server.ts';
import type { LabServer } from '../../lab/start-server.ts';
import { startFaultProxy } from '../target/fault-proxy.ts';
import type { FaultProxy } from '../target/fault-proxy.ts';
import { runInProcess } from './run-in-process.ts';

/** Awkward on purpose: encoded, each form of it looks different. */
const secrets = {
  password: 'pa55 wörd/with+all&of=it',
  token: 'tok3n-of-the-user-Zz9',
  clientSecret: 'client/s3cret+of=the&run',
  received: 'r3ceived-token-of-the-target',
  header: 'h3ader-key-0815',
  proxy: 'pr0xy p@ss/word',
} as const;

/** Everything that must not be found, as it is and as it is commonly encoded. */
const forbidden = Object.values(secrets).flatMap((secret) => [
  secret,
  encodeURIComponent(secret),
  Buffer.from(secret).toString('base64'),
  JSON.stringify(secret).slice(1, -1),
]);
const basic = Buffer.from(`airlock:${secrets.password}`).toString('base64');

let backend: LabServer;
let echoing: FaultProxy;
let closeTokens: () => Promise<void>;
let tokenUrl = '';
beforeAll(async () => {
  backend = await startServer({ faults: ['update-resets-prefix'] });
  // The most indiscreet of targets: every answer repeats the headers of its request.
  echoing = await startFaultProxy(backend.url, ({ headers }) => ({
    kind: 'change',
    change: (answer) => ({
      ...answer,
      headers: { ...answer.headers, 'x-echo': String(headers['authorization'] ?? '') },
      body: Buffer.from(answer.body.toString().replace(/^\{/, `{"echo":${JSON.stringify(JSON.stringify(headers))},`)),
    }),
  }));
  const tokens = fastify();
  tokens.post('/api/v1/applications/token', () => ({ access_token: secrets.received, expires_in: 600 }));
  tokens.all('/api/v1/*', async (request, reply) => {
    const answer = await fetch(new URL(request.url, echoing.url), {
      method: request.method,
      headers: { 'content-type': 'application/json', authorization: request.headers.authorization ?? '' },
      ...(request.method === 'POST' && request.body !== undefined ? { body: JSON.stringify(request.body) } : {}),
    });
    return reply
      .code(answer.status)
      .header('content-type', 'application/json')
      .send(Buffer.from(await answer.arrayBuffer()));
  });
  tokenUrl = `${await tokens.listen({ port: 0, host: '127.0.0.1' })}/api`;
  closeTokens = () => tokens.close();
});
afterAll(async () => {
  await closeTokens();
  await echoing.close();
  await backend.close();
});

/** Every byte that the run left: what it printed, its reports, its journals. */
function everything(folder: string, printed: string): string {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((file) => statSync(file).isFile() && !file.endsWith('.secret'));
  return [printed, ...files.map((file) => readFileSync(file, 'utf8'))].join('\n');
}

function expectNoSecret(text: string): void {
  expect(forbidden.filter((form) => text.includes(form))).toEqual([]);
  expect(text).not.toContain(basic);
}

const reports = ['--report', 'console,json,html,har,ndjson,junit,github,sarif,codequality,ctrf', '--verbose'];
const fuzzing = ['fuzz', '--max-examples', '6', '--max-time', '3s', '--no-shrink', '--seed', '3', ...reports];

describe('no secret is in anything that a run writes or prints', () => {
  test.each<[string, () => { words: readonly string[]; env: Record<string, string>; url: string }]>([
    [
      'basic credentials in the environment',
      () => ({ words: fuzzing, env: { AIRLOCK_AUTH: `airlock:${secrets.password}` }, url: echoing.url }),
    ],
    [
      'a token on the command line',
      () => ({ words: [...fuzzing, '--token', secrets.token], env: {}, url: echoing.url }),
    ],
    [
      'client credentials, and the token received for them',
      () => ({
        words: fuzzing,
        env: { AIRLOCK_CLIENT_ID: 'me', AIRLOCK_CLIENT_SECRET: secrets.clientSecret },
        url: tokenUrl,
      }),
    ],
    [
      'a secret header',
      () => ({ words: [...fuzzing, '-H', `X-Api-Key: ${secrets.header}`], env: {}, url: echoing.url }),
    ],
    [
      'the verification of pacts',
      () => ({
        words: ['verify', '--pact', join(import.meta.dirname, '../../pacts'), ...reports],
        env: { AIRLOCK_AUTH: `airlock:${secrets.password}` },
        url: echoing.url,
      }),
    ],
    [
      'the examination',
      () => ({
        words: ['doctor', ...reports, '-H', `X-Token: ${secrets.header}`],
        env: { AIRLOCK_TOKEN: secrets.token },
        url: echoing.url,
      }),
    ],
    [
      'a proxy that cannot be reached',
      () => ({
        words: [...fuzzing, '--proxy', `http://me:${encodeURIComponent(secrets.proxy)}@127.0.0.1:9`],
        env: {},
        url: echoing.url,
      }),
    ],
  ])('%s', async (_name, given) => {
    const { words, env, url } = given();

    const { folder, stdout, stderr } = await runInProcess(
      [...words, '--target', url, '--workspace', backend.workspaceId, '--allow-writes'],
      { env },
    );

    expect(stdout + stderr).not.toBe('');
    expectNoSecret(everything(folder, stdout + stderr));
  });

  test('the run with the echo did show it something to mask', async () => {
    const { folder, stdout } = await runInProcess(
      [...fuzzing, '--target', echoing.url, '--workspace', backend.workspaceId],
      {
        env: { AIRLOCK_TOKEN: secrets.token },
      },
    );

    expect(everything(folder, stdout)).toContain('Bearer ***');
  });
});

describe('secrets in files', () => {
  test('are read from the file that the variable names', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'airlock-secret-'));
    const file = join(folder, 'token.secret');
    writeFileSync(file, `${secrets.token}\n`);
    const guarded = await startServer({ auth: { token: secrets.token } });

    const { exitCode } = await runInProcess(
      ['fuzz', '--max-examples', '1', '--target', guarded.url, '--workspace', guarded.workspaceId],
      { folder, env: { AIRLOCK_TOKEN_FILE: file } },
    );

    await guarded.close();
    expect(exitCode).toBe(0);
  });

  test.each<[string, Record<string, string>, RegExp]>([
    [
      'a file that is not there',
      { AIRLOCK_TOKEN_FILE: '/nowhere/token' },
      /Cannot read AIRLOCK_TOKEN_FILE "\/nowhere\/token"/,
    ],
    [
      'both forms at once',
      { AIRLOCK_TOKEN_FILE: '/nowhere/token', AIRLOCK_TOKEN: secrets.token },
      /expected one of them/,
    ],
  ])('%s is a mistake that is told', async (_name, env, line) => {
    const { exitCode, stderr } = await runInProcess(['fuzz', '--target', 'http://127.0.0.1:9/api'], { env });

    expect(stderr).toMatch(line);
    expectNoSecret(stderr);
    expect(exitCode).toBe(2);
  });
});
