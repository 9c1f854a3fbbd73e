/** The reference backend in its own process. Its latency shows what the machine does during a measurement. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { helperEnvironment } from '../target/helper-environment.ts';
import type { TargetOptions } from '../target/target-options.ts';

interface ReferenceServer {
  readonly target: TargetOptions;
  close(): void;
}

/** @param work extra work in each answer, in units of the backend's `work`. */
function startReference(work: number): Promise<ReferenceServer> {
  const folder = join(import.meta.dirname, '..');
  const entry =
    [join(folder, 'cli.js'), join(folder, 'cli.ts')].find((file) => existsSync(file)) ?? join(folder, 'cli.ts');
  const child = spawn(process.execPath, [...process.execArgv, entry, 'serve', '--port', '0', '--work', String(work)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: helperEnvironment(),
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) =>
      reject(new Error(`Cannot start the reference server: it ended with ${code ?? 'a signal'}`)),
    );
    child.stdout.once('data', (chunk: Buffer) => {
      const [, url, workspaceId] = /ready: (\S+) workspace (\S+)/.exec(chunk.toString()) ?? [];
      if (url === undefined || workspaceId === undefined)
        reject(new Error(`Cannot start the reference server: it said ${chunk.toString()}`));
      else resolve({ target: { url, workspaceId }, close: () => void child.kill() });
    });
  });
}

/** Measures beside a reference server that is started for it and ended after it. */
export async function besideReference<T>(work: number, measure: (base: TargetOptions) => Promise<T>): Promise<T> {
  const reference = await startReference(work);
  try {
    return await measure(reference.target);
  } finally {
    reference.close();
  }
}
