/** Live progress on standard error, drawn on a terminal only; plain lines for phases elsewhere. */
import type { RunEvent } from './events.ts';
import type { Reporter, ReporterOptions } from './reporters.ts';
import { visible } from './visible.ts';

export async function progressReporter({ verbose, redact }: ReporterOptions): Promise<Reporter> {
  if (!process.stderr.isTTY) return { emit: (event) => plain(event) };
  const { default: ora } = await import('ora');
  const spinner = ora({ stream: process.stderr, discardStdin: false });
  return {
    emit(event) {
      if (event.type === 'phase-started') spinner.start(visible(event.phase));
      if (event.type === 'progress') spinner.text = redact(lineOf(event));
      if (event.type === 'phase-finished')
        spinner[event.ok ? 'succeed' : 'fail'](redact(visible(`${event.phase}: ${event.summary}`)));
      if (event.type === 'run-finished') spinner.stop();
    },
    close: () => void spinner.stop(),
  };

  function plain(event: RunEvent): void {
    if (event.type === 'phase-finished') console.error(redact(visible(`${event.phase}: ${event.summary}`)));
    if (event.type === 'progress' && (verbose || event.note !== undefined)) console.error(redact(lineOf(event)));
  }
}

function lineOf(event: Extract<RunEvent, { type: 'progress' }>): string {
  const { phase, requests, findings, remainingMs, note } = event;
  const parts = [
    phase,
    ...(requests === undefined ? [] : [`${requests} requests`]),
    ...(findings === undefined ? [] : [`${findings} findings`]),
    ...(remainingMs === undefined ? [] : [`${Math.ceil(remainingMs / 1000)} s left`]),
    ...(note === undefined ? [] : [note]),
  ];
  return visible(parts.join('  '));
}
