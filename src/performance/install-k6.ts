/** Puts k6 into a cache, once: built with Go where Go is, otherwise the official release after its checksum was verified. */
import { defined } from '../json/defined.ts';
import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { makeFolder } from '../files/make-folder.ts';
import { environmentProxies } from '../client/proxy-for.ts';
import type { Emit } from '../report/events.ts';
import { download } from '../target/download.ts';
import { helperEnvironment } from '../target/helper-environment.ts';
import { ToolMissingError } from './tool-missing-error.ts';

const run = promisify(execFile);

/** The version that is installed when there is none; any 1.x or 2.x works. */
export const pinnedK6 = 'v2.2.0';

export interface InstallOptions {
  readonly environment: NodeJS.ProcessEnv;
  readonly emit?: Emit;
  readonly signal?: AbortSignal;
}

/** Where an installed k6 is kept. */
export function cachedK6(environment: NodeJS.ProcessEnv): string {
  const root =
    environment['AIRLOCK_CACHE'] ?? join(environment['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'airlock');
  return join(root, `k6-${pinnedK6}`, process.platform === 'win32' ? 'k6.exe' : 'k6');
}

/** @throws {ToolMissingError} when neither way works. */
export async function installK6(options: InstallOptions): Promise<string> {
  const target = cachedK6(options.environment);
  const failures: string[] = [];
  for (const [way, install] of [
    ['go', buildWithGo],
    ['release', downloadRelease],
  ] as const) {
    const folder = mkdtempSync(join(tmpdir(), 'airlock-k6-'));
    try {
      const built = await install(folder, options);
      makeFolder(join(target, '..'));
      // Written beside its place and then renamed, so that two builders do not disturb each other.
      const beside = `${target}.${process.pid}`;
      writeFileSync(beside, await readBytes(built));
      chmodSync(beside, 0o755);
      renameSync(beside, target);
      return target;
    } catch (error) {
      if (options.signal?.aborted === true)
        throw new ToolMissingError('Cannot install k6: interrupted', { cause: error });
      failures.push(`${way}: ${error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)}`);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  throw new ToolMissingError(
    `Cannot find or install k6 (${failures.join('; ')}): install it from https://grafana.com/docs/k6 and set K6_BIN, or put it on the PATH`,
  );
}

async function readBytes(file: string): Promise<Buffer> {
  const { readFile } = await import('node:fs/promises');
  return readFile(file);
}

/**
 * Builds from a throw-away module. `go install module@version` would ask for the list of versions, which not every module proxy has for
 * the path of a new major version; a module that requires the version needs only that version.
 */
async function buildWithGo(folder: string, { environment, emit, signal }: InstallOptions): Promise<string> {
  const env = helperEnvironment(
    {
      // Where modules come from, how they are verified and kept, and the passwords of private proxies.
      inherits: /^GO[A-Z]+$|^NETRC$/,
      variables: { ...environmentProxies(environment), CGO_ENABLED: '0', GOFLAGS: '-mod=mod', GOWORK: 'off' },
    },
    environment,
  );
  await run('go', ['version'], { env });
  emit?.({ type: 'notice', level: 'info', text: `Building k6 ${pinnedK6} with Go, once; this takes a minute or two` });
  writeFileSync(join(folder, 'go.mod'), `module k6build\n\ngo 1.25.0\n\nrequire go.k6.io/k6/v2 ${pinnedK6}\n`);
  const output = join(folder, 'k6');
  await new Promise<void>((resolve, reject) => {
    const startedAt = performance.now();
    const child = spawn('go', ['build', '-trimpath', '-ldflags', '-s -w', '-o', output, 'go.k6.io/k6/v2'], {
      cwd: folder,
      env,
      stdio: ['ignore', 'ignore', 'pipe'],
      ...defined({ signal }),
    });
    let last = '';
    let downloads = 0;
    child.stderr.on('data', (chunk: Buffer) => {
      last = chunk.toString().trim().split('\n').at(-1) ?? last;
      downloads += (chunk.toString().match(/downloading/g) ?? []).length;
    });
    const timer = setInterval(
      () =>
        emit?.({
          type: 'progress',
          phase: 'k6',
          note: `building k6: ${Math.round((performance.now() - startedAt) / 1000)} s${downloads > 0 ? `, ${downloads} modules` : ''}`,
        }),
      5000,
    );
    child.on('error', reject).on('exit', (code) => {
      clearInterval(timer);
      if (code === 0) resolve();
      else reject(new Error(`go build failed: ${last}`));
    });
  });
  return output;
}

const names: Readonly<Record<string, string>> = {
  linux: 'linux',
  darwin: 'macos',
  win32: 'windows',
  x64: 'amd64',
  arm64: 'arm64',
};

/** The release archive and the checksums that were published with it. */
async function downloadRelease(folder: string, { environment, emit, signal }: InstallOptions): Promise<string> {
  const os = names[process.platform];
  const architecture = names[process.arch];
  if (os === undefined || architecture === undefined)
    throw new Error(`there is no release for ${process.platform} ${process.arch}`);
  const suffix = os === 'linux' ? 'tar.gz' : 'zip';
  const archive = `k6-${pinnedK6}-${os}-${architecture}.${suffix}`;
  const base = `https://github.com/grafana/k6/releases/download/${pinnedK6}`;
  emit?.({ type: 'notice', level: 'info', text: `Downloading k6 ${pinnedK6}` });
  const options = {
    what: 'k6',
    maxBytes: 500 * 1024 * 1024,
    timeoutMs: 180_000,
    ...defined({ signal }),
  };
  const [bytes, checksums] = await Promise.all([
    download(`${base}/${archive}`, options),
    download(`${base}/k6-${pinnedK6}-checksums.txt`, options),
  ]);
  const expected = checksums
    .toString()
    .split('\n')
    .find((line) => line.trim().endsWith(archive))
    ?.trim()
    .split(/\s+/)[0];
  const actual = createHash('sha256').update(bytes).digest('hex');
  if (expected === undefined || expected !== actual)
    throw new Error(`the checksum of ${archive} is ${actual}, expected ${expected ?? 'one in the published list'}`);
  const file = join(folder, archive);
  writeFileSync(file, bytes);
  // tar of Windows and macOS reads zip archives as well.
  await run('tar', ['-xf', file, '-C', folder], { env: helperEnvironment({}, environment) });
  const unpacked = readdirSync(folder)
    .map((name) => join(folder, name))
    .find((path) => statSync(path).isDirectory());
  if (unpacked === undefined) throw new Error(`${archive} holds no folder`);
  return join(unpacked, os === 'windows' ? 'k6.exe' : 'k6');
}
