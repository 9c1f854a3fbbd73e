import { Command } from 'commander';
import type { StepResult } from '../report/report.ts';
import { forReports, forTarget, optionsFor } from './options/options-for.ts';
import { withExamples } from './options/with-examples.ts';
import type { CommandContext } from './run-body.ts';
import { runCommand } from './run-command.ts';

/** `airlock check`: each step runs the code of its own command, so that the two never differ. */
export function checkCommand(): Command {
  const command = new Command('check');
  optionsFor(command, [
    ['seed', { description: 'seed of the fuzz step', otherwise: 'random' }],
    ['maxTime', { description: 'time for the fuzz step', otherwise: '60s; 20s on the embedded backend' }],
    'skip',
    'k6',
    'openapi',
    'consumers',
    'strict',
    'known',
    ...forTarget,
    ...forReports,
  ]);
  withExamples(command, ['airlock check', 'airlock check --target http://localhost:8000/api --skip load']);
  return command.action(() => runCommand(command, checkBody));
}

/** What the command does. @throws {UsageError} */
export async function checkBody(context: CommandContext): Promise<StepResult> {
  const { checkSteps } = await import('./check/check-steps.ts');
  return checkSteps(context);
}
