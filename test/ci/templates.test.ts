import { execFileSync } from 'node:child_process';
import { parse } from 'yaml';
import { describe, expect, test } from 'vitest';
import { ciFiles } from '../../src/commands/init/ci-files.ts';
import { pinnedK6 } from '../../src/performance/install-k6.ts';
import { githubRecipes, gitlabRecipes, read, recipes } from './recipes.ts';

interface Action {
  readonly inputs: Record<string, { readonly description: string; readonly default?: string }>;
  readonly runs: { readonly using: string; readonly steps: readonly Record<string, unknown>[] };
}
const action = parse(read('action.yml')) as Action; // GitHub's schema has accepted it
const packaged = JSON.parse(read('package.json')) as { readonly version: string; readonly files: readonly string[] };
const texts = ['action.yml', 'templates/gitlab-ci.yml', 'templates/github-workflow.yml', 'docs/ci.md', 'Dockerfile'];

describe('the composite action', () => {
  test('uses every input that it declares and declares every input that it uses', () => {
    const used = new Set([...read('action.yml').matchAll(/inputs\.([a-z-]+)/g)].map((match) => match[1]));

    expect([...used].toSorted()).toEqual(Object.keys(action.inputs).toSorted());
  });

  test('is described with all its inputs', () => {
    const described = [...read('docs/ci.md').matchAll(/^\| `([a-z-]+)` +\|/gm)].map((match) => match[1]);

    expect(described.toSorted()).toEqual(Object.keys(action.inputs).toSorted());
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

  test('keeps the reports, and the test view, from where its scripts write them', () => {
    const { artifacts } = jobs['.airlock'] as { readonly artifacts: Artifacts };
    const runs = Object.values(jobs)
      .flatMap(({ script }) => (Array.isArray(script) ? script.map(String) : []))
      .filter((line) => line.includes('--report '));
    const folders = runs.map((line) => / --report-dir (\S+)/.exec(line)?.[1]);

    expect(runs.length).toBeGreaterThanOrEqual(4);
    for (const folder of folders) {
      expect(artifacts.paths).toEqual([`${folder ?? ''}/`]);
      expect(artifacts.reports.junit).toBe(`${folder ?? ''}/junit.xml`);
    }
  });

  test('gives its package by a variable of the pipeline, which one of a job would hide', () => {
    expect(jobs['variables']).toHaveProperty('AIRLOCK_PACKAGE');
    const own = Object.entries(jobs).filter(([name]) => name !== 'variables');
    for (const [, job] of own) expect(job['variables'] ?? {}).not.toHaveProperty('AIRLOCK_PACKAGE');
  });
});

describe('the documentation', () => {
  test('has a recipe of each use for GitHub and for GitLab', () => {
    expect(githubRecipes).toHaveLength(4);
    expect(gitlabRecipes).toHaveLength(3);
    expect(recipes).toHaveLength(7);
  });

  test('shows the workflow that airlock init writes', () => {
    const [file] = ciFiles('github', { secrets: ['AIRLOCK_TOKEN'], specifier: `airlock-harness@${packaged.version}` });

    expect(file).toMatchObject({ text: read('templates/github-workflow.yml') });
    expect(recipes.find(({ name }) => name === 'A first job')?.text).toBe(read('templates/github-workflow.yml'));
  });

  test('passes the action only inputs that it has', () => {
    for (const { text } of githubRecipes) {
      const workflow = parse(text) as { readonly jobs: Record<string, { readonly steps: readonly Step[] }> };
      const steps = Object.values(workflow.jobs).flatMap((job) => job.steps);
      for (const step of steps.filter(({ uses }) => uses?.includes('airlock')))
        for (const input of Object.keys(step.with ?? {})) expect(Object.keys(action.inputs)).toContain(input);
    }
  });
});

test('templates are in the package', () => {
  expect(packaged.files).toContain('templates');
});

test('every text names this version, and the k6 that is installed', () => {
  for (const file of texts) {
    const named = [...read(file).matchAll(/(?:airlock-harness[@-]|airlock@v|ref: v)(\d\S*?)(?=\.tgz|`|\s|$)/g)];
    const k6 = [...read(file).matchAll(/(?:k6-|K6_VERSION=)(v\d+\.\d+\.\d+)/g)];

    for (const [, version] of named) expect({ file, version }).toEqual({ file, version: packaged.version });
    for (const [, version] of k6) expect({ file, version }).toEqual({ file, version: pinnedK6 });
  }
  expect(texts.filter((file) => read(file).includes(pinnedK6))).toEqual([
    'action.yml',
    'templates/gitlab-ci.yml',
    'Dockerfile',
  ]);
});

interface Artifacts {
  readonly paths: readonly string[];
  readonly reports: { readonly junit: string };
}

interface Step {
  readonly uses?: string;
  readonly with?: Record<string, unknown>;
}
