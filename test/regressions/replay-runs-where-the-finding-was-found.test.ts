import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startServer } from '../../lab/start-server.ts';
import type { LabServer } from '../../lab/start-server.ts';
import { targetNames, withLine } from '../../src/commands/replay-line.ts';
import { runBody } from '../../src/commands/run-body.ts';
import type { Finding, FoundOn, Report } from '../../src/report/report.ts';
import type { Ran } from '../commands/run-airlock.ts';
import { runInProcess } from '../commands/run-in-process.ts';
import type { InProcess } from '../commands/run-in-process.ts';
import { sampleFinding } from '../report/sample-report.ts';

const fault = 'accepts-unknown-enum';
const secret = 'correct-horse-battery';
let faulty: LabServer;
let other: LabServer;
/** Where the fuzz run was. */
let home: string;
let file: string;
let finding: Finding;
beforeAll(async () => {
  faulty = await startServer({ faults: [fault], auth: { username: 'airlock', password: secret } });
  other = await startServer({ auth: { username: 'airlock', password: secret } });
  const limits = '--seed 5 --phases invalid --checks invalid-rejected --max-examples 20 --workers 1 --max-time 60s';
  const target = ['--target', faulty.url, '--workspace', faulty.workspaceId];
  const run = await airlock(['fuzz', ...target, ...limits.split(' '), '--max-findings', '1']);
  home = run.folder;
  const names = readdirSync(join(home, 'airlock-report/latest/findings'));
  const name = names.find((each) => each.endsWith('.json')) ?? '';
  // Replays will be the latest.
  file = join(realpathSync(join(home, 'airlock-report/latest')), 'findings', name);
  finding = JSON.parse(readFileSync(file, 'utf8')) as Finding;
});
beforeEach(() => faulty.setFaults([fault]));
afterAll(async () => {
  await faulty.close();
  await other.close();
});

function airlock(words: readonly string[], { env, ...options }: InProcess = {}): Promise<Ran> {
  return runInProcess(words, { ...options, env: { AIRLOCK_AUTH: `airlock:${secret}`, ...env } });
}

/** A copy of the finding with another target; none without one. */
function copyWith(target: Partial<FoundOn> | undefined, changes: object = {}): string {
  const { target: found, ...rest } = finding;
  const copy = join(mkdtempSync(join(tmpdir(), 'airlock-finding-')), `${finding.id}.json`);
  const place = target === undefined ? {} : { target: { ...found, ...target } };
  writeFileSync(copy, JSON.stringify({ ...rest, ...place, ...changes }));
  return copy;
}

const reportIn = ({ folder }: Ran): Report =>
  JSON.parse(readFileSync(join(folder, 'airlock-report/latest/report.json'), 'utf8')) as Report;

describe('the file of a finding', () => {
  test('says where it was found, and no secret', () => {
    expect(finding.target).toEqual({ url: faulty.url, workspaceId: faulty.workspaceId });
    expect(finding.foundBy).toBe('fuzz');
    expect(readFileSync(file, 'utf8')).not.toContain(secret);
  });

  test('gets credentials of the environment for no address that only the file names', async () => {
    const copy = copyWith({ url: 'http://airbyte.example/api' });

    const ran = await airlock(['replay', copy]);

    expect(ran.stderr).toContain('were not given for http://airbyte.example/api; name the address as AIRLOCK_TARGET');
    expect(ran.exitCode).toBe(2);
  });

  test('is enough to see the finding again, from any folder', async () => {
    const back = await airlock(['replay', file]);
    faulty.setFaults([]);
    const repaired = await airlock(['replay', file]);

    expect(back.stdout).toContain('replay    1 of 1 findings came back');
    expect(back.exitCode).toBe(1);
    expect(reportIn(back).target?.url).toBe(faulty.url);
    expect(repaired.stdout).toContain('replay    0 of 1 findings came back');
    expect(repaired.exitCode).toBe(0);
  });

  test('is sent to a fresh embedded backend when it was found on one', async () => {
    const embedded = copyWith({ url: 'http://127.0.0.1:9/api', embedded: true });

    const ran = await airlock(['replay', embedded]);

    expect(ran.exitCode).toBe(0);
    expect(reportIn(ran).findings).toEqual([]);
    expect(reportIn(ran).requests.total).toBeGreaterThan(0);
    expect(reportIn(ran).target?.url).not.toContain(':9/');
  });

  test('may be sent to another target, and stays as it is', async () => {
    const before = readFileSync(file, 'utf8');
    const target = ['--target', other.url, '--workspace', other.workspaceId];

    const ran = await airlock(['replay', finding.id, ...target], { folder: home });

    expect(ran.stdout).toContain(`Found on ${faulty.url}, workspace ${faulty.workspaceId}, replayed on ${other.url}`);
    expect(ran.exitCode).toBe(0);
    expect(readFileSync(file, 'utf8')).toBe(before);
  });
});

describe('a replay that does not know where to go is exit 2', () => {
  test.each<[string, () => readonly string[], InProcess['env'], RegExp]>([
    ['no target in the file', () => [copyWith(undefined)], {}, /does not say where it was found; pass --target URL/],
    [
      'another target in the environment',
      () => [file],
      { AIRLOCK_TARGET: 'http://127.0.0.1:9/api' },
      /it was found on .*, and AIRLOCK_TARGET or the configuration names http:\/\/127\.0\.0\.1:9\/api/,
    ],
    [
      'findings of two targets',
      () => [file, copyWith({ url: 'http://127.0.0.1:9/api' })],
      {},
      /2 findings at once: they were found on .* and on http:\/\/127\.0\.0\.1:9\/api/,
    ],
    ['findings of two descriptions', () => [file, copyWith({ strictSpec: true })], {}, /judged by different descrip/],
    ['an id that nobody found', () => ['0badcafe'], {}, /Cannot replay "0badcafe": no run in airlock-report has/],
    ['no finding at all', () => [], {}, /Cannot replay: no run in airlock-report has left findings/],
    ['no file', () => ['nowhere.json'], {}, /Cannot replay "nowhere\.json": there is no such file/],
    ['a folder', () => ['.'], {}, /Cannot replay "\.": it is a folder/],
    ['a file that is not JSON', () => [new URL(import.meta.url).pathname], {}, /\.test\.ts": it is not JSON/],
    [
      'another JSON file',
      () => [join(home, 'airlock-report/latest/report.json')],
      {},
      /report\.json": it is no finding/,
    ],
    ['an address that is none', () => [copyWith({ url: 'localhost' })], {}, /Cannot use the target in ".*": expected/],
    ['a target that is none', () => [copyWith({ url: 7 as never })], {}, /it is no finding .*\/target\/url/],
  ])('%s', async (_, words, env, message) => {
    const { exitCode, stderr, folder } = await airlock(['replay', ...words()], env === undefined ? {} : { env });

    expect(stderr).toMatch(message);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(exitCode).toBe(2);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('a target that is typed is taken in its normal form', async () => {
    const typed = faulty.url.replace('//', `//airlock:${secret}@`);

    const ran = await airlock(['replay', file, '--target', `${typed}/`], { env: { AIRLOCK_AUTH: 'nobody:wrong' } });

    expect(ran.exitCode).toBe(1);
    expect(reportIn(ran).target?.url).toBe(faulty.url);
  });

  test('the same target in the environment is fine', async () => {
    const { exitCode } = await airlock(['replay', file], { env: { AIRLOCK_TARGET: `${faulty.url}/` } });

    expect(exitCode).toBe(1);
  });
});

describe('a finding whose case cannot be sent is not gone', () => {
  test.each<[string, readonly string[], () => string, RegExp]>([
    ['no consent', ['--read-only'], () => file, /writes, and the run may not/],
    ['no source', ['--source', '00000000-0000-4000-8000-0000000000ff'], () => file, /was answered with 4\d\d in place/],
    ['no requests left', ['--max-requests', '7'], () => file, /budget of 7 requests/],
    [
      'no case',
      [],
      () => copyWith({}, { case: undefined, replay: 'airlock verify' }),
      /seen again with: airlock verify/,
    ],
    ['a case that is none', [], () => copyWith({}, { case: { steps: [{ operation: 'x' }] } }), /holds no case to send/],
    [
      'no second workspace',
      [],
      () => copyWith({}, { case: foreignCase() }),
      /it needs a second workspace, and this run knows none/,
    ],
  ])('%s', async (_, options, stored, reason) => {
    const ran = await airlock(['replay', stored(), ...options]);

    expect(ran.stderr).toContain('1 of 1 findings could not be sent again');
    expect(ran.stdout + ran.stderr).toMatch(reason);
    expect(ran.exitCode).toBe(6);
    expect(reportIn(ran)['replay']).toMatchObject({ replayed: 1, reproduced: 0, notSent: [{ id: finding.id }] });
  });

  function foreignCase(): unknown {
    const steps = [
      {
        operation: 'webBackendListConnectionsForWorkspace',
        body: { workspaceId: '{{foreign-workspace}}' },
        intent: { kind: 'valid' },
      },
    ];
    return { phase: 'valid', path: '0:1', steps };
  }
});

describe('the replay line of a report', () => {
  test.each<[string, readonly string[], string]>([
    ['by default', [], 'airlock replay ID'],
    [
      'with a folder',
      ['--report-dir', "my team's reports"],
      String.raw`airlock replay 'my team'\''s reports/findings/ID.json'`,
    ],
    [
      'with options',
      ['--rate-limit', '1000/s', '--allow-writes'],
      'airlock replay ID --rate-limit 1000/s --allow-writes',
    ],
  ])('works when it is pasted: %s', async (_, options, line) => {
    const folder = mkdtempSync(join(tmpdir(), 'airlock-pasted-'));
    mkdirSync(join(folder, 'airlock-report/2026-01-01T00-00-00-000Z-fuzz'), { recursive: true });
    cpSync(join(home, 'airlock-report/latest'), join(folder, 'airlock-report/2026-01-01T00-00-00-000Z-fuzz'), {
      recursive: true,
      dereference: true,
    });
    const { stderr } = await airlock(['replay', file, ...options], { folder });
    const shown = /replay it with: (airlock replay .*)/.exec(stderr)?.[1] ?? '';

    const pasted = await airlock(wordsOf(shown).slice(1), { folder });

    expect(shown).toBe(line.replace('ID', finding.id));
    expect(pasted.stdout).toContain('replay    1 of 1 findings came back');
    expect(pasted.exitCode).toBe(1);
  });

  test('says that it does not when the finding is not stored', async () => {
    const { stderr } = await airlock(['replay', file, '--report', 'console']);

    expect(stderr).toContain(`airlock replay ${finding.id} (after a run with json among --report, which stores it)`);
  });
});

describe('a finding without a case', () => {
  const bare = sampleFinding({ id: '0badcafe' });

  test('of a pact is seen again on the target where it broke', () => {
    const options = {
      target: 'http://127.0.0.1:1/api',
      pact: 'our pacts',
      auth: `airlock:${secret}`,
      proxy: 'http://user:pass@proxy',
      allowWrites: true,
      consumerVersionSelector: ['{"mainBranch":true}'],
    };
    const names = `pact consumerVersionSelector ${targetNames}`;

    const { findings } = withLine({ findings: [bare] }, 'verify', names, options);

    expect(findings?.[0]?.replay).toBe(
      `airlock verify --pact 'our pacts' --consumer-version-selector '{"mainBranch":true}' --target http://127.0.0.1:1/api --allow-writes`,
    );
  });

  test('of a whole run says so, in the last line as well', async () => {
    const reason = '1 new finding; replay it with: airlock replay 0badcafe';

    const report = await runBody(async () => ({ findings: [bare], verdicts: [{ code: 1, reason }] }), {
      command: 'fuzz',
      options: {},
      emit: () => undefined,
      signal: new AbortController().signal,
      reportDir: 'airlock-report',
      redact: String,
      onRedact: () => undefined,
    });

    const line = 'airlock fuzz (the whole run: no single case shows it)';
    expect(report.findings[0]?.replay).toBe(line);
    expect(report.reason).toBe(`1 new finding; replay it with: ${line}`);
  });
});

test('a replay without names goes by the newest run with findings, a replay by none', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'airlock-newest-'));
  const older = join(folder, 'airlock-report/2026-01-01T00-00-00-000Z-fuzz/findings');
  const newer = join(folder, 'airlock-report/2026-01-02T00-00-00-000Z-check/findings');
  const empty = join(folder, 'airlock-report/2026-01-03T00-00-00-000Z-fuzz/findings');
  const replayed = join(folder, 'airlock-report/2026-01-04T00-00-00-000Z-replay/findings');
  for (const place of [older, newer, empty, replayed]) mkdirSync(place, { recursive: true });
  writeFileSync(join(older, '0badcafe.json'), JSON.stringify(sampleFinding({ id: '0badcafe' })));
  writeFileSync(join(replayed, '0badcafe.json'), JSON.stringify(sampleFinding({ id: '0badcafe' })));
  cpSync(file, join(newer, `${finding.id}.json`));

  const all = await airlock(['replay'], { folder });
  const one = await airlock(['replay', '0badcafe'], { folder });

  expect(all.stdout).toContain('replay    1 of 1 findings came back');
  expect(all.exitCode).toBe(1);
  expect(one.stderr).toContain(`${join('airlock-report/2026-01-01T00-00-00-000Z-fuzz/findings/0badcafe.json')}"`);
});

/** Words as a POSIX shell has them. */
function wordsOf(line: string): readonly string[] {
  return (line.match(/(?:'[^']*'|\\'|[^\s'])+/g) ?? []).map((word) =>
    word.replaceAll(/'([^']*)'|\\(')/g, (_, inner?: string, escaped?: string) => inner ?? escaped ?? ''),
  );
}
