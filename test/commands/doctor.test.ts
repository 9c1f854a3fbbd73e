import { fastify } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startServer } from '../../lab/start-server.ts';
import type { LabServer } from '../../lab/start-server.ts';
import { runAirlock } from './run-airlock.ts';

const stranger = '99999999-9999-4999-8999-999999999999';
let open: LabServer;
let locked: LabServer;
let old: LabServer;
let page = '';
let closePage: () => Promise<void>;
beforeAll(async () => {
  open = await startServer();
  locked = await startServer({ auth: { username: 'airbyte', password: 'right-one' } });
  old = await startServer({ as: 'airbyte-0.44.5' });
  const server = fastify();
  server.all('/*', (_request, reply) => reply.header('content-type', 'text/html').send('<html>sign in</html>'));
  page = await server.listen({ port: 0, host: '127.0.0.1' });
  closePage = () => server.close();
});
afterAll(async () => {
  for (const backend of [open, locked, old]) await backend.close();
  await closePage();
});

describe('airlock doctor', () => {
  test('says of everything that it looked at whether it is right, one line each', async () => {
    const { stdout, stderr, exitCode } = await runAirlock(['doctor']);

    const lines = stdout.split('\n').filter((line) => /^(ok|note|FAIL) /.test(line));
    expect(lines.map((line) => line.split(/\s+/)[1])).toEqual(
      'Node configuration Pact k6 address TLS health credentials workspace fixtures version description consent'.split(
        ' ',
      ),
    );
    expect(lines.filter((line) => line.startsWith('FAIL'))).toEqual([]);
    expect(stderr).toBe('');
    expect(exitCode).toBe(0);
  });

  test.each<[string, () => readonly string[], RegExp]>([
    [
      'nothing listens',
      () => ['--target', 'http://127.0.0.1:9/api', '--workspace', stranger],
      /^FAIL +address .*refused/m,
    ],
    [
      'the credentials are wrong',
      () => ['--target', locked.url, '--workspace', locked.workspaceId, '--auth', 'airbyte:wrong-one'],
      /^FAIL +credentials .*401; check --auth/m,
    ],
    ['a page answers', () => ['--target', page, '--workspace', stranger], /^FAIL +address .*must end in \/api/m],
    [
      'the workspace is unknown',
      () => ['--target', open.url, '--workspace', stranger],
      /^FAIL +workspace .*Cannot find/m,
    ],
    [
      'none of several workspaces is given',
      () => ['--target', open.url],
      /^FAIL +workspace .*"Home", .*as --workspace/m,
    ],
  ])('says what to do when %s', async (_case, words, line) => {
    const { stdout, stderr, exitCode } = await runAirlock(['doctor', ...words()]);

    expect(stdout).toMatch(line);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(stderr + stdout).not.toMatch(/^\s+at |wrong-one/m);
    expect(exitCode).toBe(3);
  });

  test('tells the age of a server by its answers, and which opt-ins are set', async () => {
    const { stdout, exitCode } = await runAirlock(
      ['doctor', '--target', old.url, '--workspace', old.workspaceId, '--allow-reset'],
      { env: { AIRLOCK_ALLOW_REFRESH: '1' } },
    );

    expect(stdout).toMatch(/^ok +version +0\.44 \(fingerprint: .*stack traces/m);
    expect(stdout).toMatch(/^ok +consent .*opt-ins: --allow-refresh, --allow-reset$/m);
    expect(exitCode).toBe(0);
  });
});
