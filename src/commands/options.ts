/** The options that commands share, and how environment, configuration file and command line become one set. */
import type { Command } from 'commander';
import { environmentProxies, proxyAddress } from '../client/proxy-for.ts';
import { readText } from '../files/read-text.ts';
import type { TargetOptions } from '../target/target-options.ts';
import { readConfiguration } from './configuration.ts';
import { defined } from '../target/defined.ts';
import { parseDuration, parseRate } from './duration.ts';
import { headersOf, isCarried, noHeader } from './header-option.ts';
import { nearest } from './nearest.ts';
import { mergedLayers } from './option-layers.ts';
import { refuseEmpty } from './refuse-empty.ts';
import { tlsOptionsOf } from './tls-options.ts';
import { orUsage, UsageError } from './usage-error.ts';

/** Merged options by their camel-case names; values as on the command line. */
export type Options = Readonly<Record<string, unknown>>;

/** Options that may also stand in the environment. */
const environment: Readonly<Record<string, string>> = {
  target: 'AIRLOCK_TARGET',
  workspace: 'AIRLOCK_WORKSPACE',
  source: 'AIRLOCK_SOURCE',
  destination: 'AIRLOCK_DESTINATION',
  auth: 'AIRLOCK_AUTH',
  token: 'AIRLOCK_TOKEN',
  clientId: 'AIRLOCK_CLIENT_ID',
  clientSecret: 'AIRLOCK_CLIENT_SECRET',
  allowWrites: 'AIRLOCK_ALLOW_WRITES',
  allowHarmful: 'AIRLOCK_ALLOW_HARMFUL',
  allowActive: 'AIRLOCK_ALLOW_ACTIVE',
  allowRefresh: 'AIRLOCK_ALLOW_REFRESH',
  allowReset: 'AIRLOCK_ALLOW_RESET',
  k6: 'K6_BIN',
  brokerUrl: 'PACT_BROKER_BASE_URL',
  brokerToken: 'PACT_BROKER_TOKEN',
  brokerUsername: 'PACT_BROKER_USERNAME',
  brokerPassword: 'PACT_BROKER_PASSWORD',
};

/** Variables that are no options, by the option whose commands read them: where journals are kept, and an installed k6. */
const places: Readonly<Record<string, string>> = { target: 'AIRLOCK_HOME', k6: 'AIRLOCK_CACHE' };

/** Command line over environment over file. @throws {UsageError} for a file that cannot be used, and for what is set and empty. */
export function mergedOptions(command: Command): Options {
  const typed: Record<string, unknown> = command.opts();
  const known = command.options.map((option) => option.attributeName());
  const given = givenOptions(command);
  const fromEnvironment = Object.fromEntries(known.flatMap((name) => fromEnv(name)));
  const file = typed['config'];
  const configured = readConfiguration(typeof file === 'string' ? file : undefined);
  const merged = { ...typed, ...mergedLayers([configured, fromEnvironment, given]) };
  const hasTypedCredentials = credentialOptions.some((name) => given[name] !== undefined);
  if (known.includes('workspace')) return { ...merged, hasTypedCredentials };
  // A command that tests nothing has no target: the address says whose credentials it has.
  const { target, ...rest } = merged;
  return { ...rest, hasTypedCredentials, ...(target === undefined ? {} : { credentialsFor: target }) };
}

/** What stands on the command line, without defaults. @throws {UsageError} for an option that is given and empty. */
export function givenOptions(command: Command): Options {
  const typed: Record<string, unknown> = command.opts();
  const given = Object.entries(typed).filter(
    ([name, value]) => value !== undefined && command.getOptionValueSource(name) !== 'default',
  );
  for (const [name, value] of given) refuseEmpty(`--${kebab(name)}`, value);
  return Object.fromEntries(given);
}

const credentialOptions = ['auth', 'token', 'clientId', 'header', 'cert'];

/** Secrets may stand in files, as container platforms mount them: `AIRLOCK_TOKEN_FILE` names the file of `AIRLOCK_TOKEN`. */
const secretOptions: ReadonlySet<string> = new Set(['auth', 'token', 'clientSecret', 'brokerToken', 'brokerPassword']);

function fromEnv(name: string): readonly (readonly [string, unknown])[] {
  const place = places[name];
  if (place !== undefined) refuseEmpty(place, process.env[place]);
  const variable = environment[name];
  if (variable === undefined) return [];
  const file = secretOptions.has(name) ? process.env[`${variable}_FILE`] : undefined;
  const given = process.env[variable];
  refuseEmpty(variable, given);
  refuseEmpty(`${variable}_FILE`, file);
  if (file !== undefined && given !== undefined)
    throw new UsageError(`Cannot use ${variable} and ${variable}_FILE together: expected one of them`);
  const value = file === undefined ? given : secretIn(file, `${variable}_FILE`);
  if (value === undefined) return [];
  return [[name, name.startsWith('allow') ? switched(value, variable) : value]];
}

function switched(value: string, variable: string): boolean {
  const word = value.trim().toLowerCase();
  if (!['1', 'true', '0', 'false'].includes(word))
    throw new UsageError(`Cannot use ${variable} "${value}": expected 1 or true, 0 or false`);
  return word === '1' || word === 'true';
}

/** The content of a file without the line break that editors end it with. */
function secretIn(file: string, variable: string): string {
  let secret: string;
  try {
    secret = readText(file).replace(/\r?\n$/, '');
  } catch {
    throw new UsageError(
      `Cannot read ${variable} "${file}": it is not there or not readable; expected a file with the secret`,
    );
  }
  if (secret.trim() === '')
    throw new UsageError(`Cannot use ${variable} "${file}": the file is empty; expected a file with the secret`);
  return secret;
}

/** Text of an option; `undefined` when it was not given. */
export function text(options: Options, name: string): string | undefined {
  const value = options[name];
  return typeof value === 'string' ? value : undefined;
}

/** @throws {UsageError} unless the option is absent or a whole number of at least `min`. */
export function wholeNumber(options: Options, name: string, min = 0): number | undefined {
  const value = options[name];
  if (value === undefined) return undefined;
  const typed = typeof value === 'string' ? value.trim() : JSON.stringify(value);
  const number = Number(typed);
  if (!Number.isSafeInteger(number) || number < min || typed === '')
    throw new UsageError(`Cannot use --${kebab(name)} "${typed}": expected a whole number from ${min}`);
  return number;
}

/** @throws {UsageError} for a word that is not accepted, naming the nearest. */
export function words(options: Options, name: string, accepted: readonly string[]): readonly string[] | undefined {
  const value = text(options, name);
  if (value === undefined) return undefined;
  const list = value
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
  for (const word of list)
    if (!accepted.includes(word)) {
      const hint = nearest(word, accepted);
      // Thirty names hide the one that was meant.
      const expected = hint !== undefined && accepted.length > 12 ? '' : `: expected ${accepted.join(', ')}`;
      const question = hint === undefined ? '' : `${expected === '' ? ':' : ';'} did you mean "${hint}"?`;
      throw new UsageError(`Cannot use --${kebab(name)} "${word}"${expected}${question}`);
    }
  return list;
}

export function kebab(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** @throws {UsageError} unless the option is absent or a UUID. */
export function uuidIn(options: Options, name: string): string | undefined {
  // A file of variables with the line ends of Windows leaves one at the end.
  const value = text(options, name)?.trim();
  if (value !== undefined && !uuid.test(value))
    throw new UsageError(`Cannot use --${kebab(name)} "${value}": expected a UUID`);
  return value;
}

/** Everything about the target except its address, checked. @throws {UsageError} */
export function targetOptionsOf(options: Options): Omit<TargetOptions, 'url'> {
  const auth = text(options, 'auth');
  if (auth !== undefined && (!auth.includes(':') || auth.trim() === ':'))
    throw new UsageError('Cannot use --auth: expected USER:PASSWORD');
  const clientId = text(options, 'clientId');
  const clientSecret = text(options, 'clientSecret');
  if ((clientId === undefined) !== (clientSecret === undefined))
    throw new UsageError('Cannot use client credentials: --client-id and --client-secret go together');
  const token = text(options, 'token');
  if (token !== undefined && !isCarried(token)) throw new UsageError(`Cannot use --token: ${noHeader}; expected ASCII`);
  const rateLimit = text(options, 'rateLimit');
  const timeout = text(options, 'requestTimeout');
  return defined({
    workspaceId: uuidIn(options, 'workspace'),
    sourceId: uuidIn(options, 'source'),
    destinationId: uuidIn(options, 'destination'),
    auth,
    token,
    clientId,
    clientSecret,
    headers: headersOf(options['header']),
    tls: tlsOptionsOf({
      ca: text(options, 'ca'),
      cert: text(options, 'cert'),
      key: text(options, 'key'),
      insecure: options['insecure'] === true,
    }),
    proxy: proxyOf(options),
    requestTimeoutMs: timeout === undefined ? undefined : parseDuration(timeout, '--request-timeout'),
    rateLimitPerSecond: rateLimit === undefined ? undefined : parseRate(rateLimit),
    maxRequests: wholeNumber(options, 'maxRequests', 1),
    maxInFlight: wholeNumber(options, 'maxInFlight', 1),
    allowWrites: options['allowWrites'] === true,
    readOnly: options['readOnly'] === true,
    optIns: defined({
      harmfulInputs: options['allowHarmful'] === true ? true : undefined,
      activeSchedules: options['allowActive'] === true,
      refresh: options['allowRefresh'] === true,
      reset: options['allowReset'] === true,
    }),
    homeDir: process.env['AIRLOCK_HOME'] ?? '.airlock',
  });
}

/** What the environment says counts only without the option; that it can be used is known before anything is sent. */
function proxyOf(options: Options): string | undefined {
  const proxy = text(options, 'proxy');
  return orUsage(() => {
    if (proxy !== undefined) return proxyAddress(proxy, '--proxy');
    environmentProxies();
    return undefined;
  });
}
