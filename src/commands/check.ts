import { Command } from 'commander';
import type { StepResult } from '../report/report.ts';
import { openApiOption } from './release.ts';
import type { CommandContext } from './run-body.ts';
import { runCommand } from './run-command.ts';
import { addReportOptions, addTargetOptions } from './target-options.ts';

/** The four steps with their own commands' bodies, so that `check` and the single command never differ. */
export function checkCommand(): Command {
  const command = new Command('check')
    .description('contract, verify, fuzz and a load smoke test against one target, with one report')
    .option('--seed <n>', 'seed of the fuzz step (random when absent)')
    .option('--max-time <duration>', 'time for the fuzz step (default: 20s)')
    .option('--skip <steps>', 'leave steps out: contract,verify,fuzz,load')
    .option('--k6 <path>', 'k6 to use (K6_BIN)')
    .option(...openApiOption)
    .option('--strict', 'known deviations of Airbyte releases fail as well')
    .option('--known <file>', 'accepted findings (default: airlock.known.json when it exists)');
  return addReportOptions(addTargetOptions(command)).action(() => runCommand(command, checkBody));
}

/** What the command does. @throws {UsageError} */
export async function checkBody(context: CommandContext): Promise<StepResult> {
  const { checkSteps } = await import('./check/check-steps.ts');
  return checkSteps(context);
}
