/** `airlock doctor`: says what is wrong with the environment, the configuration or the target, and what to do. */
import { Command } from 'commander';
import type { StepResult } from '../report/report.ts';
import { forReports, forTarget, optionsFor } from './options/options-for.ts';
import { withExamples } from './options/with-examples.ts';
import { runCommand } from './run-command.ts';
import type { CommandContext } from './run-command.ts';

export function doctorCommand(): Command {
  const command = new Command('doctor');
  optionsFor(command, ['k6', ...forTarget, ...forReports]);
  withExamples(command, [
    'airlock doctor',
    'airlock doctor --target http://localhost:8000/api --auth airbyte:password',
  ]);
  return command.action(() => runCommand(command, doctorBody, { onlyLooks: () => true }));
}

export async function doctorBody(context: CommandContext): Promise<StepResult> {
  const { examineEnvironment } = await import('./doctor/examine-environment.ts');
  const { examineTarget } = await import('./doctor/examine-target.ts');
  context.emit({ type: 'progress', phase: 'doctor', note: 'examining this machine and the target' });
  const examined = [...(await examineEnvironment(context.options)), ...(await examineTarget(context))];
  const failed = examined.filter(({ ok, code }) => !ok && code !== undefined);
  return {
    summary: examined.map(
      ({ name, ok, detail, code }) =>
        `${ok ? 'ok  ' : code === undefined ? 'note' : 'FAIL'}  ${name.padEnd(14)} ${detail}`,
    ),
    sections: { doctor: { examined } },
    verdicts: failed.map(({ name, detail, code = 3 }) => ({ code, reason: `${name}: ${detail}` })),
  };
}
