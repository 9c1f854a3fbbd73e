/** `airlock verify`: replays pacts from files or from a broker against a target. */
import { Command } from 'commander';
import type { StepResult } from '../report/report.ts';
import { orUnfounded } from './fuzz.ts';
import { text } from './options/option-values.ts';
import { openApiOption, releaseOf, withRelease } from './release.ts';
import { targetNames, withLine } from './replay-line.ts';
import { runCommand } from './run-command.ts';
import type { CommandContext } from './run-command.ts';
import { addReportOptions, addTargetOptions, collect } from './target-options.ts';
import { withExistingCompared } from './with-existing-compared.ts';

export function verifyCommand(): Command {
  const command = new Command('verify')
    .description('replay pact files against a target')
    .option('--pact <path>', 'a pact file, or a folder of them and its sub-folders (default: pacts)')
    .option('--broker-url <url>', 'Pact Broker (PACT_BROKER_BASE_URL)')
    .option('--broker-token <token>', 'bearer token of the broker (PACT_BROKER_TOKEN)')
    .option('--broker-username <name>', 'user of the broker (PACT_BROKER_USERNAME)')
    .option('--broker-password <password>', 'password of the broker (PACT_BROKER_PASSWORD)')
    .option('--provider <name>', 'name of the provider in the pacts (default: airbyte-web-backend)')
    .option('--provider-version <version>', 'version of the provider under test, such as its commit')
    .option('--provider-branch <branch>', 'branch of the provider under test')
    .option('--consumer-version-selector <json>', 'which pacts to take from the broker, repeatable', collect)
    .option('--enable-pending', 'a pact that never held does not fail the run')
    .option('--include-wip-since <date>', 'also pacts in progress since YYYY-MM-DD')
    .option('--publish', 'send the results to the broker; only where CI is set')
    .option(...openApiOption);
  return addReportOptions(addTargetOptions(command)).action(() => runCommand(command, verifyBody));
}

/** What it takes to see a broken pact again, besides credentials. */
const needed = `pact provider brokerUrl consumerVersionSelector enablePending includeWipSince ${targetNames}`;

/** What the command does; `check` runs it as one of its steps. @throws {UsageError} */
export async function verifyBody(context: CommandContext): Promise<StepResult> {
  const { options, emit, signal } = context;
  // It needs Ajv, which `airlock --help` must not wait for.
  const { brokerOf } = await import('./broker-options.ts');
  const broker = brokerOf(options);
  const release = await releaseOf(options, context.pace);
  const { verifyPacts } = await import('../../contracts/run/verify-pacts.ts');
  // The embedded backend is the run's own: everything may be asked of it.
  const isEmbedded = text(options, 'target') === undefined;
  const target = await context.openTarget(
    isEmbedded
      ? { optIns: { harmfulInputs: true, refresh: true, reset: true, activeSchedules: true } }
      : { tolerateFaults: true },
  );
  const pact = text(options, 'pact');
  const provider = text(options, 'provider');
  const providerVersion = text(options, 'providerVersion');
  const providerBranch = text(options, 'providerBranch');
  const result = await withExistingCompared(target, { emit, again: 'airlock verify' }, () =>
    verifyPacts({
      target,
      emit,
      signal,
      ...(release === undefined ? {} : { description: release }),
      ...(broker === undefined ? {} : { broker }),
      ...(pact === undefined ? {} : { pact }),
      ...(provider === undefined ? {} : { provider }),
      ...(providerVersion === undefined ? {} : { providerVersion }),
      ...(providerBranch === undefined ? {} : { providerBranch }),
    }),
  );
  return withRelease(orUnfounded(withLine(result, 'verify', needed, options), target), release);
}
