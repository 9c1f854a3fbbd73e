/** A repository of its own for a pipeline, and `gitlab-ci-local`, which checks it against GitLab's schema and resolves it. Its own runner needs rsync. */
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import type { Ran } from '../docs/doc-shell.ts';
import { root } from '../docs/pages.ts';
import { read } from './recipes.ts';
import { runScript } from './run-script.ts';

const host = 'https://gitlab.example.com';
const author = ['-c', 'user.name=test', '-c', 'user.email=test@example.com'];

interface Job {
  readonly script: readonly string[];
  readonly after_script?: readonly string[];
  readonly variables?: Readonly<Record<string, string>>;
}
type Pipeline = Readonly<Record<string, Job>> & { readonly variables: Readonly<Record<string, string>> };

export class GitlabProject {
  readonly folder = mkdtempSync(join(tmpdir(), 'airlock-gitlab-'));
  readonly #library = mkdtempSync(join(tmpdir(), 'airlock-gitlab-library-'));

  /** Other files of the project by their paths. Its `include: project` finds the template of this checkout, as `placed` has it, under its tag. */
  constructor(
    pipeline: string,
    files: Readonly<Record<string, string>> = {},
    placed = (template: string): string => template,
  ) {
    for (const [path, text] of Object.entries({ '.gitlab-ci.yml': pipeline, ...files })) {
      mkdirSync(dirname(join(this.folder, path)), { recursive: true });
      writeFileSync(join(this.folder, path), text);
    }
    mkdirSync(join(this.#library, 'templates'));
    writeFileSync(join(this.#library, 'templates/gitlab-ci.yml'), placed(read('templates/gitlab-ci.yml')));
    commit(this.#library);
    git(this.#library, ['tag', 'v0.1.0']);
    commit(this.folder);
    git(this.folder, ['remote', 'add', 'origin', `${host}/your-group/project.git`]);
    git(this.folder, ['symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/main']);
  }

  /** Runs the script of a job, with includes and `extends` resolved, and then its `after_script`. */
  async runJob(name: string, environment: NodeJS.ProcessEnv): Promise<Ran> {
    const { output } = await this.run(['--preview']);
    const pipeline = parse(output.slice(output.indexOf('\n---\n'))) as Pipeline; // GitLab's schema has accepted it
    const { script, after_script: after = [], variables } = pipeline[name] ?? { script: [] };
    const given = Object.entries({ ...pipeline.variables, ...variables }).map(([key, value]) => [
      key,
      value.replace('$CI_PROJECT_DIR', this.folder),
    ]);
    const env = { ...environment, CI: 'true', GITLAB_CI: 'true', ...(Object.fromEntries(given) as NodeJS.ProcessEnv) };
    const ran = await runScript(script.join('\n'), this.folder, env);
    const cleared = await runScript(after.join('\n'), this.folder, env);
    return { exitCode: ran.exitCode === 0 ? cleared.exitCode : ran.exitCode, output: `${ran.output}${cleared.output}` };
  }

  run(words: readonly string[]): Promise<Ran> {
    const child = spawn(process.execPath, [join(root, 'node_modules/gitlab-ci-local/dist/index.js'), ...words], {
      cwd: this.folder,
      env: {
        ...process.env,
        GIT_CONFIG_COUNT: '1',
        GIT_CONFIG_KEY_0: `url.file://${this.#library}/.insteadOf`,
        GIT_CONFIG_VALUE_0: `${host}/your-group/airlock.git`,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    return new Promise((resolve, reject) => {
      child.on('error', reject).on('close', (exitCode) => resolve({ exitCode, output }));
    });
  }

  close(): void {
    for (const folder of [this.folder, this.#library]) rmSync(folder, { recursive: true, force: true });
  }
}

function commit(folder: string): void {
  git(folder, ['init', '--quiet', '--initial-branch=main']);
  git(folder, ['add', '.']);
  git(folder, [...author, 'commit', '--quiet', '--message=all']);
}

function git(folder: string, words: readonly string[]): void {
  execFileSync('git', words, { cwd: folder });
}
