/** How much of a bare undici loop's rate the fuzzer reaches, and how soon it finds each planted fault. */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Pool } from 'undici';
import { allChecks } from '../properties/checks/all-checks.ts';
import { fuzz } from '../properties/engine/fuzz.ts';
import { operations } from '../schemas/operations.ts';
import { newRunId, openTarget } from '../src/target/open-target.ts';

const workers = 4;
const measuredMs = 8000;
const rounds = 3;

interface Sent {
  readonly path: string;
  readonly body: string;
}

/** Fuzzing and the bare loop take turns on one backend in another process; the best share of three rounds is free of the machine's own noise. */
export async function run(): Promise<void> {
  console.log('round  fuzz req/s  bare req/s  share');
  for (let round = 1; round <= rounds; round += 1) {
    const { url, workspaceId, stop } = await backendElsewhere();
    try {
      const { sent, perSecond } = await fuzzRate(url, workspaceId, round);
      const bare = await bareRate(url, sent);
      console.log(
        `${String(round).padStart(5)}  ${perSecond.toFixed(0).padStart(10)}  ${bare.toFixed(0).padStart(10)}  ${(perSecond / bare).toFixed(2).padStart(5)}`,
      );
    } finally {
      stop();
    }
  }
}

async function fuzzRate(
  url: string,
  workspaceId: string,
  seed: number,
): Promise<{ readonly sent: readonly Sent[]; readonly perSecond: number }> {
  const homeDir = await mkdtemp(join(tmpdir(), 'airlock-bench-'));
  const sent: Sent[] = [];
  const signal = new AbortController().signal;
  const target = await openTarget(
    { url, workspaceId, homeDir },
    {
      signal,
      runId: newRunId(),
      onExchange({ call, sentBody }) {
        if (call.operation !== 'transport' && typeof sentBody === 'string')
          sent.push({ path: operations[call.operation].path, body: sentBody });
      },
    },
  );
  const began = performance.now();
  const opened = target.counts().total;
  await fuzz({
    target,
    emit: () => undefined,
    signal,
    seed,
    phases: ['valid', 'invalid', 'sequences'],
    checks: allChecks.filter(({ optional, id }) => optional !== true && id !== 'existing-untouched'),
    maxTimeMs: measuredMs,
    workers,
    minAcceptance: 0,
    shrink: true,
    strict: false,
    known: [],
  });
  const perSecond = ((target.counts().total - opened) * 1000) / (performance.now() - began);
  await target.sandbox.clean();
  await target.close();
  await rm(homeDir, { recursive: true, force: true });
  return { sent, perSecond };
}

/** The same bodies to the same paths, answers read and parsed, and nothing else. */
async function bareRate(url: string, sent: readonly Sent[]): Promise<number> {
  const { origin, pathname } = new URL(url);
  const pool = new Pool(origin, { connections: workers });
  let next = 0;
  const began = performance.now();
  await Promise.all(
    Array.from({ length: workers }, async () => {
      for (let request = sent[next++]; request !== undefined; request = sent[next++]) {
        const { body } = await pool.request({
          method: 'POST',
          path: `${pathname}${request.path}`,
          headers: { 'content-type': 'application/json', accept: 'application/json' },
          body: request.body,
        });
        await body.text();
      }
    }),
  );
  const perSecond = (sent.length * 1000) / (performance.now() - began);
  await pool.close();
  return perSecond;
}

async function backendElsewhere(): Promise<{ readonly url: string; readonly workspaceId: string; stop(): void }> {
  const root = join(import.meta.dirname, '..');
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/cli.ts', 'serve', '--port', '0'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: child.stdout })) {
    const [, url, workspaceId] = /ready: (\S+) workspace (\S+)/.exec(line) ?? [];
    if (url === undefined || workspaceId === undefined) continue;
    child.stdout.resume();
    return { url, workspaceId, stop: () => void child.kill() };
  }
  throw new Error('Cannot start the backend: it ended before it was ready');
}
