/**
 * Airlock from code. Every function does what the command of its name does, on the target of its settings or on the embedded
 * reference backend, prints nothing and writes no report: it resolves to the report.
 */
import { defined } from './json/defined.ts';
import { randomInt } from 'node:crypto';
import { loadBody } from './commands/commands.ts';
import { optionsFrom } from './commands/options/configuration.ts';
import { mergedLayers } from './commands/options/option-layers.ts';
import { runBody } from './commands/run-body.ts';
import type { Emit } from './report/events.ts';
import type { Report } from './report/report.ts';
import { secretsIn } from './commands/secrets-in.ts';
import { redactorOf } from './target/redact.ts';
import type { Redact } from './target/redact.ts';

export type { Emit, ExchangeSummary, RunEvent } from './report/events.ts';
export type { Acceptance, Finding, FindingStatus, Report, Reproduction, Severity, Step } from './report/report.ts';
export { configurationSchema } from './commands/options/configuration-schema.ts';
export { UsageError } from './commands/usage-error.ts';
export { reportSchema } from './report/report-schema.ts';

/** How a target is reached and what may be done to it: the options of the command line by their camel-case names. */
export interface TargetSettings {
  /** Base address with `/api`; without it the embedded reference backend is started for the run. */
  readonly target?: string;
  readonly workspace?: string;
  readonly source?: string;
  readonly destination?: string;
  /** `user:password`. */
  readonly auth?: string;
  readonly token?: string;
  readonly clientId?: string;
  readonly clientSecret?: string;
  /** `Name: value`. */
  readonly header?: readonly string[];
  /** File names. */
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly insecure?: boolean;
  readonly proxy?: string;
  /** A duration such as `10s`. */
  readonly requestTimeout?: string;
  /** Such as `20/s`. */
  readonly rateLimit?: string;
  readonly maxRequests?: number;
  readonly maxInFlight?: number;
  /** Consent to writes on a target that is not on the loopback interface. */
  readonly allowWrites?: boolean;
  readonly readOnly?: boolean;
  readonly allowHarmful?: boolean;
  readonly allowActive?: boolean;
  readonly allowRefresh?: boolean;
  readonly allowReset?: boolean;
}

/** What every run takes besides its target. */
export interface RunSettings extends TargetSettings {
  /** Hears everything that happens, as it happens; secrets are not masked in it. */
  readonly onEvent?: Emit;
  /** Ends the run in order: the sandbox is cleaned and the report says 130. */
  readonly signal?: AbortSignal;
}

/** Options of `airlock fuzz`. */
export interface FuzzSettings extends RunSettings {
  readonly seed?: number;
  /** A duration such as `60s`, the whole run. */
  readonly maxTime?: string;
  readonly maxExamples?: number;
  readonly workers?: number;
  readonly phases?: readonly ('valid' | 'invalid' | 'sequences' | 'concurrency' | 'transport')[];
  readonly checks?: readonly string[];
  readonly excludeChecks?: readonly string[];
  readonly operations?: readonly string[];
  /** A folder of real catalogs. */
  readonly corpus?: string;
  /** File of accepted findings. */
  readonly known?: string;
  readonly strict?: boolean;
  readonly strictSpec?: boolean;
  readonly minAcceptance?: number;
  readonly maxFindings?: number;
  readonly shrink?: boolean;
}

/** Options of `airlock contract`. */
export interface ContractSettings {
  /** Where pact files are written; `pacts` unless told otherwise. */
  readonly out?: string;
  readonly onEvent?: Emit;
  readonly signal?: AbortSignal;
}

/** Options of `airlock verify`. */
export interface VerifySettings extends RunSettings {
  /** A pact file or a folder of them; `pacts` unless told otherwise. */
  readonly pact?: string;
  readonly brokerUrl?: string;
  readonly brokerToken?: string;
  readonly brokerUsername?: string;
  readonly brokerPassword?: string;
  readonly providerVersion?: string;
  readonly providerBranch?: string;
  /** JSON objects as text. */
  readonly consumerVersionSelector?: readonly string[];
  readonly enablePending?: boolean;
  readonly includeWipSince?: string;
}

/** Options of `airlock load`. */
export interface LoadSettings extends RunSettings {
  /** `smoke` unless told otherwise. */
  readonly type?: 'smoke' | 'average' | 'stress' | 'spike' | 'soak' | 'breakpoint';
  readonly operation?: 'list' | 'get' | 'mixed';
  /** Requests a second. */
  readonly rate?: number;
  readonly vus?: number;
  readonly duration?: string;
  /** k6 threshold expressions. */
  readonly threshold?: readonly string[];
  /** Path of k6. */
  readonly k6?: string;
}

/** Options of `airlock check`. */
export interface CheckSettings extends RunSettings {
  readonly seed?: number;
  /** Of the fuzz step; `20s` unless told otherwise. */
  readonly maxTime?: string;
  readonly skip?: readonly ('contract' | 'verify' | 'fuzz' | 'load')[];
  readonly k6?: string;
  readonly strict?: boolean;
  readonly known?: string;
}

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
  { onEvent, signal, ...settings }: { readonly onEvent?: Emit; readonly signal?: AbortSignal },
  seed?: number,
  extra: Readonly<Record<string, unknown>> = {},
): Promise<Report> {
  const place = `the settings of ${command}`;
  const options = mergedLayers([optionsFrom({ reportDir: 'airlock-report', ...settings }, place)]);
  const secrets = secretsIn(options);
  let redact: Redact = redactorOf(secrets);
  return runBody(await loadBody(command), {
    command,
    options: { ...options, ...extra, ...(seed === undefined ? {} : { seed: String(seed) }) },
    emit: onEvent ?? (() => undefined),
    signal: signal ?? new AbortController().signal,
    reportDir: 'airlock-report',
    ...defined({ seed }),
    secrets,
    redact: (line) => redact(line),
    onRedact: (next) => (redact = next),
  });
}
