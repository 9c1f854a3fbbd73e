import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { parse } from 'yaml';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startAirbyte20 } from '../../lab/airbyte-2.0/start.ts';
import type { RunningAirbyte20 } from '../../lab/airbyte-2.0/start.ts';
import { startBackend } from '../../src/backend/start-backend.ts';
import type { RunningBackend } from '../../src/backend/start-backend.ts';
import { askOn } from '../../src/commands/init/ask.ts';
import { describeFailure } from '../../src/commands/failure.ts';
import { ChoiceError } from '../../src/target/only-one.ts';
import { askedOptions } from '../../src/commands/init/asked-options.ts';
import { runInProcess } from './run-in-process.ts';
import type { Ran } from './run-airlock.ts';

let backend: RunningBackend;
let newer: RunningAirbyte20;
let folder = '';
beforeAll(async () => {
  backend = await startBackend({ auth: { username: 'me', password: 'hunter22' } });
  newer = await startAirbyte20();
});
afterAll(async () => {
  await backend.close();
  await newer.close();
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'airlock-init-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const read = (file: string): string => readFileSync(join(folder, file), 'utf8');
const write = (file: string, text: string): void => writeFileSync(join(folder, file), text);
const files = (): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1))
    .toSorted();

function init(words: readonly string[] = [], env: Readonly<Record<string, string>> = {}): Promise<Ran> {
  return runInProcess(['init', ...words], { folder, env });
}

const signedIn = { AIRLOCK_AUTH: 'me:hunter22' };
const toBackend = (): readonly string[] => ['--target', backend.url, '--workspace', backend.workspaceId];

describe('airlock init', () => {
  test('writes a configuration that doctor accepts, without the secret', async () => {
    const { stdout, exitCode } = await init([...toBackend(), '--auth', 'me:hunter22']);
    const configuration: unknown = JSON.parse(read('airlock.config.json'));

    expect(exitCode).toBe(0);
    expect(configuration).toEqual({
      $schema: expect.stringContaining('docs/schemas/configuration.schema.json') as unknown,
      target: backend.url,
      auth: '${AIRLOCK_AUTH}',
      workspace: backend.workspaceId,
    });
    expect(files()).toEqual(['.gitignore', 'airlock.config.json', 'airlock.known.json']);
    expect(stdout).toMatch(/^secrets +.*set AIRLOCK_AUTH in your shell$/m);
    for (const file of files()) expect(read(file)).not.toContain('hunter22');
    expect(stdout).not.toContain('hunter22');
    expect((await runInProcess(['doctor'], { folder, env: signedIn })).exitCode).toBe(0);
    expect((await runInProcess(['fuzz', '--dry-run'], { folder, env: signedIn })).exitCode).toBe(0);
  });

  test('changes nothing the second time', async () => {
    await init([...toBackend(), '--ci', 'github'], signedIn);
    const before = files().map((file) => [file, read(file)]);

    const { stdout, exitCode } = await init(['--ci', 'github'], signedIn);

    expect(stdout).toContain('nothing to change');
    expect(exitCode).toBe(0);
    expect(files().map((file) => [file, read(file)])).toEqual(before);
  });

  test('leaves a project in which commands without a server need no credentials', async () => {
    await init(toBackend(), signedIn);

    const explained = await runInProcess(['explain', 'patch-frame'], { folder });
    const withOption = await runInProcess(['doctor', '--auth', 'me:hunter22'], { folder });
    const without = await runInProcess(['doctor'], { folder });

    expect(explained.exitCode).toBe(0);
    expect(withOption).toMatchObject({ exitCode: 0 });
    expect(without.exitCode).toBe(2);
    expect(without.stderr).toContain(
      'Cannot expand ${AIRLOCK_AUTH} of "auth" in airlock.config.json: the environment has no such variable; set it, or pass --auth',
    );
  });

  test('keeps files that are there, and says what they are without', async () => {
    const own = '{ "target": "http://other.example.com/api", "seed": 4 }';
    write('airlock.config.json', own);
    write('airlock.known.json', '{"findings":[{"signature":"x","reason":"y","expires":"2099-01-01"}]}');
    write('.gitignore', 'node_modules\r\n/.airlock/');

    const { stdout } = await init(toBackend(), signedIn);

    expect(read('airlock.config.json')).toBe(own);
    expect(read('airlock.known.json')).toContain('"x"');
    expect(read('.gitignore')).toBe('node_modules\r\n/.airlock/\r\nairlock-report/\r\n');
    expect(stdout).toMatch(/^kept +airlock\.config\.json; it was there, without: .*"target": "http:\/\/127/m);
    expect(stdout).toMatch(/^extended +\.gitignore: airlock-report\/$/m);
  });

  test('writes nothing where the target refuses the credentials', async () => {
    const { stderr, exitCode } = await init([...toBackend(), '--auth', 'me:wrong-one']);

    expect(stderr).toMatch(/answered 401; check --auth/);
    expect(exitCode).toBe(3);
    expect(files()).toEqual([]);
  });

  test('names the workspaces of which one must be chosen, and writes nothing', async () => {
    const { stderr, exitCode } = await init(['--target', newer.url]);

    expect(stderr).toMatch(/has 3 workspaces: .* "Main", .* "Second", .* "Empty"; pass the id of one as --workspace/);
    expect(exitCode).toBe(2);
    expect(files()).toEqual([]);
  });

  test('never waits for an answer without a terminal', async () => {
    const { stderr, exitCode } = await init();

    expect(stderr).toMatch(/no terminal to ask on; pass --target URL or set AIRLOCK_TARGET/);
    expect(exitCode).toBe(2);
  });

  test('names a folder that cannot be written', async () => {
    mkdirSync(join(folder, '.gitignore'));

    const { stderr, exitCode } = await init(toBackend(), signedIn);

    expect(stderr).toMatch(/Cannot read "\.gitignore": it is a folder/);
    expect(exitCode).toBe(2);
  });

  test('keeps the user of a target address, and of a proxy, out of the files', async () => {
    const { exitCode } = await init([
      '--target',
      backend.url.replace('://', '://me:hunter22@'),
      '--workspace',
      backend.workspaceId,
    ]);

    expect(exitCode).toBe(0);
    expect(read('airlock.config.json')).toContain('"auth": "${AIRLOCK_AUTH}"');
    expect(read('airlock.config.json')).not.toContain('hunter22');
  });
});

describe('the CI file', () => {
  const script = (text: string): string => /npx .*/.exec(text)?.[0] ?? '';

  test('for GitHub gives the job the secrets by name, and calls the package by its name', async () => {
    await init([...toBackend(), '--ci', 'github'], signedIn);
    const text = read('.github/workflows/airlock.yml');
    const { jobs } = parse(text) as { readonly jobs: { readonly check: { readonly env: object } } }; // checked below

    expect(jobs.check.env).toMatchObject({ AIRLOCK_AUTH: '${{ secrets.AIRLOCK_AUTH }}' });
    expect(text).toMatch(/^ +AIRLOCK_PACKAGE: airlock-harness@\d+\.\d+\.\d+$/m);
    expect(script(text)).toMatch(/^npx --yes --package "\$AIRLOCK_PACKAGE" airlock check /);
    expect(text).not.toContain('hunter22');
  });

  test('for GitLab is included, and by hand where a pipeline is there', async () => {
    write('.gitlab-ci.yml', 'test:\n  script: [make]\n');

    const { stdout } = await init(toBackend(), signedIn);
    const jobs = parse(read('.gitlab/airlock.yml')) as Record<string, { readonly script?: readonly string[] }>; // checked below

    expect(jobs['.airlock-check']?.script?.[0]).toMatch(/^npx --yes --package "\$AIRLOCK_PACKAGE" airlock check /);
    expect(read('.gitlab-ci.yml')).toBe('test:\n  script: [make]\n');
    expect(stdout).toMatch(
      /^kept +\.gitlab-ci\.yml; it was there, without: include: - local: \.gitlab\/airlock\.yml airlock: …$/m,
    );
  });

  test('installs what npx was given, where that is a file', async () => {
    const { stdout } = await init([...toBackend(), '--ci', 'github'], {
      ...signedIn,
      npm_config_package: './tools/airlock-harness-0.1.0.tgz',
    });

    expect(read('.github/workflows/airlock.yml')).toContain('AIRLOCK_PACKAGE: ./tools/airlock-harness-0.1.0.tgz\n');
    expect(stdout).toMatch(/^CI +the job installs \.\/tools\/airlock-harness-0\.1\.0\.tgz /m);
  });

  test.each([
    ['file:airlock-harness-0.1.0.tgz', './airlock-harness-0.1.0.tgz', 'commit that file'],
    ['file:../airlock-harness-0.1.0.tgz', '../airlock-harness-0.1.0.tgz', 'it is outside of this folder'],
    ['https://files.example.com/airlock.tgz', 'https://files.example.com/airlock.tgz', 'it must be reachable'],
    ['^0.1.0', 'airlock-harness@0.1.0', 'it must be on your registry'],
  ])('installs what package.json names as %s', async (named, installed, advice) => {
    write('package.json', JSON.stringify({ devDependencies: { 'airlock-harness': named } }));
    mkdirSync(join(folder, 'node_modules'));

    const { stdout } = await init([...toBackend(), '--ci', 'github'], signedIn);

    expect(read('.github/workflows/airlock.yml')).toContain(`AIRLOCK_PACKAGE: ${installed}\n`);
    expect(stdout).toContain(`the job installs ${installed} (AIRLOCK_PACKAGE in its file): ${advice}`);
    expect(read('.gitignore')).toContain('node_modules/\n');
  });

  test('says the next commands as npx calls them', async () => {
    const { stdout } = await init(toBackend(), { ...signedIn, npm_lifecycle_event: 'npx' });

    expect(stdout).toMatch(/^next +npx --package airlock-harness airlock doctor, then npx --package/m);
  });

  test('follows the remote of the repository', async () => {
    execFileSync('git', ['init', '--quiet'], { cwd: folder });
    execFileSync('git', ['remote', 'add', 'origin', 'git@github.com:team/project.git'], { cwd: folder });

    await init(toBackend(), signedIn);

    expect(existsSync(join(folder, '.github/workflows/airlock.yml'))).toBe(true);
  });

  test('has options that the command takes', async () => {
    const { loadCommand } = await import('../../src/commands/commands.ts');
    await init([...toBackend(), '--ci', 'gitlab'], signedIn);
    const flags = (await loadCommand('check')).options.map(({ long }) => long);

    const used =
      script(read('.gitlab/airlock.yml'))
        .split(' airlock check ')[1]
        ?.match(/--[a-z-]+/g) ?? [];

    expect(used.length).toBeGreaterThan(3);
    for (const flag of used) expect(flags).toContain(flag);
  });

  test('of another kind is refused', async () => {
    const { stderr, exitCode } = await init(['--ci', 'jenkins']);

    expect(stderr).toMatch(/Cannot use --ci "jenkins": expected github, gitlab, none/);
    expect(exitCode).toBe(2);
  });
});

describe('questions', () => {
  /** Answers one question after the other, as soon as each is asked. */
  function terminalThat(answers: readonly string[]) {
    const input = new PassThrough();
    const output = new PassThrough();
    let shown = '';
    let next = 0;
    output.on('data', (chunk: Buffer) => {
      shown += chunk.toString();
      if (chunk.toString().endsWith(': ')) {
        const answer = answers[next];
        next += 1;
        if (answer === undefined) input.end();
        else setImmediate(() => input.write(`${answer}\n`));
      }
    });
    return { ask: askOn(input, output), shown: () => shown };
  }

  const usable = (): Promise<undefined> => Promise.resolve(undefined);

  test('are the address, the way to sign in, the secret, which is not shown, and the CI', async () => {
    const { ask, shown } = terminalThat(['http://localhost:8000/api/', '2', 'me', 'hunter22', '3']);

    const options = await askedOptions({}, ask, usable);

    expect(options).toEqual({ target: 'http://localhost:8000/api', auth: 'me:hunter22', ci: 'gitlab' });
    expect(shown()).not.toContain('hunter22');
    expect(shown()).toContain('the id and the secret of an application');
  });

  test('are not asked about what was given', async () => {
    const given = { target: 'http://localhost:8000/api' };
    const { ask, shown } = terminalThat([]);

    expect(await askedOptions(given, ask, usable)).toBe(given);
    expect(shown()).toBe('Looking at http://localhost:8000/api\n');
  });

  test('take the offered answer for an empty one', async () => {
    const { ask } = terminalThat(['', '', '']);

    expect(await askedOptions({}, ask, usable)).toEqual({ target: 'http://localhost:8000/api', ci: 'none' });
  });

  test('are asked again after an answer that does not work, with the address offered', async () => {
    const { url } = backend;
    const answers = ['localhost/api', url, '2', 'me', 'wrong-one', '', '2', 'me', 'hunter22', '2', '1'];
    const { ask, shown } = terminalThat(answers);

    const options = await askedOptions({}, ask);

    expect(options).toEqual({
      target: url,
      auth: 'me:hunter22',
      workspace: backend.foreignWorkspaceId,
      ci: 'none',
    });
    expect(shown()).toMatch(/Cannot use --target "localhost\/api": expected an address/);
    expect(shown()).toMatch(/answered 401; check --auth, whose credentials it refuses/);
    expect(shown()).toContain(`with /api [${url}]: `);
    expect(shown()).toMatch(/1 {2}\S+ "Home"\n {2}2 {2}\S+ "Foreign"\n/);
  });

  test('ask for the id of the workspace where the target lists none', async () => {
    const { ask, shown } = terminalThat(['not-one', backend.workspaceId]);
    const attempt = (_: string, { workspace }: { readonly workspace?: unknown }): Promise<Error | undefined> =>
      Promise.resolve(
        workspace === undefined ? new ChoiceError('Cannot find it', { kind: 'workspace', found: [] }) : undefined,
      );

    const options = await askedOptions({ target: 'http://localhost:8000/api' }, ask, attempt);

    expect(options).toEqual({ target: 'http://localhost:8000/api', workspace: backend.workspaceId });
    expect(shown()).toContain('Cannot find it\n');
  });

  test('about a source leave it in the configuration', async () => {
    const found = ['a', 'b'].map((id) => ({ id, name: id }));
    const { ask } = terminalThat(['2']);
    const attempt = (_: string, { source }: { readonly source?: unknown }): Promise<Error | undefined> =>
      Promise.resolve(source === undefined ? new ChoiceError('Cannot choose', { kind: 'source', found }) : undefined);

    const options = await askedOptions({ target: 'http://localhost:8000/api' }, ask, attempt);

    expect(options).toEqual({ target: 'http://localhost:8000/api', source: 'b' });
  });

  test('end at Ctrl-C as an interruption, which is exit 130', async () => {
    const { ask } = terminalThat(['http://localhost:8000/api', '2', 'me', '\u0003']);

    const interrupted: unknown = await askedOptions({}, ask).catch((error: unknown) => error);

    expect(describeFailure(interrupted)).toEqual({ exitCode: 130, line: 'Interrupted; nothing is written' });
  });

  test('end when the input ends', async () => {
    const { ask } = terminalThat([]);

    await expect(askedOptions({}, ask)).rejects.toThrow(/the input has ended/);
  });
});
