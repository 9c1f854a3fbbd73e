/** Serves one mutant at a time in a process of its own; one that hangs is killed, and a new one takes its place. */
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { defined } from '../../src/json/defined.ts';
import type { Judged, MutantTarget } from './judge.ts';
import type { PopulationId } from './populations.ts';
import type { Reached } from './server.ts';

export interface Served {
  /** The module that starts the server, with every mutant in it. */
  readonly entry: string;
  readonly population: PopulationId;
  /** Longer than anybody takes to judge it. */
  readonly limitMs: number;
}

export class MutantServer {
  readonly #served: Served;
  #child: ChildProcess | undefined;
  /** Mutants of code that runs while modules load. */
  #early: ReadonlySet<string> = new Set();

  constructor(served: Served) {
    this.#served = served;
  }

  /** An empty id is the server without a mutant. */
  async with(id: string, judge: (target: MutantTarget) => Promise<Judged>): Promise<Judged> {
    const child = await this.#childFor(id);
    child.send(id);
    const said = await answerOf<MutantTarget | { readonly failure: string }>(child);
    if (said === undefined || 'failure' in said) {
      this.stop();
      return { unserved: said?.failure ?? 'it ended' };
    }
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise<Judged>((resolve) => {
      timer = setTimeout(() => resolve({ problem: 'it hangs' }), this.#served.limitMs);
    });
    const result = await Promise.race([judge(said), limit]);
    clearTimeout(timer);
    // Whatever it does to its process, or keeps in it, does not reach the next one.
    if (result.problem !== undefined || this.#early.has(id)) this.stop();
    return result;
  }

  /** What was come to while no mutant was on. */
  async reached(): Promise<Reached> {
    this.#child?.send('reached');
    const said = this.#child === undefined ? undefined : await answerOf<{ readonly reached: Reached }>(this.#child);
    return said?.reached ?? { start: [], operations: {} };
  }

  stop(): void {
    this.#child?.kill('SIGKILL');
    this.#child = undefined;
  }

  async #childFor(id: string): Promise<ChildProcess> {
    const usual = this.#child ?? (await this.#start());
    if (!this.#early.has(id)) return usual;
    this.stop();
    return this.#start(id);
  }

  async #start(mutant?: string): Promise<ChildProcess> {
    const { entry, population } = this.#served;
    const child = fork(join(import.meta.dirname, 'server.ts'), [entry, population], {
      execArgv: ['--import', 'tsx'],
      env: { ...process.env, ...defined({ AIRLOCK_MUTANT: mutant }) },
    });
    child.once('exit', () => {
      if (this.#child === child) this.#child = undefined;
    });
    this.#child = child;
    const said = await answerOf<{ readonly early: readonly string[] }>(child);
    if (mutant === undefined) this.#early = new Set(said?.early);
    return child;
  }
}

/** What server.ts sends next; nothing when it ends instead. */
async function answerOf<Message>(child: ChildProcess): Promise<Message | undefined> {
  if (child.exitCode !== null || child.signalCode !== null) return undefined;
  const done = new AbortController();
  const ended = once(child, 'exit', { signal: done.signal }).then(
    () => [undefined],
    () => [undefined],
  );
  const [said] = (await Promise.race([once(child, 'message', { signal: done.signal }).catch(() => []), ended])) as [
    Message?,
  ]; // what server.ts sends
  done.abort();
  return said;
}
