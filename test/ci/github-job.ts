/** Runs the shell steps of a workflow, and of our action in it, as a runner of GitHub would; steps of other actions are left out. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Ran } from '../docs/doc-shell.ts';
import { read } from './recipes.ts';
import { runScript } from './run-script.ts';

interface Step {
  readonly id?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
}
interface Job {
  readonly env?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}
interface Action {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>;
  readonly runs: { readonly steps: readonly Step[] };
}

export interface GithubRun extends Ran {
  readonly summary: string;
  /** Lines that the last step of our action has written. */
  readonly outputs: string;
}

export interface Runner {
  /** The checkout of the action, under its tag. */
  readonly actionPath: string;
  readonly environment: NodeJS.ProcessEnv;
}

/** What every secret of the repository holds. */
export const secret = 'a-secret';

/** Stops at the first step that fails. */
export async function runGithubJob(workflow: string, folder: string, runner: Runner): Promise<GithubRun> {
  const { jobs } = parse(workflow) as { readonly jobs: Readonly<Record<string, Job>> }; // GitHub's schema has accepted it
  const [[name, job] = ['', { steps: [] }]] = Object.entries(jobs);
  const temporary = mkdtempSync(join(tmpdir(), 'airlock-runner-'));
  const [summary, outputs] = ['summary.md', 'outputs'].map((file) => join(temporary, file)) as [string, string]; // two names
  for (const file of [summary, outputs]) writeFileSync(file, '');
  const environment = {
    ...runner.environment,
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_ACTION_PATH: runner.actionPath,
    GITHUB_JOB: name,
    GITHUB_OUTPUT: outputs,
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_STEP_SUMMARY: summary,
    RUNNER_TEMP: temporary,
  };
  let output = '';
  let exitCode: number | null = 0;
  for (const step of job.steps.flatMap(shellSteps)) {
    if (exitCode !== 0) break;
    const ran = await runScript(step.run ?? '', folder, { ...environment, ...filled(job.env), ...filled(step.env) });
    output += ran.output;
    ({ exitCode } = ran);
  }
  const written = { summary: readFileSync(summary, 'utf8'), outputs: readFileSync(outputs, 'utf8') };
  rmSync(temporary, { recursive: true, force: true });
  return { exitCode, output, ...written };
}

function shellSteps(step: Step): readonly Step[] {
  if (step.if !== undefined) return []; // after a failure, or when it is stopped
  if (step.uses?.includes('airlock') !== true) return step.run === undefined ? [] : [step];
  const { inputs, runs } = parse(read('action.yml')) as Action; // GitHub's schema has accepted it
  const given = {
    ...Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, input.default])),
    ...step.with,
  };
  const own = runs.steps.filter(({ id }) => id === 'run');
  return own.map((each) => ({ ...each, env: { ...step.env, ...filled(each.env, given) } }));
}

/** Expressions of the recipes are of these kinds alone. */
function filled(
  variables: Readonly<Record<string, string>> = {},
  inputs: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const text = (value: string): string =>
    value
      .replaceAll(/\$\{\{ inputs\.(\S+) \}\}/g, (_, name: string) => inputs[name] ?? '')
      .replaceAll(/\$\{\{ secrets\.\S+ \}\}/g, secret)
      .replaceAll('${{ strategy.job-index }}', '0');
  return Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, text(value)]));
}
