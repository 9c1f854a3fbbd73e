/** The options of the target, checked. */
import { defined } from '../../json/defined.ts';
import { environmentProxies, proxyAddress } from '../../client/proxy-for.ts';
import type { TargetOptions } from '../../target/target-options.ts';
import { orUsage, UsageError } from '../usage-error.ts';
import { parseDuration, parseRate } from './duration.ts';
import { headersOf, isCarried, noHeader } from './header-option.ts';
import { called, text, uuidIn, wholeNumber } from './option-values.ts';
import type { Options } from './option-values.ts';
import { tlsOptionsOf } from './tls-options.ts';

/** Everything about the target except its address, checked. @throws {UsageError} */
export function targetOptionsOf(options: Options): Omit<TargetOptions, 'url'> {
  const auth = basicIn(options, 'auth');
  const clientId = text(options, 'clientId');
  const clientSecret = text(options, 'clientSecret');
  if ((clientId === undefined) !== (clientSecret === undefined))
    throw new UsageError('Cannot use client credentials: --client-id and --client-secret go together');
  const token = tokenIn(options, 'token');
  const rateLimit = text(options, 'rateLimit');
  const timeout = text(options, 'requestTimeout');
  return defined({
    workspaceId: uuidIn(options, 'workspace'),
    sourceId: uuidIn(options, 'source'),
    destinationId: uuidIn(options, 'destination'),
    foreign: foreignIn(options),
    other: otherIn(options),
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
    maxConnections: wholeNumber(options, 'maxConnections', 1),
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

/** Whether the target is asked for its workspaces; the embedded backend has one ready. */
export function findsWorkspace(options: Options): boolean {
  return text(options, 'target') !== undefined && text(options, 'workspace') === undefined;
}

/** Basic authentication in the option of this name. @throws {UsageError} */
export function basicIn(options: Options, name: string): string | undefined {
  const auth = text(options, name);
  if (auth !== undefined && (!auth.includes(':') || auth.trim() === ':'))
    throw new UsageError(`Cannot use ${called(options, name)}: expected USER:PASSWORD`);
  return auth;
}

/** The bearer token in the option of this name. @throws {UsageError} */
export function tokenIn(options: Options, name: string): string | undefined {
  const token = text(options, name);
  if (token !== undefined && !isCarried(token))
    throw new UsageError(`Cannot use ${called(options, name)}: ${noHeader}; expected ASCII`);
  return token;
}

/** The second workspace. @throws {UsageError} for parts of one that is not named, and for the workspace of the run. */
function foreignIn(options: Options): TargetOptions['foreign'] {
  const workspaceId = uuidIn(options, 'otherWorkspace');
  const sourceId = uuidIn(options, 'otherSource');
  const destinationId = uuidIn(options, 'otherDestination');
  if (workspaceId === undefined) {
    const given = sourceId === undefined ? destinationId && '--other-destination' : '--other-source';
    if (given === undefined) return undefined;
    throw new UsageError(`Cannot use ${given} without --other-workspace: it is of a second workspace`);
  }
  if (workspaceId.toLowerCase() === uuidIn(options, 'workspace')?.toLowerCase())
    throw new UsageError('Cannot use --other-workspace: it is the workspace of the run; expected a second one');
  return { workspaceId, ...defined({ sourceId, destinationId }) };
}

/** The second user. @throws {UsageError} for the user of the run. */
function otherIn(options: Options): TargetOptions['other'] {
  const auth = basicIn(options, 'otherAuth');
  const token = tokenIn(options, 'otherToken');
  if (auth !== undefined && token !== undefined)
    throw new UsageError('Cannot use --other-auth and --other-token together: expected one second user');
  for (const [name, value, own] of [
    ['--other-auth', auth, options['auth']],
    ['--other-token', token, options['token']],
  ] as const)
    if (value !== undefined && value === own)
      throw new UsageError(`Cannot use ${name}: these are the credentials of the run; expected those of a second user`);
  return auth === undefined && token === undefined ? undefined : defined({ auth, token });
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
