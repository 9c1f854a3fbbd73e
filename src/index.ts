/**
 * Airlock from code. Every function does what the command of its name does, on the target of its settings or on the embedded
 * reference backend, prints nothing and writes no report: it resolves to the report.
 */
import { defined } from './json/defined.ts';
import { randomInt } from 'node:crypto';
import { loadBody } from './commands/commands.ts';
import { optionsFrom } from './commands/options/configuration.ts';
import { mergedLayers } from './commands/options/option-layers.ts';
import type { SettingsOf } from './commands/options/settings.ts';
import type { accessOptions, consentOptions, usageOptions } from './commands/options/target-options.ts';
import { runBody } from './commands/run-body.ts';
import type { Emit } from './report/events.ts';
import type { TestType } from '../load/settings.ts';
import type { Report } from './report/report.ts';
import { secretsIn } from './commands/secrets-in.ts';
import { redactorOf } from './target/redact.ts';
import type { Redact } from './target/redact.ts';

export type { Emit, ExchangeSummary, RunEvent } from './report/events.ts';
export type { Acceptance, Finding, FindingStatus, Report, Reproduction, Severity, Step } from './report/report.ts';
export { configurationSchema } from './commands/options/configuration-schema.ts';
export { UsageError } from './commands/usage-error.ts';
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
  return run('fuzz', settings, settings.seed ?? randomInt(2 ** 31));
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
export function load({ type = 'smoke', ...settings }: LoadSettings = {}): Promise<Report> {
  return run('load', settings, undefined, { type });
}

/** Contract, verify, fuzz and a load smoke test, with one report. @throws {UsageError} when a setting cannot be used. */
export function check(settings: CheckSettings = {}): Promise<Report> {
  return run('check', settings, settings.seed ?? randomInt(2 ** 31));
}

async function run(
  command: string,
  { onEvent, signal, ...settings }: RunHooks,
  seed?: number,
  extra: Readonly<Record<string, unknown>> = {},
): Promise<Report> {
  const place = `the settings of ${command}`;
  const options = mergedLayers([optionsFrom({ reportDir: 'airlock-report', ...settings }, place)]);
  const secrets = secretsIn(options);
  let redact: Redact = redactorOf(secrets);
  return runBody(await loadBody(command), {
    command,
    options: { ...options, ...extra, ...defined({ seed: seed?.toString() }) },
    emit: onEvent ?? (() => undefined),
    signal: signal ?? new AbortController().signal,
    reportDir: 'airlock-report',
    ...defined({ seed }),
    secrets,
    redact: (line) => redact(line),
    onRedact: (next) => (redact = next),
  });
}
