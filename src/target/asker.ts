/** Who else asks a target: what strangers must not see is asked for in their name. */
import type { TargetOptions } from './target-options.ts';

/**
 * `other`: the second user, who may not see the workspace. `nobody`: without credentials. `expired`: with a token that was never good and
 * says that it has expired.
 */
export const askers = ['other', 'nobody', 'expired'] as const;
export type Asker = (typeof askers)[number];

/** Headers that say who asks, or may do so: a session, a key, a token. */
export const saysWho = /auth|cookie|token|secret|passw|session|credential|jwt|signature|key/i;

/** A JSON web token of the year 1970. A password that is wrong is never tried: servers lock users out for that. */
const expiredToken =
  'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJhaXJsb2NrIiwiZXhwIjoxfQ.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';

/**
 * The options of each stranger. Nobody is asked for where nothing says that the server wants credentials, nor where a client certificate
 * may be what lets the run in.
 */
export function strangersOf(options: TargetOptions): ReadonlyMap<Asker, TargetOptions> {
  const {
    auth: _auth,
    token: _token,
    clientId: _clientId,
    clientSecret: _secret,
    other,
    headers = {},
    ...rest
  } = options;
  const plain: TargetOptions = {
    ...rest,
    headers: Object.fromEntries(Object.entries(headers).filter(([name]) => !saysWho.test(name))),
  };
  const isGuarded = signsIn({ ...options, headers: {} }) && options.tls?.cert === undefined;
  return new Map<Asker, TargetOptions>([
    ...(other === undefined ? [] : [['other', { ...plain, ...other }] as const]),
    ...(isGuarded
      ? ([
          ['nobody', plain],
          ['expired', { ...plain, token: expiredToken }],
        ] as const)
      : []),
  ]);
}

/** Whether the requests of the run say who asks. */
export function signsIn({ auth, token, clientId, tls, headers = {} }: TargetOptions): boolean {
  return (
    [auth, token, clientId, tls?.cert].some((way) => way !== undefined) ||
    Object.keys(headers).some((name) => saysWho.test(name))
  );
}
