/** `airlock selftest`: proves which checks catch which planted faults, and that nothing is found where nothing is wrong. */
import { Command } from 'commander';
import type { StepResult } from '../report/report.ts';
import { parseDuration } from './options/duration.ts';
import { listIn, text, wholeNumber, words } from './options/option-values.ts';
import { forReports, optionsFor } from './options/options-for.ts';
import { withExamples } from './options/with-examples.ts';
import { runCommand } from './run-command.ts';
import type { CommandContext } from './run-command.ts';
import { UsageError } from './usage-error.ts';

export function selftestCommand(): Command {
  const command = new Command('selftest');
  optionsFor(command, [
    'faults',
    'seeds',
    'seed',
    ['maxTime', { description: 'limit for each fault', default: '20s' }],
    ...forReports,
  ]);
  withExamples(command, ['airlock selftest --seeds 20', 'airlock selftest --faults read-without-name --seed 1']);
  return command.action(() => runCommand(command, selftestBody));
}

/** Runs against backends without faults. Whoever names faults asks about those alone. */
const usualSeeds = 5;

/** What the command does. @throws {UsageError} */
export async function selftestBody({ options, emit, signal, seed = 1 }: CommandContext): Promise<StepResult> {
  const { faults } = await import('../../lab/faults.ts');
  // No check claims to find slowness: that is for load tests.
  const ids = Object.entries(faults)
    .filter(([, { caughtBy }]) => caughtBy.length > 0)
    .map(([id]) => id);
  const { selftest } = await import('../../lab/selftest/selftest.ts');
  const silent = listIn(options, 'faults')?.find((id) => Object.hasOwn(faults, id) && !ids.includes(id));
  if (silent !== undefined)
    throw new UsageError(`Cannot prove --faults "${silent}": no check claims to find it; contracts or load tests do`);
  const chosen = words(options, 'faults', ids, { listedBy: 'airlock serve --list' });
  return selftest({
    faults: chosen ?? ids,
    cleanRuns: wholeNumber(options, 'seeds') ?? (chosen === undefined ? usualSeeds : 0),
    seed,
    limitMs: parseDuration(text(options, 'maxTime') ?? '20s', '--max-time'),
    emit,
    signal,
  });
}
