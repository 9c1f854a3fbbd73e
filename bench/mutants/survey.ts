/** Judges mutants of a server one after the other, or several at once, and keeps what was said of each. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { instrumentServer, keyOf } from './instrument.ts';
import type { Mutant } from './instrument.ts';
import { judgeByFuzz, judgeByVerify } from './judge.ts';
import type { Judged } from './judge.ts';
import { MutantServer } from './mutant-server.ts';
import { populations } from './populations.ts';
import type { PopulationId } from './populations.ts';
import { Results } from './results.ts';
import type { Reached } from './server.ts';
import { readSurvivors } from './survivors.ts';
import type { SurvivorClass } from './survivors.ts';

const judgesByName = { fuzz: judgeByFuzz, verify: judgeByVerify } as const;

export type JudgeName = keyof typeof judgesByName;

export interface SurveyOptions {
  readonly population: PopulationId;
  readonly judges: readonly JudgeName[];
  /** Of the random sample; all when absent. */
  readonly size?: number;
  readonly seed: number;
  /** Infinite where only the time counts. */
  readonly maxRequests: number;
  readonly maxTimeMs: number;
  /** Mutants judged at once. */
  readonly jobs: number;
  /** Only mutants that were read as one of these. */
  readonly classes?: readonly (SurvivorClass | 'unread')[];
  /** Where results are kept, and where those of an interrupted survey are found. */
  readonly file?: string;
  readonly progress: (text: string) => void;
}

export interface Row {
  readonly mutant: Mutant;
  /** As it was read when no run noticed it; `unread` otherwise. */
  readonly class: SurvivorClass | 'unread';
  readonly judged: Readonly<Partial<Record<JudgeName, Judged>>>;
  /** Operations that come to this code; empty where none did, or where that is not counted. */
  readonly operations: readonly string[];
}

export interface Survey {
  /** How many mutants there are. */
  readonly all: number;
  /** In the order in which they were drawn. */
  readonly rows: readonly Row[];
  /** What the server without a mutant is charged with: nothing. */
  readonly clean: readonly Judged[];
}

export async function survey(options: SurveyOptions): Promise<Survey> {
  const { population, judges, seed, maxRequests, maxTimeMs, progress } = options;
  const { entry, mutants } = await instrumentServer(populations[population]);
  const survivors = readSurvivors(population);
  const classOf = (mutant: Mutant): Row['class'] => survivors.get(keyOf(mutant))?.class ?? 'unread';
  const results = new Results(options.file);
  const homeDir = await mkdtemp(join(tmpdir(), 'airlock-bench-'));
  const limits = { maxRequests, maxTimeMs, homeDir, seed };
  const by = { fuzz: `${population} fuzz ${budgetOf(options)} seed ${seed}`, verify: `${population} verify` };
  const judgeBy = async (name: JudgeName, server: MutantServer, id: string): Promise<Judged> => {
    const once = async (): Promise<Judged> =>
      server.with(id, async (target) => judgesByName[name](target, limits, populations[population]));
    const said = await once();
    // On a busy machine any server may once be late with an answer.
    return said.problem === undefined && said.isGone !== true ? said : once();
  };
  const newServer = (): MutantServer => new MutantServer({ entry, population, limitMs: maxTimeMs + 30_000 });
  const sample = drawn(mutants, seed)
    .slice(0, options.size)
    .filter((mutant) => options.classes?.includes(classOf(mutant)) ?? true);
  const judged = new Map<string, Partial<Record<JudgeName, Judged>>>(sample.map(({ id }) => [id, {}]));
  const clean: Judged[] = [];
  const waiting = [...sample];
  let reached: Reached = { start: [], operations: {} };
  const worker = async (server: MutantServer): Promise<void> => {
    for (let mutant = waiting.shift(); mutant !== undefined; mutant = waiting.shift()) {
      for (const name of judges) {
        const known = results.of(mutant, by[name]);
        const isIdle = name === 'fuzz' && !isReached(mutant, reached);
        const said = known ?? (isIdle ? {} : await judgeBy(name, server, mutant.id));
        if (known === undefined) results.add(mutant, by[name], said);
        judged.set(mutant.id, { ...judged.get(mutant.id), [name]: said });
      }
      progress(`${sample.length - waiting.length} of ${sample.length}`);
    }
  };
  const servers = Array.from({ length: options.jobs }, newServer);
  const [first] = servers;
  try {
    if (first !== undefined) {
      for (const name of judges) clean.push(await judgeBy(name, first, ''));
      reached = await first.reached();
    }
    await Promise.all(servers.map(worker));
  } finally {
    for (const server of servers) server.stop();
    await rm(homeDir, { recursive: true, force: true });
  }
  const rows = sample.map((mutant) => ({
    mutant,
    class: classOf(mutant),
    judged: judged.get(mutant.id) ?? {},
    operations: comersTo(mutant, reached),
  }));
  return { all: mutants.length, rows, clean };
}

function comersTo({ id }: Mutant, { operations }: Reached): readonly string[] {
  return Object.keys(operations).filter((operation) => operations[operation]?.includes(id) === true);
}

/** The same run on the same server comes to the same code: what it does not come to it cannot notice. */
function isReached(mutant: Mutant, reached: Reached): boolean {
  const isCounted = Object.keys(reached.operations).length > 0;
  return !isCounted || reached.start.includes(mutant.id) || comersTo(mutant, reached).length > 0;
}

/** Such as `2000 requests`, or `60 s` where the requests are not bounded. */
export function budgetOf({ maxRequests, maxTimeMs }: Pick<SurveyOptions, 'maxRequests' | 'maxTimeMs'>): string {
  return Number.isFinite(maxRequests) ? `${maxRequests} requests` : `${maxTimeMs / 1000} s`;
}

/** In an order that the seed draws. */
export function drawn(mutants: readonly Mutant[], seed: number): readonly Mutant[] {
  let state = seed;
  const random = (): number => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  return mutants
    .map((mutant) => ({ mutant, order: random() }))
    .toSorted((left, right) => left.order - right.order)
    .map(({ mutant }) => mutant);
}
