/** Runs k6 as a child under a watchdog, in an environment that nothing stray can change. */
import { spawn } from 'node:child_process';
import type { K6 } from './find-k6.ts';

export interface K6Run {
  readonly script: string;
  /** Variables for the script; secrets may be among them, since they do not stand on the command line. */
  readonly variables: Readonly<Record<string, string>>;
  readonly pointsFile: string;
  /** Killed after this long, whatever it does. */
  readonly limitMs: number;
  readonly signal: AbortSignal;
  readonly extraArguments?: readonly string[];
}

export interface K6Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly killed: boolean;
  /** The end of what k6 wrote to standard error. */
  readonly complaint: string;
}

export function runK6(k6: K6, run: K6Run): Promise<K6Exit> {
  return new Promise((resolve, reject) => {
    const child = spawn(
      k6.path,
      [
        'run',
        '--quiet',
        '--no-color',
        '--include-system-env-vars',
        '--out',
        `json=${run.pointsFile}`,
        ...(run.extraArguments ?? []),
        run.script,
      ],
      {
        env: scrubbed(process.env, run.variables),
        stdio: ['ignore', 'ignore', 'pipe'],
      },
    );
    let complaint = '';
    let killed = false;
    child.stderr.on('data', (chunk: Buffer) => {
      complaint = `${complaint}${chunk.toString()}`.slice(-4000);
    });
    const watchdog = setTimeout(() => {
      killed = true;
      child.kill('SIGKILL');
    }, run.limitMs);
    const stop = (): void => {
      child.kill('SIGINT');
      setTimeout(() => child.kill('SIGKILL'), 5000).unref();
    };
    // An interruption may come while the run is still being prepared.
    if (run.signal.aborted) stop();
    else run.signal.addEventListener('abort', stop, { once: true });
    child.on('error', reject);
    child.on('close', (code, signal) => {
      clearTimeout(watchdog);
      run.signal.removeEventListener('abort', stop);
      resolve({ code, signal, killed, complaint });
    });
  });
}

/** `K6_DURATION` and its like would replace the scenarios of a script, with exit code 0. */
export function scrubbed(
  environment: NodeJS.ProcessEnv,
  variables: Readonly<Record<string, string>>,
): NodeJS.ProcessEnv {
  const kept = Object.entries(environment).filter(([name]) => !name.startsWith('K6_') && !name.startsWith('AIRLOCK_'));
  return {
    ...Object.fromEntries(kept),
    ...variables,
    K6_NO_USAGE_REPORT: 'true',
    K6_AUTO_EXTENSION_RESOLUTION: 'false',
    K6_BINARY_PROVISIONING: 'false',
  };
}
