import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { networkInterfaces, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { root } from '../docs/pages.ts';
import { packed } from '../packed.ts';
import { runGithubJob, secret } from './github-job.ts';
import { GitlabProject } from './gitlab-project.ts';
import { githubRecipes, gitlabRecipes } from './recipes.ts';

const tarballName = 'airlock-harness-0.1.0.tgz';
const shared = mkdtempSync(join(tmpdir(), 'airlock-recipes-'));
const tarball = join(shared, tarballName);
const actionPath = join(shared, 'action');
const environment: NodeJS.ProcessEnv = {
  ...Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(AIRLOCK_|GITHUB_|PACT_BROKER|npm_|K6_BIN$|CI$)/.test(name)),
  ),
  NO_COLOR: '1',
  PATH: [join(shared, 'bin'), dirname(process.execPath), process.env['PATH']].join(':'),
  // What npx has installed from a file of the same name before must not be taken for ours.
  npm_config_cache: join(shared, 'npm'),
};
const servers: ChildProcess[] = [];
const ports: string[] = [];
let workspace = '';
let folder = '';
let project: GitlabProject | undefined;

beforeAll(async () => {
  const cache = execFileSync('npm', ['config', 'get', 'cache'], { encoding: 'utf8' }).trim();
  for (const name of ['bin', 'npm', 'npm/_npx', 'action']) mkdirSync(join(shared, name));
  symlinkSync(join(cache, '_cacache'), join(shared, 'npm/_cacache'));
  // The servers are there already.
  writeFileSync(join(shared, 'bin/docker'), '#!/bin/sh\n');
  chmodSync(join(shared, 'bin/docker'), 0o755);
  copyFileSync(await packed(), tarball);
  const tracked = execFileSync('git', ['ls-files'], { cwd: root, encoding: 'utf8' }).trim().split('\n');
  for (const file of tracked) cpSync(join(root, file), join(actionPath, file));
  for (const words of [[], [], ['--token', secret]]) await serve(words);
}, 600_000);
afterAll(() => {
  for (const server of servers) server.kill();
  rmSync(shared, { recursive: true, force: true });
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'airlock-recipe-'));
  execFileSync('git', ['init', '--quiet'], { cwd: folder });
});
afterEach(() => {
  project?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Shown where the exit code is another one. */
const anyText = expect.any(String) as unknown;

describe.each(githubRecipes.filter(({ name }) => name !== 'A first job'))('$file', ({ text }) => {
  test('tests the server and reports', { timeout: 900_000 }, async () => {
    writeFileSync(join(folder, 'airlock.config.json'), short);

    const { exitCode, output, summary, outputs } = await runGithubJob(placed(text), folder, {
      actionPath,
      environment,
    });

    expect(accepted(text, output).includes(exitCode) ? 'accepted' : output).toBe('accepted');
    expect(reportIn(folder).exitCode).toBe(exitCode);
    expect(readdirSync(join(folder, 'airlock-report'))).toContain('junit.xml');
    expect(summary).toContain(`## airlock ${reportIn(folder).command}: `);
    expect(outputs).toMatch(/^report=airlock-report\/report\.json\nartifact=airlock-[a-z]+-0-1$/m);
  });
});

describe.each(gitlabRecipes)('.gitlab-ci.yml for "$name"', ({ text }) => {
  test('tests the server and reports', { timeout: 900_000 }, async () => {
    project = new GitlabProject(placed(text), { 'airlock.config.json': short }, placed);
    copyFileSync(tarball, join(project.folder, tarballName));

    const { exitCode, output } = await project.runJob(jobOf(text), {
      ...environment,
      // A masked variable of the project.
      ...(text.includes('staging') ? { AIRLOCK_TOKEN: secret } : {}),
    });

    expect(reportIn(project.folder, output).target.workspaceId).toBe(workspace);
    expect(accepted(text, output).includes(reportIn(project.folder).exitCode) ? 'accepted' : output).toBe('accepted');
    expect(exitCode === 0).toBe(reportIn(project.folder).exitCode === 0);
  });
});

describe('airlock init', () => {
  const init = (where: string, ci: string): string => {
    copyFileSync(tarball, join(where, tarballName));
    const words = ['--yes', '--package', `./${tarballName}`, 'airlock', 'init', '--ci', ci, '--target', address(0)];
    return execFileSync('npx', [...words, '--workspace', workspace], {
      cwd: where,
      env: environment,
      encoding: 'utf8',
    });
  };

  test('writes a workflow that runs as it is', { timeout: 900_000 }, async () => {
    const said = init(folder, 'github');
    const text = readFileSync(join(folder, '.github/workflows/airlock.yml'), 'utf8');

    const { exitCode, output, summary } = await runGithubJob(placed(text), folder, { actionPath, environment });

    expect(said).toContain(`installs ./${tarballName}`);
    expect(accepted(text, output).includes(exitCode) ? 'accepted' : output).toBe('accepted');
    expect(reportIn(folder).target).toEqual({ url: address(0), workspaceId: workspace });
    expect(summary).toContain('## airlock check: ');
  });

  test('writes a pipeline that runs as it is', { timeout: 900_000 }, async () => {
    init(folder, 'gitlab');
    const [pipeline, job, settings] = ['.gitlab-ci.yml', '.gitlab/airlock.yml', 'airlock.config.json'].map((file) =>
      readFileSync(join(folder, file), 'utf8'),
    ) as [string, string, string]; // three names
    project = new GitlabProject(pipeline, { '.gitlab/airlock.yml': placed(job), 'airlock.config.json': settings });
    copyFileSync(tarball, join(project.folder, tarballName));

    const { exitCode, output } = await project.runJob('airlock', environment);

    expect(accepted(job, output).includes(reportIn(project.folder, output).exitCode) ? 'accepted' : output).toBe(
      'accepted',
    );
    expect(exitCode === 0).toBe(reportIn(project.folder).exitCode === 0);
    expect(reportIn(project.folder).target).toEqual({ url: address(0), workspaceId: workspace });
  });
});

// The image itself needs docker: what it installs, and as whom it runs, can be had without.
describe.skipIf(process.getuid?.() !== 0)('the program of the container', () => {
  test('runs as a user that nobody knows, and keeps its reports in the mounted folder', { timeout: 900_000 }, () => {
    const prefix = join(shared, 'installed');
    execFileSync('npm', ['install', '--global', '--prefix', prefix, tarball], { env: environment, stdio: 'pipe' });
    const home = mkdtempSync(join(tmpdir(), 'airlock-home-'));
    const stranger = { uid: 54_321, gid: 54_321 };
    for (const each of [folder, home]) chownSync(each, stranger.uid, stranger.gid);
    chmodSync(shared, 0o755);

    const words = ['verify', '--target', address(0), '--workspace', workspace, '--report-dir', 'airlock-report'];
    const output = execFileSync(join(prefix, 'bin/airlock'), words, {
      ...stranger,
      cwd: folder,
      env: { PATH: environment['PATH'], HOME: home, PACT_DO_NOT_TRACK: 'true', SCARF_ANALYTICS: 'false' },
      encoding: 'utf8',
    });

    expect(output).toContain('interactions hold');
    expect(statSync(join(folder, 'airlock-report/report.json')).uid).toBe(stranger.uid);
  });
});

describe('the action', () => {
  const workflow = (inputs: string): string =>
    `jobs:\n  test:\n    steps:\n      - uses: your-org/airlock@v0.1.0\n        with:\n${inputs}`;

  test.each([
    { what: 'an empty target', inputs: "          target: ''\n", says: /AIRLOCK_TARGET.*empty|empty.*AIRLOCK_TARGET/ },
    { what: 'two arguments in a line', inputs: '          arguments: --max-time 10m\n', says: /one argument a line/ },
  ])('refuses $what', { timeout: 300_000 }, async ({ inputs, says }) => {
    const { exitCode, output } = await runGithubJob(workflow(inputs), folder, { actionPath, environment });

    expect({ exitCode, output }).toEqual({ exitCode: 2, output: anyText });
    expect(output).toMatch(says);
  });
});

const short = JSON.stringify({ maxDuration: '6s' });

function jobOf(text: string): string {
  return Object.keys(parse(text) as object).find((name) => !['include', 'variables'].includes(name)) ?? '';
}

/** On a busy machine a measurement may be of no use, and the time too short for every phase; everything else must hold, since the server is a good one. */
function accepted(text: string, output: string): readonly unknown[] {
  if (text.includes('baseline')) return [0, 5, 6];
  return /the time of the run was over|The load test "\w+" (is invalid|crossed)/.test(output) ? [0, 5, 6] : [0];
}

/** The recipe with our servers in place of its own, for a short time. Hosts off the loopback interface stay off it. */
function placed(text: string): string {
  return text
    .replaceAll(/https?:\/\/([a-z.]+)(:\d+)?\/api/g, (_, host: string, port: string | undefined) =>
      address(serverOf(host, port), host === 'localhost' ? '127.0.0.1' : ownAddress()),
    )
    .replaceAll('00000000-0000-4000-8000-000000000000', workspace)
    .replaceAll(/(--max-time[ =])\d+m/g, '$140s');
}

/** Released, candidate, and one that wants a token. */
function serverOf(host: string, port: string | undefined): number {
  if (host.startsWith('staging')) return 2;
  return host === 'candidate' || port === ':8001' ? 1 : 0;
}

function address(server: number, host = '127.0.0.1'): string {
  return `http://${host}:${ports[server] ?? ''}/api`;
}

function ownAddress(): string {
  const found = Object.values(networkInterfaces())
    .flatMap((each) => each ?? [])
    .find(({ family, internal }) => family === 'IPv4' && !internal);
  if (found === undefined)
    throw new Error('Cannot test what a remote target needs: there is only the loopback interface');
  return found.address;
}

interface Written {
  readonly command: string;
  readonly exitCode: number;
  readonly target: { readonly url: string; readonly workspaceId: string };
}

function reportIn(where: string, output = ''): Written {
  try {
    return JSON.parse(readFileSync(join(where, 'airlock-report/report.json'), 'utf8')) as Written; // test/report checks its shape
  } catch (error) {
    throw new Error(`Cannot read the report; the job said: ${output}`, { cause: error });
  }
}

/** Another process, on all interfaces. */
async function serve(options: readonly string[]): Promise<void> {
  const words = [join(root, 'src/cli.ts'), 'serve', '--host', '0.0.0.0', '--port', '0'];
  const child = spawn(process.execPath, [...words, ...options], {
    env: environment,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  servers.push(child);
  const [, port = '', id = ''] = await new Promise<RegExpExecArray>((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const ready = /ready: \S+:(\d+)\/api workspace (\S+)/.exec(said);
      if (ready !== null) resolve(ready);
    });
    child.on('exit', (code) => reject(new Error(`Cannot serve: it ended with ${code}`)));
  });
  ports.push(port);
  workspace = id;
}
