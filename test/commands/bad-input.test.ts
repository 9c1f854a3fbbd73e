import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startBackend } from '../../src/backend/start-backend.ts';
import type { RunningBackend } from '../../src/backend/start-backend.ts';
import { runAirlock } from './run-airlock.ts';

let backend: RunningBackend;
let locked: RunningBackend;
let refusing: string;
beforeAll(async () => {
  backend = await startBackend();
  locked = await startBackend({ auth: { username: 'airlock', password: 'right' } });
  refusing = await addressWithoutServer();
});
afterAll(async () => {
  await backend.close();
  await locked.close();
});

const stranger = '00000000-0000-4000-8000-0000000000ff';

describe('a mistake on the command line is exit 2 and one line', () => {
  test.each([
    [['fuz'], 'Cannot run command "fuz": expected check, contract', 'did you mean "fuzz"?'],
    [['--versoin'], 'Cannot use option "--versoin"', ''],
    [
      ['fuzz', '--max-tim', '3s'],
      'Cannot use option "--max-tim": "airlock fuzz" has no such option',
      'did you mean "--max-time"?',
    ],
    [['fuzz', 'extra'], 'Cannot run "airlock fuzz": too many arguments', 'airlock fuzz --help'],
    [['fuzz', '--seed'], 'Cannot run "airlock fuzz": option', 'argument missing'],
    [['fuzz', '--seed', 'x'], 'Cannot use --seed "x": expected a whole number', ''],
    [['fuzz', '--max-time', '5'], 'Cannot use --max-time "5": expected a duration such as', ''],
    [['fuzz', '--checks', 'no-server-eror'], 'Cannot use --checks "no-server-eror"', 'did you mean "no-server-error"?'],
    [['fuzz', '--target', 'nonsense'], 'Cannot use --target "nonsense": expected an address such as', ''],
    [['fuzz', '--target', 'ftp://127.0.0.1/api'], 'Cannot use --target "ftp://127.0.0.1/api"', ''],
    [['fuzz', '--workspace', '12'], 'Cannot use --workspace "12": expected a UUID', ''],
    [['fuzz', '--auth', 'nocolon'], 'Cannot use --auth: expected USER:PASSWORD', ''],
    [['fuzz', '--client-id', 'x'], 'Cannot use client credentials', ''],
    [['fuzz', '--header', 'broken'], "Cannot use --header: expected 'Name: value'", ''],
    [['fuzz', '--ca', 'nowhere.pem'], 'Cannot read --ca "nowhere.pem"', ''],
    [['fuzz', '--rate-limit', 'fast'], 'Cannot use --rate-limit "fast"', ''],
    [['fuzz', '--report', 'jsn'], 'Cannot use --report "jsn"', 'did you mean "json"?'],
    [['fuzz', '--report-dir', '/proc/x'], 'Cannot write reports to "/proc/x": E', '--report-dir'],
    [['fuzz', '--report-dir', '/dev/null/x'], 'Cannot write reports to "/dev/null/x": ENOTDIR', '--report-dir'],
    [['fuzz', '--config', 'nowhere.json'], 'Cannot read configuration file "nowhere.json"', ''],
    [['load', 'smoek'], 'Cannot run load test "smoek"', 'did you mean "smoke"?'],
    [['check', '--skip', 'lod'], 'Cannot use --skip "lod"', 'did you mean "load"?'],
    [['verify', '--pact', 'nowhere'], 'Cannot read pacts at "nowhere"', 'airlock contract'],
    [
      ['serve', '--fault', 'update-makes-manuel'],
      'Cannot use --fault "update-makes-manuel": expected one of',
      'did you mean "update-makes-manual"?',
    ],
    [['serve', '--port', '99999999'], 'Cannot use --port "99999999"', ''],
  ])('%j', async (words, beginning, ending) => {
    const { exitCode, stderr } = await runAirlock(words);

    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(stderr).toContain(beginning);
    expect(stderr).toContain(ending);
    expect(exitCode).toBe(2);
  });

  test('a target without a workspace says which option is missing', async () => {
    const { exitCode, stderr } = await runAirlock(['fuzz', '--max-time', '2s', '--target', backend.url]);

    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(stderr).toContain('pass --workspace UUID or set AIRLOCK_WORKSPACE');
    expect(exitCode).toBe(2);
  });

  test('a port in use says so', async () => {
    const { exitCode, stderr } = await runAirlock(['serve', '--port', new URL(backend.url).port]);

    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(stderr).toMatch(/in use|EADDRINUSE/);
    expect(exitCode).toBe(2);
  });
});

describe('a target that cannot be tested is exit 3 and one line that says why', () => {
  test.each([
    ['refused connection', () => ['--target', refusing], /refused/],
    ['refused connection, workspace known', () => ['--target', refusing, '--workspace', stranger], /refused/],
    [
      'unknown host',
      () => ['--target', 'http://no-such-host.invalid/api', '--workspace', stranger],
      /no-such-host\.invalid/,
    ],
    ['no credentials', () => ['--target', locked.url, '--workspace', locked.workspaceId], /credentials|401/],
    [
      'wrong credentials',
      () => ['--target', locked.url, '--workspace', locked.workspaceId, '--auth', 'airlock:wrong-one'],
      /credentials|401/,
    ],
    ['unknown workspace', () => ['--target', backend.url, '--workspace', stranger], new RegExp(stranger)],
  ])('%s', async (_, words, reason) => {
    const { exitCode, stderr, stdout } = await runAirlock(['fuzz', '--max-time', '2s', ...words()]);

    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(stderr).toMatch(reason);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(stdout + stderr).not.toContain('wrong-one');
    expect(exitCode).toBe(3);
  });
});

test('a k6 that is not there is exit 4 and one line', async () => {
  const { exitCode, stderr } = await runAirlock(['load', 'smoke', '--k6', '/nowhere/k6']);

  expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  expect(stderr).toContain('/nowhere/k6');
  expect(exitCode).toBe(4);
});

test('check goes on without k6, says so, and ends with 4', async () => {
  const { exitCode, stderr, stdout } = await runAirlock([
    'check',
    '--k6',
    '/nowhere/k6',
    '--max-time',
    '2s',
    '--skip',
    'contract,verify',
  ]);

  expect(stdout).toContain('0 new findings');
  expect(stdout).toMatch(/load\s+not run: .*\/nowhere\/k6/);
  expect(stderr.trimEnd().split('\n').at(-1)).toContain('/nowhere/k6');
  expect(exitCode).toBe(4);
});

describe('airlock.config.json', () => {
  test.each([
    ['an unknown key', '{"sedd":3}', 'Cannot use "sedd" in airlock.config.json: no such option; did you mean "seed"?'],
    ['a key of another type', '{"seed":true}', 'Cannot use "seed" in airlock.config.json: expected a number'],
    ['an unset variable', '{"token":"${AIRLOCK_UNSET}"}', 'Cannot expand ${AIRLOCK_UNSET} in airlock.config.json'],
    ['text that is no JSON', '{"seed":', 'Cannot read airlock.config.json: it is not JSON'],
    ['a list', '[]', 'Cannot read airlock.config.json: expected an object of options'],
  ])('with %s is exit 2 and one line', async (_, content, message) => {
    const folder = mkdtempSync(join(tmpdir(), 'airlock-config-'));
    writeFileSync(join(folder, 'airlock.config.json'), content);

    const { exitCode, stderr } = await runAirlock(['fuzz'], { folder });

    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(stderr).toContain(message);
    expect(exitCode).toBe(2);
  });
});

/** A port that was free a moment ago. */
async function addressWithoutServer(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}/api`;
}
