/** What a run is doing just now, how far it is and how long it will take: a line that is never empty, and never stands still. */
import { timeInWords } from '../text/time-in-words.ts';
import type { RunEvent } from './events.ts';
import { progressLine } from './progress-line.ts';
import type { Progress } from './progress-line.ts';

/** Before that nothing can be said of how long it takes. */
const leastMs = 2000;
/** The first few say little of the rest: they also wait for what starts. */
const leastEnded = 5;

export class Activity {
  readonly #now: () => number;
  #command = 'airlock';
  #progress: Progress = { phase: 'airlock', note: 'starting' };
  /** When the phase began, when its words changed, and when the latest progress in it was made. */
  #since: number;
  #wordsSince: number;
  #at: number;
  #requests = 0;

  /** @param now milliseconds */
  constructor(now: () => number) {
    this.#now = now;
    this.#since = now();
    this.#wordsSince = this.#since;
    this.#at = this.#since;
  }

  take(event: RunEvent): void {
    if (event.type === 'run-started') {
      this.#command = event.command;
      this.#begin({ phase: event.command, note: 'starting' });
    } else if (event.type === 'exchange') this.#requests += 1;
    else if (event.type === 'phase-started')
      this.#begin({ phase: event.phase, ...(event.note === undefined ? {} : { note: event.note }) });
    else if (event.type === 'phase-finished') this.#begin({ phase: this.#command, note: `${event.phase} has ended` });
    else if (event.type === 'progress') {
      if (event.phase !== this.#progress.phase) this.#begin(event);
      else if (event.note !== this.#progress.note) this.#wordsSince = this.#now();
      this.#progress = event;
      this.#at = this.#now();
    }
  }

  #begin(progress: Progress): void {
    this.#progress = progress;
    this.#since = this.#now();
    this.#wordsSince = this.#since;
    this.#at = this.#since;
    this.#requests = 0;
  }

  line(): string {
    const progress = this.#progress;
    const elapsedMs = this.#now() - this.#wordsSince;
    const remainingMs = this.#remainingMs(progress);
    const isCounted = progress.number !== undefined || remainingMs !== undefined || this.#requests === 0;
    const sent = isCounted ? {} : { requests: this.#requests };
    if (remainingMs !== undefined) return progressLine({ ...sent, ...progress, remainingMs });
    const seconds = Math.floor(elapsedMs / 1000);
    return progressLine({ ...sent, ...progress }, elapsedMs < leastMs ? '' : `for ${timeInWords(seconds * 1000)}`);
  }

  /** What the engine says, else by what the earlier ones of the phase took; less what has passed since then. */
  #remainingMs({ remainingMs, number = 0, total }: Progress): number | undefined {
    const passedMs = this.#now() - this.#at;
    if (remainingMs !== undefined) return Math.max(0, remainingMs - passedMs);
    const ended = number - 1;
    const takenMs = this.#at - this.#since;
    if (total === undefined || ended < leastEnded || takenMs < leastMs) return undefined;
    return Math.max(0, (takenMs / ended) * (total - ended) - passedMs);
  }
}
