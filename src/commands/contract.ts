/** `airlock contract`: runs the consumer tests and writes the pact files, or compares them with an API description. */
import { defined } from '../json/defined.ts';
import { Command } from 'commander';
import type { StepResult } from '../report/report.ts';
import { accessFor } from './access.ts';
import { givenOptions } from './options/merged-options.ts';
import { text } from './options/option-values.ts';
import type { Options } from './options/option-values.ts';
import { forDescriptions, forReports, optionsFor } from './options/options-for.ts';
import { withExamples } from './options/with-examples.ts';
import { withLine } from './replay-line.ts';
import { runCommand } from './run-command.ts';
import type { CommandContext } from './run-command.ts';
import { UsageError } from './usage-error.ts';

export function contractCommand(): Command {
  const command = new Command('contract');
  optionsFor(command, [
    'out',
    'against',
    ['consumers', { otherwise: 'all; with --against those that come nearest to the description' }],
    ...forDescriptions,
    ...forReports,
  ]);
  withExamples(command, ['airlock contract --out pacts', 'airlock contract --against openapi.yaml']);
  return command.action(() =>
    runCommand(command, contractBody, { prepare: async (options) => refuseTarget(options, givenOptions(command)) }),
  );
}

/** @throws {UsageError} for `--target` alone: whoever passes it expects a server to be tested. */
function refuseTarget(options: Options, typed: Options): Options {
  if (typed['target'] !== undefined && text(options, 'against') === undefined)
    throw new UsageError(
      'Cannot use --target: contract needs no server, and tests none; airlock verify replays the pacts on one, and --against compares them with its description',
    );
  return options;
}

/** What the command does; `check` runs it as one of its steps. */
export async function contractBody({ options, emit, signal, pace }: CommandContext): Promise<StepResult> {
  const { chosenGenerations } = await import('./chosen-generations.ts');
  const chosen = chosenGenerations(options);
  const against = text(options, 'against');
  if (against !== undefined) {
    const { loadDescription } = await import('../description/load-description.ts');
    const { compareWithDescription } = await import('../../contracts/run/compare-with-description.ts');
    const description = await loadDescription(against, { signal, access: accessFor(options, [against], pace) });
    return withLine(compareWithDescription(description, chosen), 'contract', 'against consumers', options);
  }
  const { consumersOf } = await import('../../contracts/consumers.ts');
  const { writePacts } = await import('../../contracts/run/write-pacts.ts');
  const out = text(options, 'out');
  const consumers = chosen === undefined ? undefined : consumersOf(chosen);
  return writePacts({ emit, signal, ...defined({ out, consumers }) });
}
