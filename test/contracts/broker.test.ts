import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { verifyPacts } from '../../contracts/run/verify-pacts.ts';
import type { PactSource } from '../../contracts/run/run-verifier.ts';
import type { FaultId } from '../../lab/faults.ts';
import { startServer } from '../../lab/start-server.ts';
import type { StepResult } from '../../src/report/report.ts';
import { onTarget } from '../target/on-target.ts';
import { runAirlock } from '../commands/run-airlock.ts';
import { startStandInBroker } from './stand-in-broker.ts';
import type { BrokerOptions, StandInBroker } from './stand-in-broker.ts';

const folder = join(import.meta.dirname, '../../pacts');
const pact = pactOf('airbyte-config-api-client');
type Broker = Omit<Extract<PactSource, { kind: 'broker' }>, 'kind' | 'url'>;

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'airlock-broker-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

describe('verify from a broker', () => {
  test('takes pacts by selector and sends results back with version and branch, credentials on every request', async () => {
    const { result, requests } = await verified(
      { pact },
      {
        token: 'secret',
        selectors: [{ mainBranch: true }],
        enablePending: true,
        includeWipSince: '2026-01-01',
        publish: true,
      },
    );

    expect(result.sections?.['verify']).toMatchObject({ verified: 22, broken: 0 });
    expect(result.verdicts).toEqual([]);
    const asked = requests.find(({ method, path }) => method === 'POST' && path.endsWith('/for-verification'));
    expect(JSON.parse(asked?.body ?? '{}')).toMatchObject({
      consumerVersionSelectors: [{ mainBranch: true }],
      includePendingStatus: true,
      includeWipPactsSince: '2026-01-01',
      providerVersionBranch: 'main',
    });
    const put = requests.find(({ method }) => method === 'PUT');
    expect(put?.path).toBe('/pacticipants/airbyte-web-backend/branches/main/versions/abc123');
    const published = requests.find(({ method, path }) => method === 'POST' && path === '/results');
    expect(JSON.parse(published?.body ?? '{}')).toMatchObject({ success: true, providerApplicationVersion: 'abc123' });
    expect(requests.every(({ authorization }) => authorization === 'Bearer secret')).toBe(true);
  });

  test('publishes nothing unless it is asked to', async () => {
    const { result, requests } = await verified({ pact }, {});

    expect(result.sections?.['verify']).toMatchObject({ verified: 22 });
    expect(requests.filter(({ method, path }) => method === 'PUT' || path === '/results')).toEqual([]);
  });

  test('counts a pending pact that does not hold, and does not fail for it', async () => {
    const { result } = await verified({ pact, pending: true }, { enablePending: true }, ['enum-renamed']);

    expect(result.sections?.['verify']).toMatchObject({ broken: 0, verified: 18, pending: 4 });
    expect(result.findings).toEqual([]);
    expect(result.verdicts).toEqual([]);
  });

  test('is not green when a pact that the broker names cannot be loaded', async () => {
    const { result } = await verified({ pact, lost: true }, {});

    expect(result.sections?.['verify']).toMatchObject({ verified: 22, broken: 0 });
    expect(result.verdicts).toEqual([
      { code: 6, reason: expect.stringMatching(/^Not every pact could be loaded/) as unknown },
    ]);
  });

  test('says when the broker was told of a failure only because something was skipped', async () => {
    const { result, requests } = await verified({ pact: pactOf('airbyte-webapp') }, { publish: true });

    const published = requests.find(({ path }) => path === '/results');
    expect(JSON.parse(published?.body ?? '{}')).toMatchObject({ success: false });
    expect(result.verdicts).toEqual([
      { code: 6, reason: expect.stringMatching(/published as failed.*--allow-/) as unknown },
    ]);
  });
});

describe('the command line', () => {
  test.each([
    ['a user and a password', 'Basic dXNlcjpzZWNyZXQ=', ['--broker-username', 'user', '--broker-password', 'secret']],
    ['a token', 'Bearer secret', ['--broker-token', 'secret']],
  ] as const)('reaches the broker with %s', async (_case, authorization, credentials) => {
    const broker = await startStandInBroker({ pact, authorization });

    const { exitCode, stdout } = await runAirlock(['verify', '--broker-url', broker.url, ...credentials], {
      folder: home,
    });
    await broker.close();

    expect(stdout).toMatch(/22 of 22 interactions hold/);
    expect(exitCode).toBe(0);
  });

  test('says in one line that the broker refuses the credentials', async () => {
    const broker = await startStandInBroker({ pact, authorization: 'Bearer right' });

    const { exitCode, stderr } = await runAirlock(
      ['verify', '--broker-url', broker.url, '--broker-token', 'wrong-one'],
      { folder: home },
    );
    await broker.close();

    expect(lastLine(stderr)).toBe(
      `Cannot use the broker at ${broker.url}: it answered 401 Unauthorized; check --broker-token, or --broker-username and --broker-password`,
    );
    expect(stderr).not.toContain('wrong-one');
    expect(exitCode).toBe(3);
  });

  test('says in one line that nothing answers there', async () => {
    const { exitCode, stderr } = await runAirlock(['verify', '--broker-url', 'http://127.0.0.1:1'], { folder: home });

    expect(lastLine(stderr)).toBe(
      'Cannot reach the broker at http://127.0.0.1:1: it does not answer; check --broker-url',
    );
    expect(exitCode).toBe(3);
  });

  test.each([
    ['outside of CI', { CI: '' }, ['--provider-version', '1'], /only where CI is set/],
    ['without a version', { CI: 'true' }, [], /--provider-version/],
  ] as const)('refuses to publish %s', async (_case, env, more, says) => {
    const { exitCode, stderr } = await runAirlock(
      ['verify', '--broker-url', 'http://127.0.0.1:1', '--publish', ...more],
      { folder: home, env },
    );

    expect(lastLine(stderr)).toMatch(says);
    expect(exitCode).toBe(2);
  });
});

test('npm run pact:publish sends every pact whole, and can-i-deploy asks the matrix', async () => {
  const broker = await startStandInBroker({ pact });
  const env = { PACT_BROKER_BASE_URL: broker.url, PACT_BROKER_TOKEN: 'secret' };
  const version = ['--version', 'abc', '--to-environment', 'production'];

  const published = await runTool(
    'npm',
    ['run', 'pact:publish', '--', '--consumer-app-version', 'abc', '--branch', 'main'],
    env,
  );
  const asked = await runTool(
    'npx',
    [
      '--package',
      '@pact-foundation/pact-cli',
      'pact-broker',
      'can-i-deploy',
      '--pacticipant',
      'airbyte-web-backend',
      ...version,
    ],
    env,
  );
  await broker.close();

  expect(published).toBe(0);
  const contracts = broker.requests
    .filter(({ path }) => path === '/contracts/publish')
    .flatMap(({ body }) => (JSON.parse(body) as { readonly contracts: readonly Contract[] }).contracts); // what pact-broker sends
  expect(contracts.map(({ consumerName }) => consumerName).toSorted()).toEqual([
    'airbyte-config-api-client',
    'airbyte-webapp',
    'airbyte-webapp-2.0',
  ]);
  for (const { consumerName, content } of contracts)
    expect(interactionsIn(JSON.parse(Buffer.from(content, 'base64').toString('utf8')))).toEqual(
      interactionsIn(pactOf(consumerName)),
    );
  expect(asked).toBe(0);
  expect(broker.requests.filter(({ path }) => path.startsWith('/matrix'))).toHaveLength(1);
});

interface Contract {
  readonly consumerName: string;
  readonly content: string;
}

/** The exit code of a tool in the checkout. */
function runTool(
  tool: string,
  words: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<number | null> {
  const child = spawn(tool, words, {
    cwd: join(import.meta.dirname, '../..'),
    env: { ...process.env, ...env },
    stdio: 'ignore',
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
}

/** In an order of our own: the tool writes them by state. */
function interactionsIn(file: unknown): readonly unknown[] {
  const { interactions } = file as { readonly interactions: readonly { readonly description: string }[] }; // a pact
  return interactions.toSorted((left, right) =>
    JSON.stringify([left.description, left]) < JSON.stringify([right.description, right]) ? -1 : 1,
  );
}

function pactOf(consumer: string): object {
  return JSON.parse(readFileSync(join(folder, `${consumer}-airbyte-web-backend.json`), 'utf8')) as object; // committed
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? '';
}

async function verified(
  options: BrokerOptions,
  broker: Broker,
  faults: readonly FaultId[] = [],
): Promise<{ readonly result: StepResult; readonly requests: StandInBroker['requests'] }> {
  const standIn = await startStandInBroker(options);
  const backend = await startServer({ faults });
  try {
    const result = await onTarget(backend, (target) =>
      verifyPacts({
        target,
        broker: { kind: 'broker', url: standIn.url, ...broker },
        providerVersion: 'abc123',
        providerBranch: 'main',
      }),
    );
    return { result, requests: standIn.requests };
  } finally {
    await backend.close();
    await standIn.close();
  }
}
