import { existsSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startServer } from '../../lab/start-server.ts';
import type { LabServer } from '../../lab/start-server.ts';
import { openReporters } from '../../src/report/reporters.ts';
import type { Report } from '../../src/report/report.ts';
import { leadLatestTo, makeRunFolder } from '../../src/report/run-folder.ts';
import { sampleFinding, sampleReport } from '../report/sample-report.ts';
import { runInProcess } from '../commands/run-in-process.ts';

let faulty: LabServer;
let fuzz: readonly string[];
beforeAll(async () => {
  faulty = await startServer({ faults: ['accepts-unknown-enum'] });
  const limits = '--seed 5 --phases invalid --max-examples 20 --workers 1 --no-shrink --max-time 60s'.split(' ');
  fuzz = ['fuzz', '--target', faulty.url, '--workspace', faulty.workspaceId, ...limits];
});
afterAll(() => faulty.close());

/** A run that ends at once. */
const load = ['load', '--k6', '/nowhere/k6'];
const emptyFolder = (): string => mkdtempSync(join(tmpdir(), 'airlock-reports of a user-'));
const namesIn = (...path: readonly string[]): readonly string[] => readdirSync(join(...path)).toSorted();
const runsIn = (folder: string): readonly string[] =>
  namesIn(folder, 'airlock-report').filter((name) => name !== 'latest');
const readReport = (...path: readonly string[]): Report =>
  JSON.parse(readFileSync(join(...path, 'report.json'), 'utf8')) as Report;

describe('without --report-dir', () => {
  test('every run keeps a folder of its own, and latest leads to the newest', async () => {
    const folder = emptyFolder();

    const first = await runInProcess(fuzz, { folder });
    await runInProcess(load, { folder });
    await runInProcess([...load, '--report', 'junit'], { folder });

    const runs = runsIn(folder);
    expect(first.exitCode).toBe(1);
    expect(runs.map((name) => name.replace(/^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-\d{3}Z-/, ''))).toEqual([
      'fuzz',
      'load',
      'load',
    ]);
    expect(readReport(folder, 'airlock-report', runs[0] ?? '').findings).not.toEqual([]);
    expect(namesIn(folder, 'airlock-report', runs[0] ?? '', 'findings')).not.toEqual([]);
    expect(namesIn(folder, 'airlock-report/latest')).toEqual(['junit.xml']);
  });

  test('what finds nothing by nature writes nothing, unless it is asked to, and never is the latest', async () => {
    const folder = emptyFolder();
    await runInProcess(load, { folder });
    const before = namesIn(folder, 'airlock-report');

    for (const line of ['fuzz --dry-run', 'doctor', 'baseline list', 'cleanup', 'fuzz --max-tim 3s'])
      await runInProcess(line.split(' '), { folder });
    const silent = namesIn(folder, 'airlock-report');
    const asked = await runInProcess(['doctor', '--report', 'json'], { folder });

    expect(silent).toEqual(before);
    expect(readReport(folder, 'airlock-report/latest').command).toBe('load');
    expect(readReport(folder, asked.stderr.trim().replace(/^report +(.*)\/report\.json$/, '$1')).command).toBe(
      'doctor',
    );
  });

  test('a command line that is wrong leaves no folder behind', async () => {
    const { folder, exitCode } = await runInProcess(['fuzz', '--checks', 'none', '--report', 'json,har,ndjson']);

    expect(exitCode).toBe(2);
    expect(namesIn(folder, 'airlock-report')).toEqual([]);
  });

  test('runs of the same moment have folders of their own, in order', () => {
    const root = join(emptyFolder(), 'reports');
    const now = new Date('2026-01-31T12:30:05.998Z');

    const made = [1, 2, 3].map(() => makeRunFolder(root, 'baseline compare', now));

    expect(made).toEqual(made.toSorted());
    expect(namesIn(root)).toEqual([
      '2026-01-31T12-30-05-998Z-baseline-compare',
      '2026-01-31T12-30-05-999Z-baseline-compare',
      '2026-01-31T12-30-06-000Z-baseline-compare',
    ]);
  });

  test('latest that was unpacked as a folder is kept under another name', () => {
    const root = emptyFolder();
    mkdirSync(join(root, 'latest'));
    writeFileSync(join(root, 'latest/report.json'), 'of an artifact');
    const name = '2026-01-31T12-30-05-998Z-fuzz';
    mkdirSync(join(root, name));

    const said = leadLatestTo(root, name);

    expect(said).toHaveLength(1);
    expect(lstatSync(join(root, 'latest')).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(root, `latest-before-${name}/report.json`), 'utf8')).toBe('of an artifact');
  });
});

describe('with --report-dir', () => {
  test('other commands, and runs that judge nothing, leave the findings of a run alone', async () => {
    const folder = emptyFolder();
    await runInProcess([...fuzz, '--report-dir', 'out'], { folder });
    const found = namesIn(folder, 'out/findings');
    const target = ['--target', 'http://127.0.0.1:9/api', '--workspace', faulty.workspaceId];

    await runInProcess([...load, '--report-dir', 'out'], { folder });
    const gone = await runInProcess(['fuzz', ...target, '--report-dir', 'out'], { folder });

    expect(found).not.toEqual([]);
    expect(namesIn(folder, 'out/findings')).toEqual(found);
    expect(gone.exitCode).toBe(3);
    expect(readReport(folder, 'out').exitCode).toBe(3);
  });

  test('what finds nothing by nature writes to a folder without a report only, or over its own', async () => {
    const folder = emptyFolder();
    writeFileSync(join(folder, 'airlock.config.json'), '{"reportDir":"out"}');
    await runInProcess(['doctor'], { folder });
    await runInProcess(['fuzz', '--dry-run'], { folder });
    const looked = readReport(folder, 'out');
    await runInProcess(load, { folder });

    const { stderr } = await runInProcess(['doctor'], { folder });

    expect(looked['plan']).toBeDefined();
    expect(readReport(folder, 'out').command).toBe('load');
    expect(stderr).toBe(
      'out holds the report of a run, which is kept: airlock doctor writes report.json only to another --report-dir\n',
    );
  });

  test('a command line that is wrong empties no file of the run before', async () => {
    const folder = emptyFolder();
    const files = ['--report', 'har,ndjson', '--report-dir', 'out'];
    await runInProcess([...fuzz, ...files], { folder });
    const sizes = (): readonly number[] =>
      namesIn(folder, 'out').map((name) => lstatSync(join(folder, 'out', name)).size);
    const before = sizes();

    const { exitCode } = await runInProcess(['fuzz', '--checks', 'none', ...files], { folder });

    expect(exitCode).toBe(2);
    expect(Math.min(...before)).toBeGreaterThan(1000);
    expect(sizes()).toEqual(before);
  });

  test('a load test that cannot start leaves the points of an earlier one', async () => {
    const folder = emptyFolder();
    writeFileSync(join(folder, 'points.json'), 'of an earlier run');

    const { exitCode } = await runInProcess([...load, '--points', 'points.json'], { folder });

    expect(exitCode).toBe(4);
    expect(readFileSync(join(folder, 'points.json'), 'utf8')).toBe('of an earlier run');
  });

  test('a run replaces what the same command found before, and nothing of somebody else', async () => {
    const folder = emptyFolder();
    mkdirSync(join(folder, 'findings'));
    writeFileSync(join(folder, 'findings/0badcafe.json'), '{"notes":"mine"}');
    const finding = (id: string, foundBy: string) => sampleFinding({ id, foundBy });
    await report(folder, { command: 'fuzz', findings: [finding('00000001', 'fuzz'), finding('00000002', 'fuzz')] });
    await report(folder, { command: 'verify', findings: [finding('00000003', 'verify')] });

    await report(folder, { command: 'fuzz', findings: [finding('00000002', 'fuzz')] });

    expect(namesIn(folder, 'findings')).toEqual([
      '00000002.json',
      '00000002.sh',
      '00000003.json',
      '00000003.sh',
      '0badcafe.json',
    ]);
  });
});

describe('the last lines', () => {
  test('name every file that was written, and no other', async () => {
    const { folder, stdout } = await runInProcess([...fuzz, '--report', 'console,json,html,junit,har,ndjson']);

    const lines = stdout.trimEnd().split('\n').slice(-6);
    const files = lines.map((line) => line.slice(10));
    expect(lines[0]).toMatch(/^report {4}airlock-report\/\S+-fuzz\/report\.json$/);
    expect(files.map((file) => file.replace(/^.*-fuzz\//, '')).toSorted()).toEqual([
      'events.ndjson',
      'exchanges.har',
      'findings/',
      'junit.xml',
      'report.html',
      'report.json',
    ]);
    expect(files.filter((file) => !existsSync(join(folder, file)))).toEqual([]);
  });

  test('are the verdict alone when the run is quiet, and stand apart from data on standard output', async () => {
    const quiet = await runInProcess([...load, '--quiet', '--report-dir', 'my reports']);
    const data = await runInProcess(['spec', 'check', '--format', 'json', '--report-dir', 'my reports']);

    expect(quiet.stdout).toBe('');
    expect(quiet.stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(JSON.parse(data.stdout)).toHaveProperty('faults');
    expect(data.stderr).toBe('report    my reports/report.json\n');
  });

  test('name none when none was written', async () => {
    const { stdout, folder } = await runInProcess([...load, '--report', 'console']);

    expect(stdout).not.toContain('report  ');
    expect(namesIn(folder)).toEqual([]);
  });
});

async function report(reportDir: string, changes: Partial<Report>): Promise<void> {
  const look = { quiet: true, verbose: false, color: false, redact: String };
  const reporters = await openReporters(['json'], { reportDir, ...look });
  reporters.emit({ type: 'run-finished', report: sampleReport(changes) });
  await reporters.close();
}
