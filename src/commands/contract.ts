/** `airlock contract`: runs the consumer tests and writes the pact files, or compares them with an API description. */
import { Command } from 'commander';
import type { StepResult } from '../report/report.ts';
import { text } from './options.ts';
import { withLine } from './replay-line.ts';
import { runCommand } from './run-command.ts';
import type { CommandContext } from './run-command.ts';
import { addReportOptions } from './target-options.ts';

export function contractCommand(): Command {
  const command = new Command('contract')
    .description('run the consumer tests and write the pact files')
    .option('--out <dir>', 'where pact files are written (default: pacts)')
    .option('--against <file>', 'write nothing: say what of the contracts an OpenAPI description does not promise');
  return addReportOptions(command).action(() => runCommand(command, contractBody));
}

/** What the command does; `check` runs it as one of its steps. */
export async function contractBody({ options, emit, signal }: CommandContext): Promise<StepResult> {
  const against = text(options, 'against');
  if (against !== undefined) {
    const { loadDescription } = await import('../description/load-description.ts');
    const { compareWithDescription } = await import('../../contracts/run/compare-with-description.ts');
    const compared = compareWithDescription(await loadDescription(against, { signal }));
    return withLine(compared, 'contract', 'against', options);
  }
  const { writePacts } = await import('../../contracts/run/write-pacts.ts');
  const out = text(options, 'out');
  return writePacts({ emit, signal, ...(out === undefined ? {} : { out }) });
}
