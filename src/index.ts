/**
 * Airlock from code. Every function does what the command of its name does, on the target of its settings or on the embedded
 * reference backend, prints nothing and writes no report: it resolves to the report.
 */
import { defined } from './json/defined.ts';
import { isObject } from './json/json.ts';
import { randomInt } from 'node:crypto';
import { loadBody } from './commands/commands.ts';
import { optionsFrom } from './commands/options/configuration.ts';
import { mergedLayers } from './commands/options/option-layers.ts';
import type { SettingsOf } from './commands/options/settings.ts';
import type { accessOptions, consentOptions, usageOptions } from './commands/options/target-options.ts';
import { runBody } from './commands/run-body.ts';
import { UsageError } from './commands/usage-error.ts';
import type { Emit } from './report/events.ts';
import type { TestType } from '../load/settings.ts';
import type { Report } from './report/report.ts';
import { secretsIn } from './commands/secrets-in.ts';
import { redactorOf } from './target/redact.ts';
import type { Redact } from './target/redact.ts';

export type { Emit, ExchangeSummary, RunEvent } from './report/events.ts';
export type { Acceptance, Finding, FindingStatus, Report, Reproduction, Severity, Step } from './report/report.ts';
export { configurationSchema } from './commands/options/configuration-schema.ts';
export { UsageError };
export { reportSchema } from './report/report-schema.ts';

/** How a target is reached and what may be done to it. Without `target` the embedded reference backend is started for the run. */
export type TargetSettings = SettingsOf<
  keyof typeof accessOptions | keyof typeof usageOptions | keyof typeof consentOptions
>;

/** How a program follows a run. */
export interface RunHooks {
  /** Hears everything that happens, as it happens; secrets are not masked in it. */
  readonly onEvent?: Emit;
  /** Ends the run in order: the sandbox is cleaned and the report says 130. */
  readonly signal?: AbortSignal;
}

/** What every run takes besides the options of its command. */
export interface RunSettings extends TargetSettings, RunHooks {}

/** Options of `airlock fuzz`. */
export interface FuzzSettings
  extends
    RunSettings,
    SettingsOf<
      | 'seed'
      | 'maxTime'
      | 'maxExamples'
      | 'workers'
      | 'phases'
      | 'checks'
      | 'excludeChecks'
      | 'operations'
      | 'corpus'
      | 'known'
      | 'strict'
      | 'strictSpec'
      | 'minAcceptance'
      | 'maxFindings'
      | 'shrink'
    > {}

/** Options of `airlock contract`. */
export interface ContractSettings extends RunHooks, SettingsOf<'out' | 'consumers'> {}

/** Options of `airlock verify`. */
export interface VerifySettings
  extends
    RunSettings,
    SettingsOf<
      | 'pact'
      | 'consumers'
      | 'brokerUrl'
      | 'brokerToken'
      | 'brokerUsername'
      | 'brokerPassword'
      | 'providerVersion'
      | 'providerBranch'
      | 'consumerVersionSelector'
      | 'enablePending'
      | 'includeWipSince'
    > {}

/** Options of `airlock load`. */
export interface LoadSettings
  extends RunSettings, SettingsOf<'operation' | 'rate' | 'vus' | 'duration' | 'threshold' | 'outputs' | 'k6'> {
  /** `smoke` unless told otherwise. */
  readonly type?: TestType;
}

/** Options of `airlock check`. */
export interface CheckSettings
  extends RunSettings, SettingsOf<'seed' | 'maxTime' | 'skip' | 'k6' | 'consumers' | 'strict' | 'known'> {}

/** Sends generated traffic and checks every answer. @throws {UsageError} when a setting cannot be used. */
export function fuzz(settings: FuzzSettings = {}): Promise<Report> {
  return run('fuzz', settings, { isSeeded: true });
}

/** Runs the consumer tests and writes the pact files. @throws {UsageError} when a setting cannot be used. */
export function contract(settings: ContractSettings = {}): Promise<Report> {
  return run('contract', settings);
}

/** Replays pacts against a target. @throws {UsageError} when a setting cannot be used. */
export function verify(settings: VerifySettings = {}): Promise<Report> {
  return run('verify', settings);
}

/** Runs a k6 load test. @throws {UsageError} when a setting cannot be used. */
export function load(settings: LoadSettings = {}): Promise<Report> {
  return run('load', settings, { hasType: true });
}

/** Contract, verify, fuzz and a load smoke test, with one report. @throws {UsageError} when a setting cannot be used. */
export function check(settings: CheckSettings = {}): Promise<Report> {
  return run('check', settings, { isSeeded: true });
}

async function run(
  command: string,
  given: RunHooks & { readonly seed?: number; readonly type?: TestType },
  { isSeeded = false, hasType = false } = {},
): Promise<Report> {
  const place = `the settings of ${command}`;
  const unchecked: unknown = given;
  if (!isObject(unchecked)) throw new UsageError(`Cannot use ${place}: expected an object`);
  const { onEvent, signal, ...rest } = given;
  if (onEvent !== undefined && typeof onEvent !== 'function')
    throw new UsageError(`Cannot use "onEvent" in ${place}: expected a function`);
  if (signal !== undefined && !(signal instanceof AbortSignal))
    throw new UsageError(`Cannot use "signal" in ${place}: expected an AbortSignal`);
  const { type = 'smoke', ...others } = rest;
  const options = mergedLayers([optionsFrom({ reportDir: 'airlock-report', ...(hasType ? others : rest) }, place)]);
  const seed = isSeeded ? (given.seed ?? randomInt(2 ** 31)) : undefined;
  const secrets = secretsIn(options);
  let redact: Redact = redactorOf(secrets);
  return runBody(await loadBody(command), {
    command,
    options: { ...options, ...(hasType ? { type } : {}), ...defined({ seed: seed?.toString() }) },
    emit: onEvent ?? (() => undefined),
    signal: signal ?? new AbortController().signal,
    reportDir: 'airlock-report',
    ...defined({ seed }),
    secrets,
    redact: (line) => redact(line),
    onRedact: (next) => (redact = next),
  });
}
