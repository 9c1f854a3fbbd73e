/** How much of a bare undici loop's rate the fuzzer reaches, and how soon it finds each planted fault. */
import { defined } from '../src/json/defined.ts';
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Pool } from 'undici';
import { allChecks } from '../properties/checks/all-checks.ts';
import { fuzz } from '../properties/engine/fuzz.ts';
import { operations } from '../schemas/operations.ts';
import { openTarget } from '../src/target/open-target.ts';
import { newRunId } from '../src/target/run-id.ts';

const workers = 4;
const warmingMs = 3000;
const measuredMs = 8000;
const rounds = 3;

interface Sent {
  readonly path: string;
  readonly body: string;
  /** The connection that the request made when it was recorded, or that it was about. */
  readonly creates?: string;
  readonly about?: string;
}

/**
 * Fuzzing and the bare loop take turns on one backend in another process, which is warm for both: the loop comes second, and a server that
 * has just started answers its first thousands of requests at half its speed.
 */
export async function run(): Promise<void> {
  console.log('round  fuzz req/s  bare req/s  share');
  for (let round = 1; round <= rounds; round += 1) {
    const { url, workspaceId, stop } = await backendElsewhere();
    try {
      await fuzzRate(url, workspaceId, round + rounds, warmingMs);
      const { sent, perSecond } = await fuzzRate(url, workspaceId, round, measuredMs);
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
  maxTimeMs: number,
): Promise<{ readonly sent: readonly Sent[]; readonly perSecond: number }> {
  const homeDir = await mkdtemp(join(tmpdir(), 'airlock-bench-'));
  const sent: Sent[] = [];
  const signal = new AbortController().signal;
  const target = await openTarget(
    { url, workspaceId, homeDir },
    {
      signal,
      runId: newRunId(),
      onExchange({ call, sentBody, outcome }) {
        if (call.operation === 'transport' || typeof sentBody !== 'string') return;
        const about = idIn(call.body);
        const creates =
          call.operation === 'webBackendCreateConnection' && outcome.kind === 'answer' && outcome.json.ok
            ? idIn(outcome.json.value)
            : undefined;
        sent.push({
          path: operations[call.operation].path,
          body: sentBody,
          ...defined({ creates, about }),
        });
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
    maxTimeMs,
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

/**
 * The same bodies to the same paths, with the ids of the connections that this loop makes itself, so that the server has the same work:
 * creates create, gets find, lists are as long. Answers are read and nothing else.
 */
async function bareRate(url: string, sent: readonly Sent[]): Promise<number> {
  const { origin, pathname } = new URL(url);
  const pool = new Pool(origin, { connections: workers });
  const made = new Map<string, Promise<string>>();
  let next = 0;
  const ask = async (path: string, body: string): Promise<string> => {
    const answer = await pool.request({
      method: 'POST',
      path: `${pathname}${path}`,
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body,
    });
    return answer.body.text();
  };
  const began = performance.now();
  await Promise.all(
    Array.from({ length: workers }, async () => {
      for (let request = sent[next++]; request !== undefined; request = sent[next++]) {
        const { path, body, creates, about } = request;
        if (creates !== undefined) {
          const answer = ask(path, body);
          made.set(
            creates,
            answer.then((text) => idIn(JSON.parse(text)) ?? creates),
          );
          await answer;
          continue;
        }
        const id = about === undefined ? undefined : await made.get(about);
        await ask(path, about === undefined || id === undefined ? body : body.replace(about, id));
      }
    }),
  );
  const perSecond = (sent.length * 1000) / (performance.now() - began);
  await pool.close();
  return perSecond;
}

function idIn(value: unknown): string | undefined {
  const id: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, 'connectionId') : undefined;
  return typeof id === 'string' ? id : undefined;
}

async function backendElsewhere(): Promise<{
  readonly url: string;
  readonly workspaceId: string;
  readonly stop: () => void;
}> {
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
