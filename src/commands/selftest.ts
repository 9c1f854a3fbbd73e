/** `airlock selftest`: proves which checks catch which planted faults, and that nothing is found where nothing is wrong. */
import { Command } from 'commander';
import type { StepResult } from '../report/report.ts';
import { parseDuration } from './options/duration.ts';
import { text, wholeNumber, words } from './options/option-values.ts';
import { runCommand } from './run-command.ts';
import type { CommandContext } from './run-command.ts';
import { addReportOptions } from './target-options.ts';

export function selftestCommand(): Command {
  const command = new Command('selftest')
    .description('prove which checks catch which planted faults')
    .option('--faults <list>', 'only these faults')
    .option('--seeds <n>', 'runs against a backend without faults', '5')
    .option('--seed <n>', 'seed of everything that is generated (default: random, printed first)')
    .option('--max-time <duration>', 'limit for each fault', '20s');
  addReportOptions(command);
  return command.action(() => runCommand(command, selftestBody));
}

/** What the command does. @throws {UsageError} */
export async function selftestBody({ options, emit, signal, seed = 1 }: CommandContext): Promise<StepResult> {
  const { faults } = await import('../../lab/faults.ts');
  // Slowness is the business of load tests: no check claims it.
  const ids = Object.entries(faults)
    .filter(([, { caughtBy }]) => caughtBy.length > 0)
    .map(([id]) => id);
  const { selftest } = await import('../../lab/selftest/selftest.ts');
  return selftest({
    faults: words(options, 'faults', ids) ?? ids,
    cleanRuns: wholeNumber(options, 'seeds') ?? 5,
    seed,
    limitMs: parseDuration(text(options, 'maxTime') ?? '20s', '--max-time'),
    emit,
    signal,
  });
}
