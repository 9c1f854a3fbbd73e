/**
 * How many faults that nobody chose are noticed: every small change of the reference backend's answering code (Stryker's mutants, text
 * literals apart), each fuzzed with a budget of requests and verified by the built-in contracts.
 * `AIRLOCK_SAMPLE` is the size of the random sample, `all` for every mutant; `AIRLOCK_SEED` draws it; `AIRLOCK_REQUESTS` is the budget.
 */
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defined } from '../src/json/defined.ts';
import { instrumentBackend } from './mutants/instrument.ts';
import type { Mutant } from './mutants/instrument.ts';
import { judgeByFuzz, judgeByVerify } from './mutants/judge.ts';
import type { Judged, MutantTarget } from './mutants/judge.ts';

interface Row {
  readonly mutant: Mutant;
  readonly fuzz: Judged;
  readonly verify: Judged;
}

const size = process.env['AIRLOCK_SAMPLE'] ?? '60';
const seed = Number(process.env['AIRLOCK_SEED'] ?? 1);
const maxRequests = Number(process.env['AIRLOCK_REQUESTS'] ?? 2000);
const maxTimeMs = 60_000;
const pact = join(import.meta.dirname, '../pacts');

export async function run(): Promise<void> {
  const { entry, mutants } = await instrumentBackend();
  const sample = size === 'all' ? mutants : drawn(mutants, Number(size));
  const homeDir = await mkdtemp(join(tmpdir(), 'airlock-bench-'));
  const server = new MutantServer(entry);
  const rows: Row[] = [];
  try {
    const clean = await judged(server, '', homeDir);
    if (clean.fuzz.requests !== undefined || clean.verify.requests !== undefined)
      console.log(`the backend without a mutant is objected to: ${clean.fuzz.check ?? 'pact'}`);
    for (const [index, mutant] of sample.entries()) {
      const row = { mutant, ...(await judged(server, mutant.id, homeDir)) };
      rows.push(row);
      if (process.stderr.isTTY) process.stderr.write(`\r${index + 1} of ${sample.length}`);
    }
  } finally {
    server.stop();
    await rm(homeDir, { recursive: true, force: true });
  }
  print(rows, mutants.length);
}

async function judged(server: MutantServer, id: string, homeDir: string): Promise<Omit<Row, 'mutant'>> {
  const limits = { maxRequests, maxTimeMs, homeDir, seed };
  const fuzzed = await server.with(id, async (target) => judgeByFuzz(target, limits));
  const verified = await server.with(id, async (target) => judgeByVerify(target, { homeDir, pact }));
  return { fuzz: fuzzed, verify: verified };
}

/** Serves one mutant at a time; a process that hangs is killed, and a new one takes its place. */
class MutantServer {
  readonly #entry: string;
  #child: ChildProcess | undefined;
  #early: ReadonlySet<string> = new Set();

  constructor(entry: string) {
    this.#entry = entry;
  }

  async with(id: string, judge: (target: MutantTarget) => Promise<Judged>): Promise<Judged> {
    const child = await this.#childFor(id);
    child.send(id);
    const done = new AbortController();
    const ended = once(child, 'exit', { signal: done.signal }).then(
      () => [{ failure: 'it ended' }],
      () => [{ failure: '' }],
    );
    const [said] = (await Promise.race([once(child, 'message'), ended])) as [
      MutantTarget | { readonly failure: string },
    ]; // what server.ts sends
    done.abort();
    if ('failure' in said) {
      this.stop();
      return { problem: said.failure };
    }
    const limit = new Promise<Judged>((resolve) => {
      setTimeout(() => resolve({ problem: 'it hangs' }), maxTimeMs + 30_000).unref();
    });
    const result = await Promise.race([judge(said), limit]);
    // Whatever it does to its process or keeps in it does not reach the next one.
    if (result.problem !== undefined || this.#early.has(id)) this.stop();
    return result;
  }

  /** A mutant of code that runs while modules load needs a process that starts with it. */
  async #childFor(id: string): Promise<ChildProcess> {
    const usual = this.#child ?? (await this.#start());
    if (!this.#early.has(id)) return usual;
    this.stop();
    return this.#start(id);
  }

  async #start(mutant?: string): Promise<ChildProcess> {
    const child = fork(join(import.meta.dirname, 'mutants/server.ts'), [this.#entry], {
      execArgv: ['--import', 'tsx'],
      env: { ...process.env, ...defined({ AIRLOCK_MUTANT: mutant }) },
    });
    child.once('exit', () => {
      if (this.#child === child) this.#child = undefined;
    });
    this.#child = child;
    const [{ early }] = (await once(child, 'message')) as [{ readonly early: readonly string[] }]; // what server.ts sends first
    if (mutant === undefined) this.#early = new Set(early);
    return child;
  }

  stop(): void {
    this.#child?.kill('SIGKILL');
    this.#child = undefined;
  }
}

function drawn(mutants: readonly Mutant[], count: number): readonly Mutant[] {
  let state = seed;
  const random = (): number => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  return mutants
    .map((mutant) => ({ mutant, order: random() }))
    .toSorted((left, right) => left.order - right.order)
    .slice(0, count)
    .map(({ mutant }) => mutant);
}

function print(rows: readonly Row[], all: number): void {
  const noticed = rows.filter(({ fuzz }) => isNoticed(fuzz));
  const requests = noticed.flatMap(({ fuzz }) => (fuzz.requests === undefined ? [] : [fuzz.requests]));
  console.log(
    `${rows.length} of ${all} mutants, drawn with seed ${seed}; fuzz with ${maxRequests} requests, and verify`,
  );
  console.log(
    `fuzz noticed    ${share(noticed.length, rows.length)}, median of requests until then ${median(requests)}`,
  );
  console.log(`verify noticed  ${share(rows.filter(({ verify }) => isNoticed(verify)).length, rows.length)}`);
  console.log(
    `without a finding, by the run itself  ${noticed.filter(({ fuzz }) => fuzz.requests === undefined).length}`,
  );
  console.log('\nfile                 mutants  fuzz   verify');
  for (const file of [...new Set(rows.map(({ mutant }) => mutant.file))].toSorted()) {
    const own = rows.filter(({ mutant }) => mutant.file === file);
    const by = (pick: (row: Row) => Judged): string =>
      share(own.filter((row) => isNoticed(pick(row))).length, own.length);
    console.log(
      `${file.padEnd(20)} ${String(own.length).padStart(7)}  ${by(({ fuzz }) => fuzz)}  ${by(({ verify }) => verify)}`,
    );
  }
  console.log('\nsurvivors of fuzz');
  for (const { mutant } of rows.filter(({ fuzz }) => !isNoticed(fuzz)))
    console.log(`${mutant.file}:${mutant.line} ${mutant.kind}: ${mutant.original} → ${mutant.replacement}`);
}

function isNoticed({ requests, problem }: Judged): boolean {
  return requests !== undefined || problem !== undefined;
}

function share(part: number, whole: number): string {
  return `${((100 * part) / Math.max(1, whole)).toFixed(1).padStart(5)} %`;
}

function median(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? 0;
}
