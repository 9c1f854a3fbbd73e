/** What our load script costs: requests a second and processor time for each, beside a bare k6 script and wrk, on the same server. */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { bundleScript } from '../src/performance/bundle.ts';
import { findK6 } from '../src/performance/find-k6.ts';

const seconds = 6;
const rounds = 3;
const users = 10;
const body = JSON.stringify({
  connections: [{ connectionId: '00000000-0000-4000-8000-000000000001', name: 'x'.repeat(4400) }],
});

interface Cost {
  readonly perSecond: number;
  readonly cpuMs: number;
}

/** Every tool in turn, three times; the median is free of most of the machine's own noise. */
export async function run(): Promise<void> {
  const k6 = await findK6();
  const folder = mkdtempSync(join(tmpdir(), 'airlock-bench-'));
  const server = createServer((request, response) => {
    request.resume();
    response.setHeader('Content-Type', 'application/json').end(body);
  }).listen(0, '127.0.0.1');
  server.keepAliveTimeout = 75_000;
  await wait(100);
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`; // a TCP server that listens has an address
  const bare = join(folder, 'bare.js');
  writeFileSync(bare, bareScript(url));
  const own = await closedLoop(folder);
  const env = { ...process.env, AIRLOCK_TARGET: url, AIRLOCK_OPERATION: 'list', AIRLOCK_WARM_UP_SECONDS: '0' };
  const shared = ['run', '--quiet', '--no-usage-report'];
  const loop = ['--vus', String(users), '--duration', `${seconds}s`];
  const tools: Readonly<Record<string, readonly [string, readonly string[]]>> = {
    wrk: ['wrk', ['-t1', `-c${users}`, `-d${seconds}s`, '-s', wrkScript(folder), `${url}/list`]],
    'bare k6': [k6.path, [...shared, ...loop, bare]],
    'our script': [k6.path, [...shared, '--include-system-env-vars', own]],
    'our script, raw points': [
      k6.path,
      [...shared, '--include-system-env-vars', '--out', `json=${join(folder, 'points.json')}`, own],
    ],
  };
  const costs = new Map<string, Cost[]>();
  try {
    for (let round = 0; round < rounds; round += 1)
      for (const [name, [program, words]] of Object.entries(tools)) {
        if (name === 'wrk' && spawnSync('wrk', ['--version']).error !== undefined) continue;
        costs.set(name, [...(costs.get(name) ?? []), await costOf(program, words, env)]);
      }
  } finally {
    server.close();
    rmSync(folder, { recursive: true, force: true });
  }
  if (!costs.has('wrk')) console.log('wrk is not installed: skipped (apt-get install wrk)');
  console.log('tool                     requests/s   ms of processor per request');
  for (const [name, some] of costs)
    console.log(
      `${name.padEnd(24)} ${median(some.map(({ perSecond }) => perSecond))
        .toFixed(0)
        .padStart(10)}   ${median(some.map(({ cpuMs }) => cpuMs))
        .toFixed(3)
        .padStart(27)}`,
    );
}

/** The average test with its arrivals replaced by users who do not wait: what one iteration costs, at full speed. */
async function closedLoop(folder: string): Promise<string> {
  const script = await bundleScript('average', folder);
  const own = join(folder, 'own.mjs');
  writeFileSync(
    own,
    `import { options as usual, setup, measured } from ${JSON.stringify(script)};
export { setup, measured };
export const options = { ...usual, thresholds: {}, scenarios: { average: { executor: 'constant-vus', vus: ${users}, duration: '${seconds}s', exec: 'measured', tags: { phase: 'measured' } } } };`,
  );
  return own;
}

function bareScript(url: string): string {
  return `import http from 'k6/http';
export const options = { discardResponseBodies: true };
export default () => http.post('${url}/list', '{"workspaceId":"x"}', { headers: { 'Content-Type': 'application/json' } });`;
}

function wrkScript(folder: string): string {
  const file = join(folder, 'post.lua');
  writeFileSync(
    file,
    `wrk.method = "POST"\nwrk.body = '{"workspaceId":"x"}'\nwrk.headers["Content-Type"] = "application/json"\n`,
  );
  return file;
}

/** Processor time is that of the whole child, from the shell's own `times`. */
async function costOf(program: string, words: readonly string[], env: NodeJS.ProcessEnv): Promise<Cost> {
  const child = spawn('bash', ['-c', '"$0" "$@"; times', program, ...words], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.resume();
  await new Promise((resolve) => child.once('close', resolve));
  const perSecond = Number(/(?:Requests\/sec:\s*|http_reqs[. ]*:\s*\d+\s+)([\d.]+)/.exec(said)?.[1] ?? Number.NaN);
  const [, userMinutes, user, systemMinutes, system] = /(\d+)m([\d.]+)s (\d+)m([\d.]+)s\s*$/.exec(said) ?? [];
  const cpuSeconds = 60 * (Number(userMinutes) + Number(systemMinutes)) + Number(user) + Number(system);
  return { perSecond, cpuMs: (cpuSeconds * 1000) / (perSecond * seconds) };
}

function median(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? Number.NaN;
}
