/** The `Authorization` header of a run: fixed, or a token that is fetched and renewed. */
import { member, textAt } from '../json/json.ts';
import { below } from '../client/address.ts';
import type { Http } from '../client/http.ts';
import { TargetUnusableError } from './errors.ts';
import type { Answer } from './exchange.ts';
import { lowerNames } from './lower-names.ts';
import { strangerIn } from './stranger.ts';
import type { TargetOptions } from './target-options.ts';

export interface Credentials {
  /** The header's value; `undefined` when the run has no credentials. May fetch a token. */
  authorization(): string | undefined | Promise<string | undefined>;
  /** Forgets a refused token, unless it has been replaced already. True when a new one can be fetched. */
  renew(refused: string | undefined): boolean;
}

/** Renewed this long before it expires. */
const marginMs = 30_000;
/** Used when a server does not say how long a token lives; such tokens live fifteen minutes or longer. */
const defaultLifeMs = 10 * 60_000;

/** `onSecret` is told of every token that is received, before it is used, so that none is ever written. */
export function credentialsOf(options: TargetOptions, http: Http, onSecret?: (secret: string) => void): Credentials {
  if (options.clientId !== undefined && options.clientSecret !== undefined)
    return clientCredentials(options, http, onSecret);
  const fixed = fixedAuthorization(options);
  return { authorization: () => fixed, renew: () => false };
}

/** The header of basic credentials or a token. */
export function fixedAuthorization({ auth, token }: Pick<TargetOptions, 'auth' | 'token'>): string | undefined {
  if (token !== undefined) return `Bearer ${token}`;
  return auth === undefined ? undefined : `Basic ${Buffer.from(auth).toString('base64')}`;
}

function clientCredentials(options: TargetOptions, http: Http, onSecret?: (secret: string) => void): Credentials {
  let current: { readonly value: string; readonly expiresAt: number } | undefined;
  let pending: Promise<string> | undefined;
  const fetchToken = async (): Promise<string> => {
    const outcome = await http.send({
      method: 'POST',
      ...below(options.url, '/v1/applications/token'),
      // A sign-in in front of the server guards this operation, too.
      headers: { ...lowerNames(options.headers), 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({
        client_id: options.clientId,
        client_secret: options.clientSecret,
        'grant-type': 'client_credentials',
      }),
    });
    if (outcome.kind === 'failure')
      throw new TargetUnusableError(
        `Cannot fetch a token from ${options.url}: ${outcome.reason}, ${outcome.message}; is it reachable?`,
      );
    const body = outcome.json.ok ? outcome.json.value : undefined;
    const token = textAt(body, 'access_token');
    if (outcome.status !== 200 || token === undefined)
      throw new TargetUnusableError(
        `Cannot fetch a token from ${options.url}: POST /v1/applications/token ${inPlaceOfToken(outcome, options.url)}`,
      );
    onSecret?.(token);
    const seconds = member(body, 'expires_in');
    const lifeMs = typeof seconds === 'number' ? seconds * 1000 : defaultLifeMs;
    current = {
      value: `Bearer ${token}`,
      expiresAt: performance.now() + Math.max(lifeMs - marginMs, lifeMs / 2),
    };
    return current.value;
  };
  return {
    authorization() {
      if (current !== undefined && performance.now() < current.expiresAt) return current.value;
      pending ??= fetchToken().finally(() => (pending = undefined));
      return pending;
    },
    renew(refused) {
      if (current?.value === refused) current = undefined;
      return true;
    },
  };
}

/** Describes the answer. Only a refusal in JSON is about the id and the secret. */
function inPlaceOfToken(answer: Answer, url: string): string {
  const { status, json } = answer;
  if (status === 404) return 'answered 404; a server that gives no tokens wants --auth or --token';
  if (status >= 400 && status < 500 && status !== 429 && json.ok)
    return `answered ${status}; check --client-id and --client-secret`;
  const stranger = strangerIn(answer, url);
  if (stranger !== undefined) return stranger;
  if (status === 200) return 'answered 200 with JSON that has no access_token';
  return `answered ${status}; ${status === 429 ? 'try again later' : 'look at the log of the server'}`;
}
