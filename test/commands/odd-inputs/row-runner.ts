import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { OddInput, Outcome } from './odd-input.ts';
import type { RowRequest } from './row-process.ts';

/** Longer than any row takes on a loaded machine. */
const hangsAfterMs = 60_000;

export interface Row {
  readonly outcome: Outcome;
  /** Holds the row's own `work`, `home` and `temporary`. */
  readonly root: string;
  /** Puts what the test runs in the place of `{name}`. */
  readonly fill: (text: string) => string;
}

/** Runs rows in a few processes that live on; one that does not answer is ended, and counts as a hang. */
export class RowRunner {
  readonly #folder: string;
  readonly #places: Readonly<Record<string, string>>;
  readonly #idle: ChildProcess[] = [];
  readonly #all = new Set<ChildProcess>();
  readonly #waiting: ((child: ChildProcess) => void)[] = [];

  constructor(folder: string, places: Readonly<Record<string, string>>, processes = 2) {
    this.#folder = folder;
    this.#places = places;
    for (let index = 0; index < processes; index += 1) this.#idle.push(this.#start());
  }

  /** @throws {Error} for a row that does not end. */
  async run(row: OddInput): Promise<Row> {
    const root = mkdtempSync(join(this.#folder, 'row-'));
    const place = (text: string): string => this.#filled(text);
    const [work, home, temporary] = [join(root, 'work'), join(root, 'home'), join(root, 'temporary')];
    for (const path of [work, home, temporary]) mkdirSync(path);
    for (const [name, content] of Object.entries(row.files ?? {})) {
      const file = join(work, name);
      mkdirSync(content === null ? file : dirname(file), { recursive: true });
      if (content !== null) writeFileSync(file, typeof content === 'string' ? place(content) : content);
    }
    const words = typeof row.words === 'string' ? row.words.split(' ') : row.words;
    const env = Object.fromEntries(Object.entries(row.env ?? {}).map(([name, value]) => [name, place(value)]));
    // No other program is on the path, so that none is used to build what is missing.
    const usual = { PATH: dirname(process.execPath), HOME: home, TMPDIR: temporary };
    const outcome = await this.#ask({ words: words.map(place), folder: work, env: { ...usual, ...env } });
    return { outcome, root, fill: place };
  }

  close(): void {
    for (const child of this.#all) child.kill('SIGKILL');
  }

  #filled(text: string): string {
    return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) =>
      Object.hasOwn(this.#places, name) ? (this.#places[name] ?? whole) : whole,
    );
  }

  async #ask(request: RowRequest): Promise<Outcome> {
    const child = this.#idle.pop() ?? (await new Promise<ChildProcess>((resolve) => this.#waiting.push(resolve)));
    let next = child;
    try {
      return await answerOf(child, request);
    } catch (error) {
      child.kill('SIGKILL');
      this.#all.delete(child);
      next = this.#start();
      throw error;
    } finally {
      const waiting = this.#waiting.shift();
      if (waiting === undefined) this.#idle.push(next);
      else waiting(next);
    }
  }

  #start(): ChildProcess {
    const child = fork(new URL('row-process.ts', import.meta.url), {
      execArgv: [],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.#all.add(child);
    return child;
  }
}

async function answerOf(child: ChildProcess, request: RowRequest): Promise<Outcome> {
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise((resolve, reject) => {
      child.once('message', resolve);
      child.once('exit', (code, signal) => reject(new Error(`It ended its process with ${code ?? signal}`)));
      timer = setTimeout(() => reject(new Error(`It hangs: no end within ${hangsAfterMs} ms`)), hangsAfterMs);
      child.send(request);
    });
  } finally {
    clearTimeout(timer);
    child.removeAllListeners('message');
    child.removeAllListeners('exit');
  }
}
