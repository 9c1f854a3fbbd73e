/** `airlock verify`: replays pacts from files or from a broker against a target. */
import { Command } from 'commander';
import type { StepResult } from '../report/report.ts';
import { orUnfounded } from './fuzz.ts';
import { targetOptionsOf, text } from './options.ts';
import type { Options } from './options.ts';
import { openApiOption, releaseOf, withRelease } from './release.ts';
import { runCommand } from './run-command.ts';
import type { CommandContext } from './run-command.ts';
import { addReportOptions, addTargetOptions, collect } from './target-options.ts';
import { UsageError } from './usage-error.ts';
import type { PactSource } from '../../contracts/run/run-verifier.ts';

export function verifyCommand(): Command {
  const command = new Command('verify')
    .description('replay pact files against a target')
    .option('--pact <path>', 'a pact file, or a folder of them (default: pacts)')
    .option('--broker-url <url>', 'Pact Broker (PACT_BROKER_BASE_URL)')
    .option('--broker-token <token>', 'bearer token of the broker (PACT_BROKER_TOKEN)')
    .option('--broker-username <name>', 'user of the broker (PACT_BROKER_USERNAME)')
    .option('--broker-password <password>', 'password of the broker (PACT_BROKER_PASSWORD)')
    .option('--provider-version <version>', 'version of the provider under test, such as its commit')
    .option('--provider-branch <branch>', 'branch of the provider under test')
    .option('--consumer-version-selector <json>', 'which pacts to take from the broker, repeatable', collect)
    .option('--enable-pending', 'a pact that never held does not fail the run')
    .option('--include-wip-since <date>', 'also pacts in progress since YYYY-MM-DD')
    .option('--publish', 'send the results to the broker; only where CI is set')
    .option(...openApiOption);
  return addReportOptions(addTargetOptions(command)).action(() => runCommand(command, verifyBody));
}

/** What the command does; `check` runs it as one of its steps. @throws {UsageError} */
export async function verifyBody(context: CommandContext): Promise<StepResult> {
  const { options, emit, signal } = context;
  const broker = brokerOf(options);
  const release = await releaseOf(options);
  const { verifyPacts } = await import('../../contracts/run/verify-pacts.ts');
  // The embedded backend is the run's own: everything may be asked of it.
  const isEmbedded = text(options, 'target') === undefined;
  const target = await context.openTarget(
    isEmbedded
      ? { optIns: { harmfulInputs: true, refresh: true, reset: true, activeSchedules: true } }
      : { tolerateFaults: true },
  );
  const pact = text(options, 'pact');
  const providerVersion = text(options, 'providerVersion');
  const providerBranch = text(options, 'providerBranch');
  const result = await verifyPacts({
    target,
    emit,
    signal,
    ...(release === undefined ? {} : { description: release }),
    ...(broker === undefined ? {} : { broker }),
    ...(pact === undefined ? {} : { pact }),
    ...(providerVersion === undefined ? {} : { providerVersion }),
    ...(providerBranch === undefined ? {} : { providerBranch }),
  });
  return withRelease(orUnfounded(result, target), release);
}

/** Files that are named win over a broker that only the environment names. */
function brokerOf(options: Options): Extract<PactSource, { kind: 'broker' }> | undefined {
  const url = text(options, 'brokerUrl');
  const named = text(options, 'pact') !== undefined;
  if (url === undefined || named) {
    if (options['publish'] === true)
      throw new UsageError('Cannot use --publish: results are published to a broker; pass --broker-url, and no --pact');
    return undefined;
  }
  if (!URL.canParse(url)) throw new UsageError(`Cannot use --broker-url "${url}": expected an address`);
  const publish = options['publish'] === true;
  if (publish && !isSet(process.env['CI']))
    throw new UsageError('Cannot use --publish: results are published only where CI is set');
  if (publish && text(options, 'providerVersion') === undefined)
    throw new UsageError('Cannot use --publish: --provider-version says what the results are of');
  const since = text(options, 'includeWipSince');
  if (since !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(since))
    throw new UsageError(`Cannot use --include-wip-since "${since}": expected YYYY-MM-DD`);
  const token = text(options, 'brokerToken');
  const username = text(options, 'brokerUsername');
  const password = text(options, 'brokerPassword');
  const { proxy } = targetOptionsOf(options);
  const selectors = selectorsOf(options['consumerVersionSelector']);
  return {
    kind: 'broker',
    url,
    ...(proxy === undefined ? {} : { proxy }),
    ...(token === undefined ? {} : { token }),
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    ...(selectors === undefined ? {} : { selectors }),
    enablePending: options['enablePending'] === true,
    ...(since === undefined ? {} : { includeWipSince: since }),
    publish,
  };
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== '' && value !== 'false' && value !== '0';
}

function selectorsOf(given: unknown): readonly object[] | undefined {
  if (!Array.isArray(given) || given.length === 0) return undefined;
  return given.map((json: unknown) => {
    try {
      const selector: unknown = JSON.parse(String(json));
      if (typeof selector === 'object' && selector !== null && !Array.isArray(selector)) return selector;
    } catch {
      // said below
    }
    throw new UsageError(
      `Cannot use --consumer-version-selector '${String(json)}': expected a JSON object such as '{"mainBranch":true}'`,
    );
  });
}
