import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { annotationsOf, toMarkdown } from '../../src/report/github-reporter.ts';
import { bareReport, sampleReport } from './sample-report.ts';
import { written } from './written.ts';

afterEach(() => void vi.unstubAllEnvs());

describe('github', () => {
  test('writes annotations that a finding cannot add to, and a job summary', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'airlock-github-'));
    const summary = join(folder, 'summary.md');
    vi.stubEnv('GITHUB_ACTIONS', 'true').stubEnv('GITHUB_STEP_SUMMARY', summary);
    vi.stubEnv('GITHUB_SERVER_URL', 'https://github.example.com').stubEnv('GITHUB_REPOSITORY', 'team/project');
    vi.stubEnv('GITHUB_RUN_ID', '7');
    const lines: string[] = [];
    vi.spyOn(console, 'log').mockImplementation((line: unknown) => void lines.push(String(line)));

    await written(['github'], [{ type: 'run-finished', report: sampleReport() }], folder);

    vi.restoreAllMocks();
    expect(lines.length).toBe(7);
    expect(lines[0]).toContain('no-server-error');
    for (const line of lines) expect(line).toMatch(/^::error title=[a-z-]+::[^\r\n]*$/);
    const markdown = readFileSync(summary, 'utf8');
    expect(markdown).toContain('## airlock check: Failed: 3 new findings, 1 broken interaction');
    expect(markdown).toMatch(/^Findings: \d+ new/m);
    expect(markdown).toContain(`Reports: \`${folder}\` of the job; what was kept is among the [artifacts of the run](`);
    expect(markdown).toContain('(https://github.example.com/team/project/actions/runs/7#artifacts)');
    expect(markdown).not.toMatch(/<(script|img)/);
  });

  test('says nothing elsewhere', async () => {
    vi.stubEnv('GITHUB_ACTIONS', '');
    const spy = vi.spyOn(console, 'log').mockImplementation(() => undefined);

    await written(['github'], [{ type: 'run-finished', report: sampleReport() }]);

    expect(spy).not.toHaveBeenCalled();
    vi.restoreAllMocks();
  });

  test('tells what was judged besides answers, in annotations and in the job summary', () => {
    const report = sampleReport({ findings: [], checks: {}, verify: {}, fuzz: {}, exitCode: 5, reason: 'slower' });
    const lines = annotationsOf(report);
    const markdown = toMarkdown(report, 'airlock-report');

    expect(lines).toContain('::error title=load::smoke: dropped_iterations count==0: the threshold was crossed: 1,234');
    expect(annotationsOf(bareReport({ exitCode: 3, reason: 'Cannot reach it' }))).toEqual([
      '::error title=airlock fuzz::Cannot reach it',
    ]);
    expect(markdown).toContain('| failed | fault rare-500 |');
    expect(markdown).toContain('## airlock check: Failed: 1 crossed t');
    expect(markdown).not.toContain('No findings.');
  });
});
