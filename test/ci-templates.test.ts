import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { describe, expect, test } from 'vitest';

const root = new URL('..', import.meta.url).pathname;
const read = (file: string): string => readFileSync(`${root}${file}`, 'utf8');

interface Action {
  readonly inputs: Record<string, { readonly description: string; readonly default?: string }>;
  readonly runs: { readonly using: string; readonly steps: readonly Record<string, unknown>[] };
}
const action = parse(read('action.yml')) as Action; // its shape is what the first test checks

describe('the composite action', () => {
  test('describes every input and gives each script step a shell', () => {
    expect(action.runs.using).toBe('composite');
    for (const input of Object.values(action.inputs)) expect(input.description).not.toBe('');
    for (const step of action.runs.steps) expect('uses' in step || step['shell'] === 'bash').toBe(true);
  });

  test('uses every input that it declares and declares every input that it uses', () => {
    const used = new Set([...read('action.yml').matchAll(/inputs\.([a-z-]+)/g)].map((match) => match[1]));

    expect([...used].toSorted()).toEqual(Object.keys(action.inputs).toSorted());
  });

  test('never puts an input into a script, where its text would be evaluated', () => {
    for (const step of action.runs.steps) expect(JSON.stringify([step['run']])).not.toContain('${{');
  });

  test('has scripts that bash accepts', () => {
    for (const step of action.runs.steps) {
      if (typeof step['run'] !== 'string') continue;
      const script = step['run'];

      expect(() => execFileSync('bash', ['-n', '-c', script])).not.toThrow();
    }
  });
});

describe('the GitLab template', () => {
  const jobs = parse(read('templates/gitlab-ci.yml')) as Record<string, Record<string, unknown>>;

  test('extends only jobs that it defines', () => {
    const extended = Object.values(jobs).flatMap((job) => ('extends' in job ? [job['extends']] : []));

    for (const name of extended) expect(Object.keys(jobs)).toContain(name);
  });

  test('keeps the reports, and the test view, from where its scripts write them', () => {
    const { artifacts } = jobs['.airlock'] as { readonly artifacts: Artifacts };
    const runs = Object.values(jobs)
      .flatMap(({ script }) => (Array.isArray(script) ? script.map(String) : []))
      .filter((line) => line.includes('--report '));
    const folders = runs.map((line) => / --report-dir (\S+)/.exec(line)?.[1]);

    expect(runs.length).toBeGreaterThanOrEqual(3);
    for (const folder of folders) {
      expect(artifacts.paths).toEqual([`${folder ?? ''}/`]);
      expect(artifacts.reports.junit).toBe(`${folder ?? ''}/junit.xml`);
    }
  });

  test('is extended in the documentation only by jobs that exist', () => {
    const extended = [...read('docs/ci.md').matchAll(/extends: (\S+)/g)].map((match) => match[1]);

    expect(extended.length).toBeGreaterThanOrEqual(3);
    for (const name of extended) expect(Object.keys(jobs)).toContain(name);
  });
});

describe('the documented workflows', () => {
  const blocks = [...read('docs/ci.md').matchAll(/```yaml\n([\s\S]*?)```/g)].map((match) => match[1] ?? '');

  test('parse as YAML', () => {
    expect(blocks.length).toBe(6);
    for (const block of blocks) expect(() => parse(block) as unknown).not.toThrow();
  });

  test('pass the action only inputs that it has', () => {
    for (const block of blocks) {
      const workflow = parse(block) as { readonly jobs?: Record<string, { readonly steps: readonly Step[] }> };
      const steps = Object.values(workflow.jobs ?? {}).flatMap((job) => job.steps);
      for (const step of steps.filter((candidate) => candidate.uses?.includes('airlock')))
        for (const input of Object.keys(step.with ?? {})) expect(Object.keys(action.inputs)).toContain(input);
    }
  });
});

interface Artifacts {
  readonly paths: readonly string[];
  readonly reports: { readonly junit: string };
}

interface Step {
  readonly uses?: string;
  readonly with?: Record<string, unknown>;
}
