/**
 * Airlock and Schemathesis on the same random mutants of the reference backend, each as a command for the same time, with several seeds,
 * after the guide for benchmarks of Schemathesis. They take turns, so that whatever else the machine does meets both. Set by the environment:
 *
 * - `AIRLOCK_SAMPLE`: mutants, 60; `AIRLOCK_SEED` draws them; `AIRLOCK_SEEDS`: runs of each tool on each, 5.
 * - `AIRLOCK_SECONDS`: time of a run, 6.
 * - `AIRLOCK_TOOLS`: `airlock,schemathesis`.
 * - `AIRLOCK_RESULTS`: a file of JSON lines; what it holds is not run again.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { instrumentServer, keyOf } from './mutants/instrument.ts';
import type { Mutant } from './mutants/instrument.ts';
import type { Judged } from './mutants/judge.ts';
import { airlockTool, findSchemathesis, schemathesisTool } from './mutants/judge-by-command.ts';
import type { Outcome, Tool } from './mutants/judge-by-command.ts';
import { MutantServer } from './mutants/mutant-server.ts';
import { populations } from './mutants/populations.ts';
import { compareRanks } from './mutants/rank-test.ts';
import { Results } from './mutants/results.ts';
import { quantile } from './mutants/scores.ts';
import { drawn } from './mutants/survey.ts';
import { readSurvivors } from './mutants/survivors.ts';

const root = join(import.meta.dirname, '..');
const seconds = Number(process.env['AIRLOCK_SECONDS'] ?? 6);
const size = Number(process.env['AIRLOCK_SAMPLE'] ?? 60);
const seeds = Array.from({ length: Number(process.env['AIRLOCK_SEEDS'] ?? 5) }, (_, index) => index + 1);
/** What a tool says of the server without a mutant it may say late: it is given so many times the time. */
const usualTimes = 6;
const asked = (process.env['AIRLOCK_TOOLS'] ?? 'airlock,schemathesis').split(',');

/** Seeds with which a tool reported a failure that it never reports of the server without a mutant. */
type Found = ReadonlyMap<Mutant, ReadonlySet<number>>;

export async function run(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'airlock-bench-'));
  const { entry, mutants } = await instrumentServer(populations.reference);
  const server = new MutantServer({ entry, population: 'reference', limitMs: (2 * seconds + 60) * 1000 });
  const sample = drawn(mutants, Number(process.env['AIRLOCK_SEED'] ?? 1)).slice(0, size);
  const results = new Results(process.env['AIRLOCK_RESULTS']);
  try {
    const toolsOf = await toolsIn(folder);
    const tools = toolsOf(seconds);
    for (const { name, command } of tools) console.log(`${name.padEnd(13)} ${command}`);
    const bench = { server, results };
    print(
      await foundBy(tools, sample, { ...bench, usual: await usualOf(toolsOf(usualTimes * seconds), bench) }),
      sample,
    );
  } finally {
    server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function toolsIn(folder: string): Promise<(limit: number) => readonly Tool[]> {
  const airlock = (limit: number): readonly Tool[] => (asked.includes('airlock') ? [airlockTool(folder, limit)] : []);
  if (!asked.includes('schemathesis')) return airlock;
  const schemathesis = await findSchemathesis(folder);
  if (schemathesis === undefined) return airlock;
  console.log(schemathesis.version);
  const [cli, out] = [join(root, 'src/cli.ts'), join(folder, 'repaired')];
  await promisify(execFile)(process.execPath, [
    '--import',
    'tsx',
    cli,
    'spec',
    'export',
    '--form',
    'repaired',
    '--out',
    out,
  ]);
  return (limit) => [
    ...airlock(limit),
    schemathesisTool(schemathesis.command, join(out, 'openapi.json'), folder, limit),
  ];
}

interface Bench {
  readonly server: MutantServer;
  readonly results: Results;
}

/** What each tool reports of the server without a mutant, by its name. */
type Usual = ReadonlyMap<string, ReadonlySet<string>>;

async function usualOf(tools: readonly Tool[], bench: Bench): Promise<Usual> {
  const clean: Mutant = { id: '', file: 'none', line: '', lineNumber: 0, kind: '', original: '', replacement: '' };
  const usual = new Map<string, Set<string>>();
  for (const tool of tools) {
    const outcomes: Outcome[] = [];
    for (const seed of seeds) outcomes.push(await outcomeOf(tool, clean, seed, bench));
    const failures = new Set(outcomes.flatMap((outcome) => outcome.failures));
    const requests = outcomes.map((outcome) => outcome.requests).toSorted(ascending);
    usual.set(tool.name, failures);
    console.log(
      `${tool.name.padEnd(13)} without a mutant: ${failures.size} kinds of failure, median ${quantile(requests, 0.5)} requests in ${usualTimes} times the time`,
    );
  }
  return usual;
}

async function foundBy(
  tools: readonly Tool[],
  sample: readonly Mutant[],
  { usual, ...bench }: Bench & { readonly usual: Usual },
): Promise<ReadonlyMap<string, Found>> {
  const found = new Map(tools.map(({ name }) => [name, new Map(sample.map((mutant) => [mutant, new Set<number>()]))]));
  for (const [index, mutant] of sample.entries()) {
    for (const seed of seeds)
      for (const tool of tools) {
        const { failures } = await outcomeOf(tool, mutant, seed, bench);
        if (failures.some((failure) => usual.get(tool.name)?.has(failure) !== true))
          found.get(tool.name)?.get(mutant)?.add(seed);
      }
    process.stderr.write(`${index + 1} of ${sample.length} mutants\n`);
  }
  return found;
}

async function outcomeOf(tool: Tool, mutant: Mutant, seed: number, { server, results }: Bench): Promise<Outcome> {
  const by = `${tool.name} ${tool.seconds} s seed ${seed}`;
  let said = results.of(mutant, by);
  if (said === undefined) {
    said = await server.with(mutant.id, async (target): Promise<Judged> => {
      const { requests, failures } = await tool.run(target, seed);
      return { requests, check: failures.join('\n') };
    });
    results.add(mutant, by, said);
  }
  // Nobody misses a server that does not answer.
  if (said.problem !== undefined || said.unserved !== undefined) return { requests: 0, failures: ['no server'] };
  return { requests: said.requests ?? 0, failures: (said.check ?? '').split('\n').filter(Boolean) };
}

function print(found: ReadonlyMap<string, Found>, sample: readonly Mutant[]): void {
  const read = readSurvivors('reference');
  const isHopeless = (mutant: Mutant): boolean => !['missed', undefined].includes(read.get(keyOf(mutant))?.class);
  const hopeless = sample.filter(isHopeless).length;
  console.log(
    `\n${sample.length} mutants, ${hopeless} of them read as such that nobody can notice; ${seeds.length} seeds, ${seconds} s a run`,
  );
  const counts = new Map(
    [...found].map(([name, by]) => [name, seeds.map((seed) => [...by.values()].filter((own) => own.has(seed)).length)]),
  );
  for (const [name, each] of counts) {
    const ever = [...(found.get(name) ?? [])].filter(([, by]) => by.size > 0).length;
    const sorted = each.toSorted(ascending);
    console.log(`${name.padEnd(13)} found ${each.join(', ')}: median ${quantile(sorted, 0.5)}; with any seed ${ever}`);
  }
  const [airlock, schemathesis] = [counts.get('airlock'), counts.get('schemathesis')];
  if (airlock === undefined || schemathesis === undefined) return;
  const { a12, p } = compareRanks(airlock, schemathesis);
  console.log(`Vargha-Delaney A12 ${a12.toFixed(2)} for airlock, Mann-Whitney p ${p.toFixed(4)} (exact, two-sided)`);
  const has = (name: string, mutant: Mutant): boolean => (found.get(name)?.get(mutant)?.size ?? 0) > 0;
  for (const [one, other] of [
    ['airlock', 'schemathesis'],
    ['schemathesis', 'airlock'],
  ] as const) {
    const own = sample.filter((mutant) => has(one, mutant) && !has(other, mutant));
    console.log(`\nwith any seed only by ${one}: ${own.length}`);
    for (const { file, lineNumber, kind, original, replacement } of own)
      console.log(`  ${file}:${lineNumber} ${kind}: ${original} → ${replacement}`);
  }
}

function ascending(left: number, right: number): number {
  return left - right;
}
