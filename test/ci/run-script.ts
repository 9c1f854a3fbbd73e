import { spawn } from 'node:child_process';
import type { Ran } from '../docs/doc-shell.ts';

/** Runs lines of a CI job as runners do: it ends at the first that fails. */
export function runScript(script: string, folder: string, env: NodeJS.ProcessEnv): Promise<Ran> {
  const words = ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script];
  const child = spawn('bash', words, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.on('error', reject).on('close', (exitCode) => resolve({ exitCode, output }));
  });
}
