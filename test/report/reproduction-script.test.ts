import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startServer } from '../../lab/start-server.ts';
import type { LabServer } from '../../lab/start-server.ts';
import { reproductionScript } from '../../src/report/reproduction-script.ts';
import { runInProcess } from '../commands/run-in-process.ts';
import { hostile, sampleFinding } from './sample-report.ts';

const auth = { username: 'airbyte', password: 'a "quoted" \\ pass$word' };

function posix(script: string): void {
  execFileSync('sh', ['-n'], { input: script });
}

describe('the script of a finding', () => {
  test('is there only for several steps: a single request has its line of curl', () => {
    const { steps } = sampleFinding();

    expect(reproductionScript(sampleFinding({ steps: steps.slice(0, 1) }))).toBeUndefined();
  });

  test('names the variables of what differs from target to target, and no id that it makes itself', () => {
    const script = reproductionScript(sampleFinding()) ?? '';

    expect(script).toContain('{"connectionId":"${connection1}","name":"orders","skipReset":true}');
    expect(script).not.toContain('11111111-1111-4111-8111-111111111111');
    posix(script);
  });

  test('goes where the finding was found only on this machine: another server has to be named', () => {
    const url = 'http://localhost:8000/api';
    const workspaceId = '00000000-0000-4000-8000-000000000001';
    const settings = (target: object): string[] =>
      (reproductionScript(sampleFinding({ target: { url, workspaceId, ...target } })) ?? '')
        .split('\n')
        .filter((line) => line.startsWith(': "${AIRLOCK_TARGET'));

    expect(settings({})).toEqual([`: "\${AIRLOCK_TARGET:=${url}}"`]);
    for (const elsewhere of [
      { embedded: true },
      { url: 'https://staging.example.com/api' },
      { url: 'http://localhost.example.com/api' },
      { url: 'http://localhost/$(exit 7)' },
    ])
      expect(settings(elsewhere)).toEqual([
        ': "${AIRLOCK_TARGET:?set it to the base address with /api, such as http://localhost:8000/api}"',
      ]);
  });

  test('runs nothing of what a target has sent', () => {
    const [first, second] = sampleFinding().steps;
    const steps = [
      first,
      { operation: 'webBackendGetConnection', request: { connectionId: `$(exit 7)\`exit 7\`${hostile}` } },
    ];
    const script = reproductionScript(
      sampleFinding({ title: hostile, received: `'; exit 7; '${hostile}`, steps: steps.flatMap((step) => step ?? []) }),
    );

    expect(script).toContain(String.raw`\$(exit 7)\`exit 7\``);
    expect(script).not.toMatch(/^exit 7/m);
    expect(second).toBeDefined();
    posix(script ?? '');
  });

  test('sends together what was in flight together, and bytes as they were', () => {
    const [create, update] = sampleFinding().steps;
    if (create === undefined || update === undefined) throw new Error('the sample has two steps');
    const together = (answered: number) => ({ ...update, interleaving: { group: 1, sent: answered, answered } });
    const raw = {
      method: 'PUT',
      path: '/v1/web_backend/connections/get',
      headers: { accept: '*/*' },
      bodyBase64: 'AP8=',
    };

    const script = reproductionScript(
      sampleFinding({ steps: [create, together(1), together(2), { operation: 'transport', raw }] }),
    );

    expect(script?.match(/^post \d .* &$/gm)).toHaveLength(2);
    expect(script).toMatch(/^post 3 .* &\nwait$/m);
    expect(script).toContain(`printf %s 'AP8=' | base64 -d > "$work/4.bytes"`);
    posix(script ?? '');
  });
});

describe('run against a server with the fault', () => {
  let server: LabServer;
  let file = '';
  let environment: NodeJS.ProcessEnv = {};
  beforeAll(async () => {
    server = await startServer({ faults: ['update-makes-manual'], auth });
    environment = {
      PATH: process.env['PATH'],
      AIRLOCK_TARGET: server.url,
      AIRLOCK_WORKSPACE: server.workspaceId,
      AIRLOCK_AUTH: `${auth.username}:${auth.password}`,
      AIRLOCK_SOURCE: server.sourceId,
      AIRLOCK_DESTINATION: server.destinationId,
    };
    const home = mkdtempSync(join(tmpdir(), 'airlock-home-'));
    const words = ['fuzz', '--checks', 'patch-frame', '--phases', 'valid', '--max-requests', '400', '--seed', '7'];
    const env = { ...environment, AIRLOCK_HOME: home } as Readonly<Record<string, string>>; // nothing in it is undefined
    const { folder } = await runInProcess([...words, '--report-dir', 'report'], { env });
    const findings = join(folder, 'report/findings');
    file = join(findings, readdirSync(findings).find((name) => name.endsWith('.sh')) ?? 'none');
  }, 60_000);
  afterAll(() => server.close());

  function run(
    env: NodeJS.ProcessEnv,
  ): Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }> {
    return new Promise((resolve) => {
      execFile('sh', [file], { env }, (error, stdout, stderr) =>
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr }),
      );
    });
  }

  test('it shows the defect there, and only there', async () => {
    const faulty = await run(environment);
    server.setFaults([]);
    const sound = await run(environment);
    server.setFaults(['update-makes-manual']);

    expect([faulty.code, faulty.stderr]).toEqual([0, '']);
    const lastAnswer = (text: string): string => text.split('\n').findLast((line) => line.startsWith('{')) ?? '';
    expect(lastAnswer(faulty.stdout)).toContain('"scheduleType":"manual"');
    expect(lastAnswer(sound.stdout)).not.toContain('"scheduleType":"manual"');
    expect(faulty.stdout).toMatch(/Received when it was found: "manual"/);
  });

  test('it leaves no connection behind', async () => {
    const before = await live();

    await run(environment);

    expect(await live()).toEqual(before);
  });

  test('it holds no credential, and can be started by itself', () => {
    expect(readFileSync(file, 'utf8')).not.toMatch(/pass\$word|quoted/);
    expect(statSync(file).mode & 0o111).not.toBe(0);
  });

  test('it needs nothing but credentials where it was found', async () => {
    const { AIRLOCK_AUTH, PATH } = environment;

    const { code, stdout } = await run({ AIRLOCK_AUTH, PATH });

    expect(code).toBe(0);
    expect(stdout).toMatch(/"scheduleType":"manual"/);
  });

  test('it says that credentials are lacking, and sends nothing', async () => {
    const { AIRLOCK_AUTH: _, ...rest } = environment;

    const { code, stdout, stderr } = await run(rest);

    expect(code).not.toBe(0);
    expect(stdout).toBe('');
    expect(stderr).toContain('AIRLOCK_AUTH: set it to');
  });

  test('it stops at credentials that are refused', async () => {
    const { code, stderr } = await run({ ...environment, AIRLOCK_AUTH: 'airbyte:wrong' });

    expect(code).toBe(3);
    expect(stderr).toMatch(/^Cannot use .*: the list of connections was answered with 401$/m);
  });

  async function live(): Promise<readonly string[]> {
    const answer = await fetch(`${server.url}/v1/web_backend/connections/list`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Basic ${Buffer.from(`${auth.username}:${auth.password}`).toString('base64')}`,
      },
      body: JSON.stringify({ workspaceId: server.workspaceId }),
    });
    const { connections } = (await answer.json()) as { readonly connections: readonly { readonly name: string }[] }; // by its schema
    return connections.map(({ name }) => name);
  }
});
