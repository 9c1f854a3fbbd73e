import { afterEach, describe, expect, test } from 'vitest';
import { ciFiles } from '../../src/commands/init/ci-files.ts';
import { githubProblems } from './github-problems.ts';
import { GitlabProject } from './gitlab-project.ts';
import { githubRecipes, gitlabRecipes, read } from './recipes.ts';

const secrets = ['AIRLOCK_CLIENT_ID', 'AIRLOCK_CLIENT_SECRET'];
const written = [...ciFiles('github', job()), ...ciFiles('gitlab', job())].map((file) =>
  file.kind === 'whole' ? file : { path: file.path, text: '' },
);
const textOf = (path: string): string => written.find((file) => file.path === path)?.text ?? '';

function job() {
  return { secrets, specifier: 'airlock-harness@0.1.0' };
}

/** Shown where the exit code is another one. */
const anyText = expect.any(String) as unknown;

describe('the schema of GitHub', () => {
  test('accepts the action', () => {
    expect(githubProblems(read('action.yml'), 'action')).toEqual([]);
  });

  test.each([...githubRecipes, { name: 'airlock init', text: textOf('.github/workflows/airlock.yml') }])(
    'accepts the workflow of "$name"',
    ({ text }) => {
      expect(githubProblems(text, 'workflow')).toEqual([]);
    },
  );

  test('refuses what GitHub would refuse', () => {
    const action = read('action.yml');
    const [{ text: workflow } = { text: '' }] = githubRecipes;

    expect(githubProblems(action.replace('strategy.job-index', 'secrets.token'), 'action')).toHaveLength(1);
    expect(githubProblems(action.replace('using: composite', 'uses: composite'), 'action')).not.toEqual([]);
    expect(githubProblems(workflow.replace('runs-on', 'run-on'), 'workflow')).not.toEqual([]);
  });
});

describe('the schema of GitLab', { timeout: 60_000 }, () => {
  let project: GitlabProject | undefined;
  afterEach(() => project?.close());

  test.each(gitlabRecipes)(
    'accepts the pipeline of "$name", which includes the template from its project',
    async (recipe) => {
      project = new GitlabProject(recipe.text);

      const { exitCode, output } = await project.run(['--list-all']);

      expect({ exitCode, output }).toEqual({ exitCode: 0, output: anyText });
      expect(output).toContain('json schema validated');
      expect(output).not.toContain('WARN');
    },
  );

  test('accepts what airlock init writes', async () => {
    project = new GitlabProject(textOf('.gitlab-ci.yml'), { '.gitlab/airlock.yml': textOf('.gitlab/airlock.yml') });

    const { exitCode, output } = await project.run(['--list-all']);

    expect({ exitCode, output }).toEqual({ exitCode: 0, output: anyText });
    expect(output).toMatch(/^airlock /m);
  });

  test('refuses what GitLab would refuse', async () => {
    const template = read('templates/gitlab-ci.yml').replace('when: always', 'when: alway');
    project = new GitlabProject('include:\n  - local: x.yml\n\njob:\n  extends: .airlock-verify\n', {
      'x.yml': template,
    });

    const { exitCode, output } = await project.run(['--list-all']);

    expect(exitCode).not.toBe(0);
    expect(output).toContain('when');
  });
});
