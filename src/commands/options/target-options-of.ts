/** The options of the target, checked. */
import { defined } from '../../json/defined.ts';
import { environmentProxies, proxyAddress } from '../../client/proxy-for.ts';
import type { TargetOptions } from '../../target/target-options.ts';
import { orUsage, UsageError } from '../usage-error.ts';
import { parseDuration, parseRate } from './duration.ts';
import { headersOf, isCarried, noHeader } from './header-option.ts';
import { text, uuidIn, wholeNumber } from './option-values.ts';
import type { Options } from './option-values.ts';
import { tlsOptionsOf } from './tls-options.ts';

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
      refresh: options['allowRefresh'] === true ? true : undefined,
      reset: options['allowReset'] === true,
    }),
    homeDir: process.env['AIRLOCK_HOME'] ?? '.airlock',
  });
}

/** `--proxy` replaces the proxy variables of the environment. Both are checked before anything is sent. */
function proxyOf(options: Options): string | undefined {
  const proxy = text(options, 'proxy');
  return orUsage(() => {
    if (proxy !== undefined) return proxyAddress(proxy, '--proxy');
    environmentProxies();
    return undefined;
  });
}
