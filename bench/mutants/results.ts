/** What was said of each mutant, kept as lines of JSON, so that a survey that was interrupted goes on where it was. */
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { keyOf } from './instrument.ts';
import type { MutantText } from './instrument.ts';
import type { Judged } from './judge.ts';

/** One judgement: the same mutant is judged by several. */
export interface Result {
  readonly mutant: MutantText;
  /** Such as `reference fuzz 2000 seed 1`. */
  readonly by: string;
  readonly judged: Judged;
}

export class Results {
  readonly #file: string | undefined;
  readonly #known = new Map<string, Judged>();

  /** Without a file they are kept for this run only. */
  constructor(file: string | undefined) {
    this.#file = file;
    if (file === undefined || !existsSync(file)) return;
    for (const line of readFileSync(file, 'utf8').split('\n').filter(Boolean)) {
      const { mutant, by, judged } = JSON.parse(line) as Result; // lines that `add` wrote
      this.#known.set(by + keyOf(mutant), judged);
    }
  }

  of(mutant: MutantText, by: string): Judged | undefined {
    return this.#known.get(by + keyOf(mutant));
  }

  add({ file, line, kind, original, replacement, nth }: MutantText, by: string, judged: Judged): void {
    const mutant = { file, line, kind, original, replacement, ...(nth === undefined ? {} : { nth }) };
    this.#known.set(by + keyOf(mutant), judged);
    if (this.#file !== undefined) appendFileSync(this.#file, `${JSON.stringify({ mutant, by, judged })}\n`);
  }
}
