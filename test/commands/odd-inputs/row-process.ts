/** A process that runs one command line after the other, each in its own folder and environment, as if it were alone. */
import { main } from '../../../src/commands/main.ts';
import type { Outcome } from './odd-input.ts';

export interface RowRequest {
  readonly words: readonly string[];
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
}

let said = { stdout: '', stderr: '' };
for (const name of ['stdout', 'stderr'] as const)
  process[name].write = (chunk: string | Uint8Array, ...rest: readonly unknown[]): boolean => {
    said[name] += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8');
    for (const callback of rest) if (typeof callback === 'function') callback();
    return true;
  };

// The entry would print a stack and end with 6.
for (const event of ['uncaughtException', 'unhandledRejection'] as const)
  process.on(event, (error: unknown) => {
    said.stderr += `${event}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`;
    process.exitCode = 6;
  });

process.on('message', (request: RowRequest) => void answer(request));

async function answer({ words, folder, env }: RowRequest): Promise<void> {
  process.chdir(folder);
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, env);
  process.exitCode = undefined;
  said = { stdout: '', stderr: '' };
  const before = aliveNow();
  await main(words);
  const alive = await leftAlive(before);
  const outcome: Outcome = { exitCode: exitCode(), ...said, alive };
  process.exitCode = undefined;
  process.send?.(outcome);
}

/** What the command has set, which the compiler cannot know. */
function exitCode(): number {
  return Number(process.exitCode ?? 0);
}

/** Sockets close and child processes end a few turns after they were told to. */
async function leftAlive(before: readonly string[]): Promise<readonly string[]> {
  for (let turn = 0; ; turn += 1) {
    const left = aliveNow();
    for (const kind of before) {
      const index = left.indexOf(kind);
      if (index >= 0) left.splice(index, 1);
    }
    if (left.length === 0 || turn === 40) return left;
    await new Promise((resolve) => setTimeout(resolve, 5 * turn));
  }
}

function aliveNow(): string[] {
  return process.getActiveResourcesInfo().filter((kind) => kind !== 'Immediate' && kind !== 'TickObject');
}
