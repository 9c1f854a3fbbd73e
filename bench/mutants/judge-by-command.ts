/** What a tool says of a server when it is run as its users run it: a command of its own, for a fixed time. */
import { execFile, spawn } from 'node:child_process';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { listAt, member, objectAt, textAt } from '../../src/json/json.ts';
import type { MutantTarget } from './judge.ts';

const execute = promisify(execFile);
const root = join(import.meta.dirname, '../..');

/** One run: a failure is named by check, operation and status, without the values that were drawn. */
export interface Outcome {
  readonly requests: number;
  readonly failures: readonly string[];
}

export interface Tool {
  readonly name: string;
  /** Time of a run. */
  readonly seconds: number;
  /** The command line, with words for what differs between runs. */
  readonly command: string;
  run(target: MutantTarget, seed: number): Promise<Outcome>;
}

export function airlockTool(folder: string, seconds: number): Tool {
  const options = (url: string, workspaceId: string, seed: string): readonly string[] => [
    '--target',
    url,
    '--workspace',
    workspaceId,
    '--seed',
    seed,
    '--max-time',
    `${seconds}s`,
    '--max-findings',
    '1',
    '--no-shrink',
    '--report',
    'json',
  ];
  return {
    name: 'airlock',
    seconds,
    command: `airlock fuzz ${options('URL', 'ID', 'N').join(' ')}`,
    async run({ url, workspaceId }, seed) {
      const home = await mkdtemp(join(folder, 'airlock-'));
      const command = ['--import', 'tsx', 'src/cli.ts', 'fuzz', ...options(url ?? '', workspaceId ?? '', `${seed}`)];
      await toTheEnd(process.execPath, [...command, '--report-dir', home], { cwd: root, seconds });
      const report: unknown = JSON.parse(await readFile(join(home, 'report.json'), 'utf8'));
      return {
        requests: Number(member(objectAt(report, 'requests'), 'total') ?? 0),
        failures: listAt(report, 'findings')
          .filter((finding) => member(finding, 'status') === 'new')
          .map((finding) => `${textAt(finding, 'check')} ${textAt(finding, 'operation')}`),
      };
    },
  };
}

/** As its guide for benchmarks has it, with the repaired description, and with ids that exist in the place of those it draws. */
export function schemathesisTool(bin: string, openapi: string, folder: string, seconds: number): Tool {
  const options = (url: string, seed: string): readonly string[] => [
    '--url',
    url,
    '--seed',
    seed,
    '--max-time',
    String(seconds),
    '--continue-on-failure',
    '--no-shrink',
    '--suppress-health-check',
    'all',
  ];
  return {
    name: 'schemathesis',
    seconds,
    command: `SCHEMATHESIS_HOOKS=hooks schemathesis run openapi.json ${options('URL', 'N').join(' ')}`,
    async run(target, seed) {
      const home = await mkdtemp(join(folder, 'schemathesis-'));
      await writeFile(join(home, 'hooks.py'), await hooksFor(target));
      const events = join(home, 'events.ndjson');
      const reports = ['--report', 'ndjson', '--report-ndjson-path', events];
      const env = { ...process.env, SCHEMATHESIS_HOOKS: 'hooks' };
      await toTheEnd(bin, ['run', openapi, ...options(target.url ?? '', `${seed}`), ...reports], {
        cwd: home,
        seconds,
        env,
      });
      return outcomeIn(await readFile(events, 'utf8'));
    },
  };
}

function outcomeIn(events: string): Outcome {
  const failures = new Set<string>();
  let requests = 0;
  for (const line of events.split('\n').filter(Boolean)) {
    const event: unknown = JSON.parse(line);
    const recorder = objectAt(objectAt(event, 'ScenarioFinished'), 'recorder');
    const answers = objectAt(recorder, 'interactions');
    const checks = objectAt(recorder, 'checks');
    requests += Object.keys(answers).length;
    for (const id of Object.keys(checks))
      for (const result of listAt(checks, id))
        if (member(result, 'status') === 'failure')
          failures.add(`${textAt(result, 'name')} ${textAt(recorder, 'label')} ${statusOf(answers[id])}`);
  }
  return { requests, failures: [...failures] };
}

/** An id that is there stands in for four of five drawn ones; those that break the description stay. */
async function hooksFor({ url, workspaceId, sourceId, destinationId }: MutantTarget): Promise<string> {
  const answer = await fetch(`${url}/v1/web_backend/connections/list`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ workspaceId }),
  }).catch(() => undefined);
  const listed: unknown = answer?.ok === true ? await answer.json().catch(() => undefined) : undefined;
  const connections = listAt(listed, 'connections').map((each) => member(each, 'connectionId'));
  const ids = { workspaceId: [workspaceId], sourceId: [sourceId], destinationId: [destinationId] };
  return `import json, random, uuid
import schemathesis

IDS = json.loads(${JSON.stringify(JSON.stringify({ ...ids, connectionId: connections }))})

def is_id(value):
    try:
        return isinstance(value, str) and bool(uuid.UUID(value))
    except ValueError:
        return False

@schemathesis.hook
def map_body(ctx, body):
    if not isinstance(body, dict):
        return body
    draw = random.Random(json.dumps(body, sort_keys=True, default=str))
    for key, known in IDS.items():
        if not known or key not in body or draw.random() > 0.8:
            continue
        if is_id(body[key]):
            body[key] = draw.choice(known)
        elif isinstance(body[key], list):
            body[key] = [draw.choice(known) if is_id(one) else one for one in body[key]]
    return body
`;
}

/** 0 where no answer came. */
function statusOf(interaction: unknown): number {
  return Number(member(objectAt(interaction, 'response'), 'status_code') ?? 0);
}

const pinned = 'schemathesis==4.32.5';

/** On the PATH, in SCHEMATHESIS_BIN, or installed into the folder; undefined, and said so, where none of it works. */
export async function findSchemathesis(
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
function toTheEnd(
  command: string,
  args: readonly string[],
  { seconds, ...options }: { readonly cwd: string; readonly seconds: number; readonly env?: NodeJS.ProcessEnv },
): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, stdio: 'ignore', timeout: (2 * seconds + 30) * 1000 });
    child.once('error', reject);
    child.once('close', () => resolve());
  });
}
