/** Airlock's fuzz and Schemathesis against the same servers for the same time: traffic, share of 2xx, planted faults found. */
import { execFile, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import type { FaultId } from '../lab/faults.ts';

const execute = promisify(execFile);
const seconds = Number(process.env['AIRLOCK_SECONDS'] ?? '10');
const pinned = 'schemathesis==4.32.5';
const root = join(import.meta.dirname, '..');

const planted: readonly FaultId[] = [
  'update-resets-prefix',
  'list-leaks-workspace',
  'name-not-stored',
  'list-shows-other-status',
  'destination-filter-ignored',
  'cursor-dropped',
  'crash-on-emoji',
  'read-without-schema-change',
  // Needs no id that exists: both tools reach it.
  'missing-id-is-500',
];

/** What one run of a tool sent and reported; a failure is named by check, operation and status, without the generated values. */
interface Outcome {
  readonly statuses: readonly number[];
  /** Between the first and the last request, in seconds. */
  readonly span: number;
  readonly failures: ReadonlySet<string>;
}

interface Tool {
  readonly name: string;
  run(url: string, workspaceId: string): Promise<Outcome>;
}

export async function run(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'airlock-bench-'));
  try {
    const schemathesis = await findSchemathesis(folder);
    if (schemathesis === undefined) return;
    console.log(`${schemathesis.version}; ${seconds} s for each run, seed 1, a fresh server each`);
    const tools: Tool[] = [airlockTool(folder)];
    for (const form of ['published', 'repaired']) {
      const out = join(folder, form);
      await execute(process.execPath, airlock('spec', 'export', '--form', form, '--out', out), { cwd: root });
      tools.push(schemathesisTool(schemathesis.command, join(out, 'openapi.json'), form, folder));
    }
    await compare(tools);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function compare(tools: readonly Tool[]): Promise<void> {
  const summary: Record<string, Record<string, unknown>> = {};
  const faultRows: Record<string, Record<string, string>> = {};
  for (const tool of tools) {
    const clean = await onFreshServer(tool);
    const outcomes = [clean];
    let found = 0;
    for (const fault of planted) {
      const outcome = await onFreshServer(tool, fault);
      outcomes.push(outcome);
      const fresh = [...outcome.failures].filter((failure) => !clean.failures.has(failure));
      if (fresh.length > 0) found += 1;
      faultRows[fault] = { ...faultRows[fault], [tool.name]: fresh.length > 0 ? 'found' : '-' };
      for (const failure of fresh) console.log(`${tool.name}, ${fault}: ${failure}`);
    }
    const statuses = outcomes.flatMap((outcome) => outcome.statuses);
    const span = outcomes.reduce((sum, outcome) => sum + outcome.span, 0);
    const accepted = statuses.filter((status) => status >= 200 && status < 300).length;
    summary[tool.name] = {
      requests: statuses.length,
      'per second': Math.round(statuses.length / span),
      '2xx': `${((accepted * 100) / statuses.length).toFixed(1)} %`,
      'failures on clean': clean.failures.size,
      'faults found': `${found} of ${planted.length}`,
    };
  }
  console.table(summary);
  console.table(faultRows);
}

async function onFreshServer(tool: Tool, fault?: FaultId): Promise<Outcome> {
  const child = spawn(
    process.execPath,
    airlock('serve', '--port', '0', ...(fault === undefined ? [] : ['--fault', fault])),
    { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  try {
    for await (const line of createInterface({ input: child.stdout })) {
      const [, url, workspaceId] = /ready: (\S+) workspace (\S+)/.exec(line) ?? [];
      if (url === undefined || workspaceId === undefined) continue;
      child.stdout.resume();
      return await tool.run(url, workspaceId);
    }
    throw new Error(`Cannot start the backend with ${fault ?? 'no fault'}: it ended before it was ready`);
  } finally {
    child.kill();
  }
}

function airlockTool(folder: string): Tool {
  return {
    name: 'airlock fuzz',
    async run(url, workspaceId) {
      const reports = await mkdtemp(join(folder, 'airlock-'));
      const options = ['--target', url, '--workspace', workspaceId, '--seed', '1', '--max-time', `${seconds}s`];
      await toTheEnd(
        process.execPath,
        airlock('fuzz', ...options, '--report', 'json,ndjson', '--report-dir', reports),
        root,
      );
      const report = record(JSON.parse(await readFile(join(reports, 'report.json'), 'utf8')));
      const exchanges = (await lines(join(reports, 'events.ndjson')))
        .filter(({ type }) => type === 'exchange')
        .map(({ exchange }) => record(exchange));
      return {
        statuses: exchanges.map(({ status }) => Number(status ?? 0)),
        span: spanOf(exchanges.map(({ startedAt }) => Date.parse(String(startedAt)) / 1000)),
        failures: new Set(
          list(report['findings'])
            .map(record)
            .filter(({ status }) => status === 'new')
            .map(({ check, operation }) => `${String(check)} ${String(operation)}`),
        ),
      };
    },
  };
}

/** Default options; the ids are not given, since its default run has no place for them. */
function schemathesisTool(command: string, openapi: string, form: string, folder: string): Tool {
  return {
    name: `schemathesis, ${form}`,
    async run(url) {
      const home = await mkdtemp(join(folder, 'schemathesis-'));
      const events = join(home, 'events.ndjson');
      const limits = ['--url', url, '--max-time', String(seconds), '--seed', '1'];
      await toTheEnd(command, ['run', openapi, ...limits, '--report', 'ndjson', '--report-ndjson-path', events], home);
      const statuses: number[] = [];
      const times: number[] = [];
      const failures = new Set<string>();
      for (const event of await lines(events)) {
        const { label, interactions, checks } = record(record(event['ScenarioFinished'])['recorder']);
        const answers = record(interactions);
        for (const answer of Object.values(answers).map(record)) {
          times.push(Number(answer['timestamp']));
          statuses.push(statusOf(answer));
        }
        for (const [id, results] of Object.entries(record(checks)))
          for (const { name, status } of list(results).map(record))
            if (status === 'failure') failures.add(`${String(name)} ${String(label)} ${statusOf(record(answers[id]))}`);
      }
      return { statuses, span: spanOf(times), failures };
    },
  };
}

/** 0 where no answer came. */
function statusOf(interaction: Readonly<Record<string, unknown>>): number {
  return Number(record(interaction['response'])['status_code'] ?? 0);
}

/** On the PATH, in SCHEMATHESIS_BIN, or installed into the folder; undefined, and said so, where none of it works. */
async function findSchemathesis(
  folder: string,
): Promise<{ readonly command: string; readonly version: string } | undefined> {
  const asked = process.env['SCHEMATHESIS_BIN'];
  for (const command of asked === undefined ? ['schemathesis', 'st'] : [asked]) {
    const version = await versionOf(command);
    if (version !== undefined) return { command, version };
  }
  const venv = join(folder, 'venv');
  try {
    if (asked !== undefined) throw new Error(`SCHEMATHESIS_BIN is "${asked}", which does not run as Schemathesis`);
    await execute('python3', ['-m', 'venv', venv]);
    await execute(join(venv, 'bin', 'pip'), ['install', '--quiet', pinned]);
    const command = join(venv, 'bin', 'schemathesis');
    const version = await versionOf(command);
    if (version === undefined) throw new Error(`${pinned} was installed and does not run`);
    return { command, version };
  } catch (error) {
    const [reason] = (error instanceof Error ? error.message : String(error)).split('\n');
    console.log(`skipped, Schemathesis cannot be had: ${reason}`);
    return undefined;
  }
}

/** Other programs are called `st` too. */
async function versionOf(command: string): Promise<string | undefined> {
  try {
    const { stdout } = await execute(command, ['--version'], { timeout: 20_000 });
    const [, version] = /^(?:st|schemathesis), version (\S+)/.exec(stdout) ?? [];
    return version === undefined ? undefined : `Schemathesis ${version}`;
  } catch {
    return undefined;
  }
}

/** Findings end both tools with a code other than 0; a tool that does not stop by itself is stopped. */
function toTheEnd(command: string, args: readonly string[], cwd: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, stdio: 'ignore', timeout: (2 * seconds + 30) * 1000 });
    child.once('error', reject);
    child.once('close', () => resolve());
  });
}

function airlock(...args: readonly string[]): string[] {
  return ['--import', 'tsx', 'src/cli.ts', ...args];
}

async function lines(file: string): Promise<Readonly<Record<string, unknown>>[]> {
  const text = await readFile(file, 'utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => record(JSON.parse(line)));
}

function spanOf(times: readonly number[]): number {
  const sorted = times.toSorted((left, right) => left - right);
  return (sorted.at(-1) ?? 0) - (sorted[0] ?? 0);
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
