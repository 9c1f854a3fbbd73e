/** `airlock baseline list`. */
import { baselineNames, readBaseline } from '../../performance/baseline-file.ts';
import type { StepResult } from '../../report/report.ts';

/** Lists the baselines. A file that is not a baseline gets a line that says so. */
export function listBody(): Promise<StepResult> {
  const names = baselineNames();
  return Promise.resolve({
    sections: { baseline: { mode: 'list', names } },
    summary: names.length === 0 ? ['baseline  none recorded in baselines/'] : names.map(lineOf),
  });
}

function lineOf(name: string): string {
  try {
    const { runs, conditions, machine, replaced } = readBaseline(name);
    const last = runs.at(-1)?.recordedAt.slice(0, 16).replace('T', ' ') ?? 'never';
    return `${name.padEnd(20)} ${runs.length} runs of ${conditions.secondsPerRun} s at ${conditions.rate}/s, last ${last}, on ${machine.cores} × ${machine.cpu}${replaced === undefined ? '' : `; replaced: ${replaced}`}`;
  } catch (error) {
    return `${name.padEnd(20)} ${error instanceof Error ? error.message : String(error)}`;
  }
}
