/** Runs k6 as a child process under a watchdog, in an environment without stray variables. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { helperEnvironment } from '../target/helper-environment.ts';
import type { K6 } from './find-k6.ts';

export interface K6Run {
  readonly script: string;
  /** Variables for the script. They may hold secrets, because they are not on the command line. */
  readonly variables: Readonly<Record<string, string>>;
  readonly pointsFile: string;
  /** Killed after this long, whatever it does. */
  readonly limitMs: number;
  readonly signal: AbortSignal;
  readonly extraArguments?: readonly string[];
  /** Further variables that k6 may read, where they are set. */
  readonly inherits?: readonly RegExp[];
}

export interface K6Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly killed: boolean;
  /** The end of what k6 wrote to standard error. */
  readonly complaint: string;
  /** Processors that k6 kept busy on average; only where the system tells, which is Linux. */
  readonly processorsUsed?: number;
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
        env: k6Environment(run.variables, { inherits: run.inherits ?? [] }),
        stdio: ['ignore', 'ignore', 'pipe'],
        // Its own process group: `--k6` may name a script that starts k6, and both must end.
        detached: true,
      },
    );
    const kill = (signal: NodeJS.Signals): void => {
      try {
        if (child.pid !== undefined) process.kill(-child.pid, signal);
      } catch {
        // It has ended already.
      }
    };
    // A process that exits at once must not leave k6 behind.
    const leave = (): void => kill('SIGKILL');
    process.once('exit', leave);
    const startedAt = performance.now();
    let busySeconds = 0;
    const meter = setInterval(() => (busySeconds = processorSeconds(child.pid) ?? busySeconds), 250);
    let complaint = '';
    let killed = false;
    child.stderr.on('data', (chunk: Buffer) => {
      complaint = `${complaint}${chunk.toString()}`.slice(-4000);
    });
    const watchdog = setTimeout(() => {
      killed = true;
      kill('SIGKILL');
    }, run.limitMs);
    const stop = (): void => {
      kill('SIGINT');
      setTimeout(() => kill('SIGKILL'), 5000).unref();
    };
    // An interruption may come while the run is still being prepared.
    if (run.signal.aborted) stop();
    else run.signal.addEventListener('abort', stop, { once: true });
    const settle = (): void => {
      process.off('exit', leave);
      clearInterval(meter);
      clearTimeout(watchdog);
      run.signal.removeEventListener('abort', stop);
    };
    child.on('error', (error) => {
      settle();
      reject(error);
    });
    child.on('close', (code, signal) => {
      settle();
      const seconds = (performance.now() - startedAt) / 1000;
      resolve({
        code,
        signal,
        killed,
        complaint,
        ...(busySeconds === 0 ? {} : { processorsUsed: busySeconds / seconds }),
      });
    });
  });
}

/** Fields 14 and 15 of proc(5), in clock ticks of a hundredth of a second. */
function processorSeconds(pid: number | undefined): number | undefined {
  try {
    const fields =
      readFileSync(`/proc/${pid ?? 0}/stat`, 'utf8')
        .split(') ')[1]
        ?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return undefined;
  }
}

/** Variables of Go that share out the machine. */
const ofGo = /^(?:GOMAXPROCS|GOMEMLIMIT|GOGC|GODEBUG)$/;

/** `K6_DURATION` and its like would replace the scenarios of a script, with exit code 0: only what `inherits` names is kept. */
export function k6Environment(
  variables: Readonly<Record<string, string>>,
  { inherits = [], environment = process.env }: { inherits?: readonly RegExp[]; environment?: NodeJS.ProcessEnv } = {},
): NodeJS.ProcessEnv {
  return helperEnvironment(
    {
      inherits: new RegExp([ofGo, ...inherits].map(({ source }) => source).join('|')),
      variables: {
        ...variables,
        K6_NO_USAGE_REPORT: 'true',
        K6_AUTO_EXTENSION_RESOLUTION: 'false',
        K6_BINARY_PROVISIONING: 'false',
      },
    },
    environment,
  );
}
