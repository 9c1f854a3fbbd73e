/** Questions on a terminal. Secrets are not shown. */
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import type { Readable } from 'node:stream';
import { visible } from '../../report/visible.ts';
import { columnsOf, wrapped } from '../../report/wrapped.ts';
import type { Screen } from '../../report/wrapped.ts';
import { InterruptedError, UsageError } from '../usage-error.ts';

export interface Ask {
  /** Shows a line that is no question. */
  say(line: string): void;
  /** The answer without blanks around it; `otherwise` for an empty one. */
  text(question: string, otherwise?: string): Promise<string>;
  secret(question: string): Promise<string>;
  /** Index of what was chosen. */
  choice(question: string, offered: readonly string[]): Promise<number>;
}

/** Whether somebody can answer: a job of a CI and a pipe never get a question. */
export function canAsk(): boolean {
  return process.stdin.isTTY && process.stdout.isTTY && (process.env['CI'] ?? '') === '';
}

/** Asks until the input ends. @throws {UsageError} when it ends before an answer. @throws {InterruptedError} at Ctrl-C. */
export function askOn(input: Readable, output: Writable & Screen): Ask {
  const question = async (shown: string, isSecret: boolean): Promise<string> => {
    const echo = new Writable({
      write(chunk, _encoding, done) {
        if (!isSecret) output.write(chunk);
        done();
      },
    });
    const lines = createInterface({ input, output: echo, terminal: true });
    try {
      const ended = new Promise<never>((_, reject) => {
        // Ctrl-C is a character here: the terminal sends no signal while it is read.
        lines.once('SIGINT', () => reject(new InterruptedError('Interrupted; nothing is written')));
        lines.once('close', () => reject(new UsageError('Cannot go on: the input has ended; nothing is written')));
      });
      if (isSecret) output.write(shown);
      const answer = lines.question(isSecret ? '' : shown);
      return (await Promise.race([answer, ended])).trim();
    } finally {
      lines.close();
      if (isSecret) output.write('\n');
    }
  };
  const ask: Ask = {
    say(line) {
      output.write(`${wrapped(visible(line), columnsOf(output)).join('\n')}\n`);
    },
    async text(shown, otherwise) {
      const hint = otherwise === undefined ? '' : ` [${otherwise}]`;
      for (;;) {
        const answer = (await question(`${shown}${hint}: `, false)) || otherwise;
        if (answer !== undefined) return answer;
      }
    },
    async secret(shown) {
      for (;;) {
        const answer = await question(`${shown} (not shown): `, true);
        if (answer !== '') return answer;
      }
    },
    async choice(shown, offered) {
      for (const [index, each] of offered.entries()) output.write(`  ${index + 1}  ${visible(each)}\n`);
      for (;;) {
        const number = Number(await ask.text(shown, '1'));
        if (Number.isInteger(number) && number >= 1 && number <= offered.length) return number - 1;
        ask.say(`Expected a number from 1 to ${offered.length}`);
      }
    },
  };
  return ask;
}

/** On the terminal of the process. */
export function terminal(): Ask {
  return askOn(process.stdin, process.stdout);
}
