import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const cli = fileURLToPath(new URL('../../src/cli.ts', import.meta.url));

export interface Ran {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** The folder in which the command ran. */
  readonly folder: string;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly folder?: string;
  /** Called with the process and everything that it has said so far. */
  readonly onOutput?: (child: ChildProcess, said: string) => void;
}

/** Runs the real command line in a process of its own, in an empty folder, without the settings of whoever runs the tests. */
export function runAirlock(words: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'airlock-cli-'));
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(AIRLOCK_|PACT_BROKER|GITHUB_|K6_BIN$|NO_COLOR$|FORCE_COLOR$|NODE_OPTIONS$|CI$)/.test(name),
  );
  const child = spawn(process.execPath, [cli, ...words], {
    cwd: folder,
    env: { ...Object.fromEntries(inherited), ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
    options.onOutput?.(child, stdout + stderr);
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
    options.onOutput?.(child, stdout + stderr);
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exitCode) => resolve({ exitCode, stdout, stderr, folder }));
  });
}
