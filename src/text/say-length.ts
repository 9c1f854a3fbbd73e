import { timeInWords } from './time-in-words.ts';
import type { Emit } from '../report/events.ts';

/** Nobody needs to be told of less. */
const longMs = 15_000;

/** Says how long a command takes before it begins, where that is long: `record takes about 3 min: 5 runs of …`. */
export function sayLength(emit: Emit, ms: number, words: (time: string) => string): void {
  if (ms >= longMs) emit({ type: 'notice', level: 'info', text: words(timeInWords(ms)) });
}
