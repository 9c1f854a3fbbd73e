/** Live progress on standard error: drawn on a terminal, plain lines elsewhere. */
import type { RunEvent } from './events.ts';
import type { Reporter, ReporterOptions } from './reporter.ts';
import { visible } from './visible.ts';
import { counted } from '../text/counted.ts';
import { percent } from '../text/percent.ts';

/** In a CI log, where lines stay, report the progress of a phase at most this often. */
const quietMs = 5000;

export async function progressReporter(options: ReporterOptions): Promise<Reporter> {
  return process.stderr.isTTY && process.env['CI'] === undefined ? drawn(options) : plain(options);
}

async function drawn({ redact, color }: ReporterOptions): Promise<Reporter> {
  const { default: ora } = await import('ora');
  const spinner = ora({ stream: process.stderr, discardStdin: false, ...(color ? {} : { color: false }) });
  return {
    emit(event) {
      if (event.type === 'phase-started') spinner.start(visible(event.phase));
      if (event.type === 'progress') spinner.text = redact(progressLine(event));
      if (event.type === 'phase-finished')
        spinner[event.ok ? 'succeed' : 'fail'](redact(visible(`${event.phase}: ${event.summary}`)));
      // Whatever standard output gets now must not be drawn over.
      if (event.type === 'run-finished') spinner.stop();
      if (event.type === 'notice' && spinner.isSpinning) {
        spinner.stop();
        queueMicrotask(() => void spinner.start());
      }
    },
    close: () => void spinner.stop(),
  };
}

function plain({ redact, verbose }: ReporterOptions): Reporter {
  let pending: NodeJS.Timeout | undefined;
  let latest = '';
  const forget = (): void => {
    clearTimeout(pending);
    pending = undefined;
  };
  return {
    emit(event) {
      if (event.type === 'phase-finished') {
        forget();
        console.error(redact(visible(`${event.phase}: ${event.summary}`)));
      }
      if (event.type !== 'progress') return;
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

/** Phase, requests, rate, acceptance, findings so far, time left. */
export function progressLine(event: Extract<RunEvent, { type: 'progress' }>): string {
  const { phase, requests, perSecond, acceptance, findings, remainingMs, note } = event;
  const parts = [
    phase,
    requests === undefined ? '' : `${requests.toLocaleString('en')} requests`,
    perSecond === undefined ? '' : `${Math.round(perSecond)}/s`,
    acceptance === undefined ? '' : `${percent(acceptance)} accepted`,
    findings === undefined ? '' : counted(findings, 'finding'),
    remainingMs === undefined ? '' : `${Math.ceil(remainingMs / 1000)} s left`,
    note ?? '',
  ];
  return visible(parts.filter((part) => part !== '').join('  '));
}
