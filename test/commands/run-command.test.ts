import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startBackend } from '../../src/backend/start-backend.ts';
import type { RunningBackend } from '../../src/backend/start-backend.ts';
import { commands } from '../../src/commands/commands.ts';
import { reportSchema } from '../../src/report/report-schema.ts';
import type { Report } from '../../src/report/report.ts';
import { validatorFor } from '../../src/validation/validator.ts';
import { startFaultProxy } from '../target/fault-proxy.ts';
import { runAirlock } from './run-airlock.ts';

let backend: RunningBackend;
beforeAll(async () => void (backend = await startBackend({ connections: 5 })));
afterAll(() => backend.close());

describe('help', () => {
  test('lists the commands of the specification, and completion', async () => {
    const { stdout, exitCode } = await runAirlock([]);

    for (const name of Object.keys(commands)) expect(stdout).toMatch(new RegExp(`^  ${name} `, 'm'));
    expect(Object.keys(commands)).toHaveLength(15);
    expect(exitCode).toBe(0);
  });

  test.each(Object.keys(commands))('of %s says what it does, on standard output, and exits 0', async (name) => {
    const { stdout, stderr, exitCode } = await runAirlock([name, '--help']);

    expect(stdout).toContain(`Usage: airlock ${name}`);
    expect(stderr).toBe('');
    expect(exitCode).toBe(0);
  });

  test('says the version of the package', async () => {
    const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
      version: string;
    };

    expect((await runAirlock(['--version'])).stdout).toBe(`${version}\n`);
  });
});

describe('a run', () => {
  test('writes a report that is valid by its schema, cleans up and leaves standard error without a reason', async () => {
    const { folder, stdout, exitCode } = await runAirlock([
      'fuzz',
      '--seed',
      '7',
      '--max-examples',
      '3',
      '--max-time',
      '20s',
    ]);

    const report = readReport(folder);

    expect(validatorFor(reportSchema)(report)).toEqual([]);
    expect(report.exitCode).toBe(0);
    expect(report.reason).toBeUndefined();
    expect(report.seed).toBe(7);
    expect(report.sandbox?.created).toBeGreaterThan(0);
    expect(report.sandbox?.left).toEqual([]);
    expect(stdout.split('\n')[0]).toMatch(/seed 7$/);
    expect(exitCode).toBe(0);
  });

  test('leaves a target of somebody else as it was', async () => {
    const before = await listed(backend);

    const { exitCode } = await runAirlock([
      'fuzz',
      '--target',
      backend.url,
      '--workspace',
      backend.workspaceId,
      '--max-examples',
      '3',
    ]);

    expect(await listed(backend)).toEqual(before);
    expect(exitCode).toBe(0);
  });

  test('takes settings from the command line before the environment before the file', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'airlock-precedence-'));
    const settings = {
      target: 'http://127.0.0.1:9/api',
      workspace: backend.workspaceId,
      seed: 1,
      'max-examples': 1,
      reportDir: '${OUT}',
    };
    writeFileSync(join(folder, 'airlock.config.json'), JSON.stringify(settings));

    const { exitCode } = await runAirlock(['fuzz', '--seed', '3', '--checks', 'no-server-error'], {
      folder,
      env: { AIRLOCK_TARGET: backend.url, OUT: 'out' },
    });

    const report = readReport(folder, 'out');
    expect(exitCode).toBe(0);
    expect(report.seed).toBe(3);
    expect(report.target?.url).toBe(backend.url);
    expect(Object.keys(report.checks ?? {})).toEqual(['no-server-error']);
  });

  test('names no secret in anything that it writes or prints', async () => {
    const secret = 'correct-horse-battery';
    const guarded = await startBackend({ auth: { username: 'airlock', password: secret } });

    const { folder, stdout, stderr, exitCode } = await runAirlock(
      [
        'fuzz',
        '--target',
        guarded.url,
        '--workspace',
        guarded.workspaceId,
        '--max-examples',
        '2',
        '--verbose',
        '--report',
        'console,json,html,har,ndjson,junit',
      ],
      { env: { AIRLOCK_AUTH: `airlock:${secret}` } },
    );

    await guarded.close();
    const files = ['report.json', 'report.html', 'exchanges.har', 'events.ndjson', 'junit.xml'].map((name) =>
      readFileSync(join(folder, 'airlock-report/latest', name), 'utf8'),
    );
    for (const text of [stdout, stderr, ...files]) {
      expect(text).not.toContain(secret);
      expect(text).not.toContain(Buffer.from(`airlock:${secret}`).toString('base64'));
    }
    expect(exitCode).toBe(0);
  });
});

test('a reader that leaves early keeps no run from cleaning up and writing its report', async () => {
  const { folder, exitCode } = await runAirlock(['fuzz', '--max-examples', '2', '--seed', '1'], {
    onOutput: (child) => child.stdout?.destroy(),
  });

  expect(exitCode).toBe(0);
  expect(readReport(folder).sandbox?.left).toEqual([]);
});

describe('an interrupted run', () => {
  test.each(['SIGINT', 'SIGTERM'] as const)(
    'cleans the sandbox, writes its report and exits 130: %s',
    async (signal) => {
      const before = await listed(backend);
      let sent = false;

      const { folder, stderr, exitCode } = await runAirlock(
        ['fuzz', '--target', backend.url, '--workspace', backend.workspaceId, '--max-time', '60s', '--verbose'],
        {
          onOutput: (child, said) => {
            if (sent || !/\d requests/.test(said)) return;
            sent = true;
            child.kill(signal);
          },
        },
      );

      const report = readReport(folder);
      expect(exitCode).toBe(130);
      expect(report.exitCode).toBe(130);
      expect(report.requests.total).toBeGreaterThan(0);
      expect(report.sandbox?.left).toEqual([]);
      expect(await listed(backend)).toEqual(before);
      expect(stderr.trimEnd().split('\n').at(-1)).toBe(
        'Interrupted; results so far are written and the sandbox is cleaned',
      );
    },
  );

  test('leaves at once when it is interrupted again, and names airlock cleanup', async () => {
    let running: ChildProcess | undefined;
    let created = 0;
    // A create is awaited, whatever happens: until then the second signal finds the run still there.
    const proxy = await startFaultProxy(backend.url, ({ path }) => {
      if (!path.endsWith('/connections/create')) return undefined;
      created += 1;
      if (created === 1) running?.kill('SIGINT');
      return { kind: 'misbehave', name: 'black hole' };
    });
    let again: NodeJS.Timeout | undefined;

    const { stderr, exitCode, folder } = await runAirlock(
      ['fuzz', '--target', proxy.url, '--workspace', backend.workspaceId],
      {
        onOutput: (child, said) => {
          running = child;
          // The first ones that follow are the same interruption still.
          if (said.includes('Interrupted:')) again ??= setInterval(() => child.kill('SIGINT'), 100);
        },
      },
    );
    clearInterval(again);

    await proxy.close();
    expect(exitCode).toBe(130);
    expect(stderr.trimEnd().split('\n').at(-1)).toContain('airlock cleanup');
    expect(readdirSync(join(folder, 'airlock-report'))).toEqual([]);
  });
});

function readReport(folder: string, reportDir = 'airlock-report/latest'): Report {
  return JSON.parse(readFileSync(join(folder, reportDir, 'report.json'), 'utf8')) as Report;
}

/** The connections of the home workspace, as the list shows them. */
async function listed({ url, workspaceId }: RunningBackend): Promise<unknown> {
  const answer = await fetch(`${url}/v1/web_backend/connections/list`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ workspaceId }),
  });
  return answer.json();
}
