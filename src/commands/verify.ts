/** `airlock verify`: replays pacts from files or from a broker against a target. */
import { defined } from '../json/defined.ts';
import { Command } from 'commander';
import type { StepResult } from '../report/report.ts';
import { orUnfounded } from './fuzz.ts';
import { text, wholeNumber } from './options/option-values.ts';
import { forReports, forTarget, optionsFor } from './options/options-for.ts';
import { withExamples } from './options/with-examples.ts';
import { withRelease } from './release.ts';
import { targetNames, withLine } from './replay-line.ts';
import { runCommand } from './run-command.ts';
import type { CommandContext } from './run-command.ts';
import { trapsOf } from './traps-of.ts';
import { withExistingCompared } from './with-existing-compared.ts';

export function verifyCommand(): Command {
  const command = new Command('verify');
  optionsFor(command, [
    'pact',
    'consumers',
    'brokerUrl',
    'brokerToken',
    'brokerUsername',
    'brokerPassword',
    'provider',
    'providerVersion',
    'providerBranch',
    'consumerVersionSelector',
    'enablePending',
    'includeWipSince',
    'publish',
    'openapi',
    ...forTarget,
    ...forReports,
  ]);
  withExamples(command, [
    'airlock verify --target http://localhost:8000/api',
    'airlock verify --broker-url https://broker.example.com --provider-version 1.2.3 --publish',
  ]);
  return command.action(() => runCommand(command, verifyBody));
}

/** Options that are needed to see a broken pact again, without credentials. */
const needed = `pact consumers provider brokerUrl consumerVersionSelector enablePending includeWipSince ${targetNames}`;

/** What the command does; `check` runs it as one of its steps. @throws {UsageError} */
export async function verifyBody(context: CommandContext): Promise<StepResult> {
  const { options, emit, signal } = context;
  // This module needs Ajv, which takes time to load; `airlock --help` must not wait for it.
  const { brokerOf } = await import('./broker-options.ts');
  const broker = brokerOf(options);
  const { chosenGenerations } = await import('./chosen-generations.ts');
  const { generationFor } = await import('../../contracts/generation.ts');
  const chosen = chosenGenerations(options);
  const { verifyPacts } = await import('../../contracts/run/verify-pacts.ts');
  // The embedded backend is the run's own, so everything is allowed.
  const isEmbedded = text(options, 'target') === undefined;
  const target = await context.openTarget(
    isEmbedded
      ? { optIns: { harmfulInputs: true, refresh: true, reset: true, activeSchedules: true } }
      : { tolerateFaults: true },
  );
  const release = await context.releaseOf(target);
  const { description } = release;
  const pact = text(options, 'pact');
  const provider = text(options, 'provider');
  const providerVersion = text(options, 'providerVersion');
  const providerBranch = text(options, 'providerBranch');
  const result = await withExistingCompared(target, { emit, again: 'airlock verify' }, () =>
    verifyPacts({
      target: { ...target, traps: trapsOf(release.target, target) },
      emit,
      signal,
      generations: chosen ?? [generationFor(release.target)],
      ...defined({ atOnce: wholeNumber(options, 'maxInFlight', 1) }),
      ...defined({ description, broker, pact, provider, providerVersion, providerBranch }),
    }),
  );
  return withRelease(orUnfounded(withLine(result, 'verify', needed, options), target), release);
}
