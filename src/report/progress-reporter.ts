/** Live progress on standard error: drawn on a terminal, plain lines elsewhere. */
import { Activity } from './activity.ts';
import { findingNews } from './finding-news.ts';
import type { RunEvent } from './events.ts';
import { progressLine } from './progress-line.ts';
import type { Reporter, ReporterOptions } from './reporter.ts';
import { visible } from './visible.ts';
import { columnsOf, wrapped } from './wrapped.ts';

/** In a CI log, where lines stay, report the progress of a phase at most this often. */
const quietMs = 5000;
/** How often a line on a terminal says that time goes on. */
const tickMs = 1000;
/** Columns of the turning sign and the blank after it. */
const signColumns = 2;

/** Where to draw, and by which clock; the terminal and `performance.now` unless told otherwise. */
export interface Drawing {
  readonly stream?: NodeJS.WriteStream;
  readonly now?: () => number;
}

export async function progressReporter(options: ReporterOptions, drawing: Drawing = {}): Promise<Reporter> {
  const { stream = process.stderr, now = () => performance.now() } = drawing;
  return stream.isTTY && process.env['CI'] === undefined ? drawn(options, { stream, now }) : plain(options);
}

/** From the first event to the last the line says what is done: a run that waits for a slow target must not look dead. */
async function drawn({ redact, color }: ReporterOptions, { stream, now }: Required<Drawing>): Promise<Reporter> {
  const { default: ora } = await import('ora');
  const spinner = ora({ stream, discardStdin: false, ...(color ? {} : { color: false }) });
  const activity = new Activity(now);
  const news = findingNews();
  const width = (): number => (columnsOf(stream) ?? Number.POSITIVE_INFINITY) - signColumns;
  const draw = (): void => void (spinner.text = fit(redact(activity.line()), width()));
  // Whatever standard output gets now must not be drawn over.
  const makeRoom = (): void => {
    spinner.stop();
    queueMicrotask(() => {
      if (timer !== undefined) spinner.start();
    });
  };
  const keep = (how: 'succeed' | 'fail', text: string): void => {
    const shown = wrapped(redact(visible(text)), width()).join(`\n${' '.repeat(signColumns)}`);
    if (color) spinner[how](shown);
    // Its own signs are coloured whatever its options say.
    else spinner.stopAndPersist({ symbol: how === 'succeed' ? '✔' : '✖', text: shown });
  };
  let timer: NodeJS.Timeout | undefined = setInterval(draw, tickMs).unref();
  const end = (): void => {
    clearInterval(timer);
    timer = undefined;
    spinner.stop();
  };
  draw();
  return {
    emit(event) {
      activity.take(event);
      if (event.type === 'run-finished') return end();
      const title = news(event);
      if (title !== undefined) keep('fail', title);
      if (event.type === 'phase-finished') keep(event.ok ? 'succeed' : 'fail', `${event.phase}: ${event.summary}`);
      // Exchanges are too many to draw each.
      if (event.type !== 'exchange') draw();
      if (event.type === 'run-started' || event.type === 'notice') makeRoom();
      else if (!spinner.isSpinning) spinner.start();
    },
    close: end,
  };
}

/** A long note gives way to the time behind it: without that the line would stand still. */
function fit(line: string, width: number): string {
  if (line.length <= width) return line;
  const time = /, (?:for \d[^,]*|\d[^,]* left)(?=,|$)/.exec(line);
  const end = time === null || time.index + time[0].length < width ? '' : time[0];
  return `${line.slice(0, Math.max(1, width - 1 - end.length))}…${end}`;
}

/** Lines stay where there is no terminal: what only says that something is done is not worth one. */
function saysHowFar({ number, remainingMs, requests }: Extract<RunEvent, { type: 'progress' }>): boolean {
  return number !== undefined || remainingMs !== undefined || requests !== undefined;
}

function plain({ redact, verbose }: ReporterOptions): Reporter {
  const news = findingNews();
  let pending: NodeJS.Timeout | undefined;
  let latest = '';
  const forget = (): void => {
    clearTimeout(pending);
    pending = undefined;
  };
  const say = (text: string): void => console.error(redact(visible(text)));
  return {
    emit(event: RunEvent) {
      const title = news(event);
      if (title !== undefined) say(title);
      if (event.type === 'phase-finished') {
        forget();
        say(`${event.phase}: ${event.summary}`);
      }
      if (event.type !== 'progress' || !saysHowFar(event)) return;
      latest = redact(progressLine(event));
      if (verbose) console.error(latest);
      else
        pending ??= setTimeout(() => {
          pending = undefined;
          console.error(latest);
        }, quietMs).unref();
    },
    close: forget,
  };
}
