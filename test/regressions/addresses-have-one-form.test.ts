/** An address is read in one form wherever it is given, and one that cannot be a base is told with the base to pass. */
import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { readSettings } from '../../load/settings.ts';
import { startBackend } from '../../src/backend/start-backend.ts';
import type { RunningBackend } from '../../src/backend/start-backend.ts';
import { addressOf, targetAddressOf } from '../../src/client/address.ts';
import { createClient } from '../../src/client/client.ts';
import { cleanupBody } from '../../src/commands/cleanup.ts';
import { doctorBody } from '../../src/commands/doctor.ts';
import { TargetKeeper } from '../../src/commands/target-keeper.ts';
import { mergedLayers } from '../../src/commands/options/option-layers.ts';
import { runBody } from '../../src/commands/run-body.ts';
import type { CommandBody } from '../../src/commands/run-body.ts';
import type { Report } from '../../src/report/report.ts';
import { journalFor, openJournals } from '../../src/target/journal.ts';
import { openTarget } from '../../src/target/open-target.ts';
import { startFaultProxy } from '../target/fault-proxy.ts';

let backend: RunningBackend;
beforeAll(async () => {
  backend = await startBackend();
});
afterAll(() => backend.close());
afterEach(() => vi.unstubAllEnvs());

const normal = 'http://airbyte.test:8000/api';

describe('an address', () => {
  test.each([
    'http://airbyte.test:8000/api/',
    'http://airbyte.test:8000/api//',
    'http://airbyte.test:8000//api',
    ' http://airbyte.test:8000/api ',
    'http://airbyte.test:8000/api\r',
    '\uFEFFhttp://airbyte.test:8000/api\r\n',
    'HTTP://AirByte.TEST:8000/api',
    'http://airbyte.test:8000/x/../api/.',
  ])('%j is the normal form of it', (given) => {
    expect(targetAddressOf(given)).toEqual({ url: normal });
  });

  test.each([
    ['http://h:80/api', 'http://h/api'],
    ['https://h:443', 'https://h'],
    ['http://h/', 'http://h'],
    ['http://[::1]:8000/api/', 'http://[::1]:8000/api'],
    ['http://[0:0:0:0:0:0:0:1]/api', 'http://[::1]/api'],
    ['http://h/tenants/a%20b/api/', 'http://h/tenants/a%20b/api'],
    ['http://h/proxy/http://inner/api', 'http://h/proxy/http://inner/api'],
    ['http://h/team/airbyte', 'http://h/team/airbyte'],
    [
      'http://h/workspaces/000000a1-0000-4000-8000-000000000001/api',
      'http://h/workspaces/000000a1-0000-4000-8000-000000000001/api',
    ],
  ])('%s is %s', (given, expected) => {
    expect(targetAddressOf(given)).toEqual({ url: expected });
    expect(targetAddressOf(expected)).toEqual({ url: expected });
  });

  test.each([
    ['http://airbyte.test:8000/api/v1', normal],
    ['http://airbyte.test:8000/api/v1/', normal],
    ['http://airbyte.test:8000/api/v1/web_backend/connections/list', normal],
    ['http://airbyte.test:8000/api/v1/health', normal],
    ['http://airbyte.test:8000/api/v1/openapi', normal],
    ['http://airbyte.test:8000/v1/web_backend/connections/get/', 'http://airbyte.test:8000'],
    ['http://airbyte.test:8000/workspaces/000000a1-0000-4000-8000-000000000001', normal],
    ['http://airbyte.test:8000/workspaces/000000a1-0000-4000-8000-000000000001/connections', normal],
    ['http://airbyte.test:8000/api?x=1', normal],
    ['http://airbyte.test:8000/api?', normal],
    ['http://airbyte.test:8000/api/#top', normal],
  ])('%s is refused, and what to pass is %s', (given, base) => {
    expect(() => targetAddressOf(given)).toThrow(
      new RegExp(`^Cannot use --target .*pass "${base}"(, and [0-9a-f-]{36} as --workspace)?$`),
    );
  });

  test.each([
    ['localhost:8000/api', 'did you mean "http://localhost:8000/api"?'],
    ['//airbyte.test/api', 'did you mean "http://airbyte.test/api"?'],
    ['me:s3cret@airbyte.test/api', 'did you mean "http://***@airbyte.test/api"?'],
    ['airbyte', 'expected an address such as'],
    ['ftp://airbyte.test/api', 'expected an address such as'],
    ['http:///api', 'expected an address such as'],
    ['http://', 'expected an address such as'],
    ['http://:8000/api', 'expected an address such as'],
    ['http://airbyte.test:99999/api', 'expected an address such as'],
    ['http://airbyte.test/a\rpi', 'there is white space in it'],
    ['http://airbyte.test/a pi', 'there is white space in it'],
    ['http://airbyte.test/api%0d', 'there is white space in it'],
    ['"http://airbyte.test/api"', 'expected an address such as'],
    ['http://me:s3/cret@airbyte.test/api', 'expected an address such as'],
    ['http://me:12/s3cret@airbyte.test/api', 'written as %2F, %3F, %23 or %40'],
    ['http://me:12#s3cret@airbyte.test/api', 'written as %2F, %3F, %23 or %40'],
    ['http://airbyte.test/api?token=s3cret', 'a query or a fragment leads nowhere'],
    ['', 'expected an address such as'],
  ])('%j is refused: %s', (given, hint) => {
    expect(() => targetAddressOf(given)).toThrow(hint);
    expect(() => targetAddressOf(given)).not.toThrow(/s3\/?cret|\n/);
  });

  test('has a user who is not part of the form', () => {
    expect(targetAddressOf('http://me:p%40ss%zz@h/api/')).toEqual({ url: 'http://h/api', auth: 'me:p@ss%zz' });
    expect(addressOf('https://token@broker.test/pacts/', '--broker-url')).toEqual({
      url: 'https://broker.test/pacts',
      auth: 'token:',
    });
  });
});

const signal = new AbortController().signal;

describe('a user in an address', () => {
  const layers = (...all: Parameters<typeof mergedLayers>[0]) => mergedLayers(all);

  test('is meant unless another one is named beside or after it', () => {
    const target = 'http://me:own@h/api';

    expect(layers({ target })).toEqual({ target: 'http://h/api', auth: 'me:own' });
    expect(layers({ target, auth: 'you:other' })).toEqual({ target: 'http://h/api', auth: 'you:other' });
    expect(layers({ target, token: 't' })).toEqual({ target: 'http://h/api', token: 't' });
    expect(layers({ target, header: ['Authorization: x'] })).not.toHaveProperty('auth');
    expect(layers({ target }, { token: 't' })).toEqual({ target: 'http://h/api', token: 't' });
    expect(layers({ token: 'of the environment' }, { target })).toEqual({ target: 'http://h/api', auth: 'me:own' });
  });

  test('is not meant when the address is replaced', () => {
    expect(layers({ target: 'http://me:own@h/api' }, { target: 'http://other/api' })).toEqual({
      target: 'http://other/api',
    });
    expect(layers({ target: 'not right, and not used' }, { target: normal })).toEqual({ target: normal });
  });

  test('of the broker and of the base are their own', () => {
    expect(layers({ brokerUrl: 'http://me:p%2Fw@broker.test/', baseTarget: 'http://you:own@base.test/api/' })).toEqual({
      brokerUrl: 'http://broker.test',
      brokerUsername: 'me',
      brokerPassword: 'p/w',
      baseTarget: 'http://base.test/api',
      baseAuth: 'you:own',
    });
    expect(layers({ brokerUrl: 'http://me:pw@broker.test', brokerToken: 't' })).toEqual({
      brokerUrl: 'http://broker.test',
      brokerToken: 't',
    });
  });

  test('of another target is all that is sent there', async () => {
    const seen: unknown[] = [];
    const base = await startFaultProxy(backend.url, ({ headers }) => void seen.push(headers['authorization']));
    const keeper = new TargetKeeper(
      { target: backend.url, workspace: backend.workspaceId, token: 'for the target' },
      {
        runId: 'base0001',
        signal,
        onRedact: () => undefined,
        onNotice: () => undefined,
        onProgress: () => undefined,
        onExchange: () => undefined,
        onOpen: () => undefined,
      },
    );

    await keeper.open({ url: base.url, workspaceId: backend.workspaceId, auth: 'you:own' });
    await keeper.close();
    await base.close();

    expect([...new Set(seen)]).toEqual([`Basic ${Buffer.from('you:own').toString('base64')}`]);
  });
});

/** What a command makes of settings, as from the library. */
function report(command: string, body: CommandBody, settings: Readonly<Record<string, unknown>>): Promise<Report> {
  return runBody(body, {
    command,
    options: mergedLayers([settings]),
    emit: () => undefined,
    signal,
    reportDir: '',
    redact: String,
    onRedact: () => undefined,
  });
}

describe('every command takes the form', () => {
  const spelt = () => ` ${backend.url.replace('http:', 'HTTP:')}//\r`;

  test('doctor asks for no double slash, and shows the normal address', async () => {
    const asked: string[] = [];
    const watched = await startFaultProxy(backend.url, ({ path }) => void asked.push(path));

    const { summary } = await report('doctor', doctorBody, {
      target: `${watched.url}//`,
      workspace: backend.workspaceId,
    });
    await watched.close();

    expect(asked.filter((path) => path.includes('//'))).toEqual([]);
    expect(String(summary)).toContain(`airlock spec check ${watched.url}/v1/openapi`);
  });

  test('a target that is opened from code has it', async () => {
    const target = await openTarget({ url: spelt(), workspaceId: backend.workspaceId }, { signal, runId: 'form0001' });
    await target.close();

    expect(target.url).toBe(backend.url);
  });

  test('so has the client, and a load script that is run by hand', async () => {
    const client = createClient({ host: spelt() });
    const { status } = await client.webBackendListGeographies();
    await client.close();

    expect(status).toBe(200);
    expect(readSettings({ AIRLOCK_TARGET: `${backend.url}/\r` }).target).toBe(backend.url);
  });

  test('cleanup finds the journals of a target under every spelling', async () => {
    const home = mkdtempSync(join(tmpdir(), 'airlock-form-'));
    vi.stubEnv('AIRLOCK_HOME', home);
    const { workspaceId } = backend;
    const startedAt = '';
    journalFor(home, { runId: 'spelt001', url: spelt(), workspaceId, startedAt }).open();
    journalFor(home, { runId: 'other001', url: 'http://127.0.0.1:9/api', workspaceId, startedAt }).open();

    const { cleanup, exitCode } = await report('cleanup', cleanupBody, {
      target: `${backend.url}/`,
      workspace: workspaceId,
    });

    expect({ cleanup, exitCode }).toMatchObject({ cleanup: { journals: 1 }, exitCode: 0 });
    expect(openJournals(home).map(({ header }) => header.runId)).toEqual(['other001']);
    expect(readdirSync(home)).toEqual(['other001.journal']);
  });
});
