/** Client credentials during a run: a token lives for minutes, a soak test runs for an hour. */
import exec from 'k6/execution';
import http from 'k6/http';
import { jsonOf } from './json-of.ts';
import type { Client } from './settings.ts';

/** The arm that needs a token. */
export interface Asked {
  readonly name: string;
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface Token {
  /** The header's value. */
  readonly value: string;
  /** Milliseconds since the epoch. */
  readonly fetchedAt: number;
  readonly lifeMs: number;
}

/** Used when a server does not say how long a token lives; such tokens live fifteen minutes or longer. */
const defaultLifeSeconds = 600;

/** What this virtual user fetched, by arm. */
const own = new Map<string, Token>();

/**
 * The header of an arm, and whether a token was fetched for it. Setup fetches the first token for all; later each virtual user fetches
 * its own when between half and three quarters of a token's life are over, not all of them at once. Not part of what is measured.
 * @throws when the target gives none.
 */
export function authorizationFor(
  { name, target, headers }: Asked,
  client: Client,
  first: Token,
): { readonly value: string; readonly isFresh: boolean } {
  const held = own.get(name) ?? first;
  const spread = 0.5 + ((exec.vu.idInTest * 0.618) % 1) / 4;
  if (Date.now() < held.fetchedAt + held.lifeMs * spread) return { value: held.value, isFresh: false };
  const fresh = fetchToken({ target, headers }, client);
  own.set(name, fresh);
  return { value: fresh.value, isFresh: true };
}

/** @throws when the target gives none. */
export function fetchToken({ target, headers }: Omit<Asked, 'name'>, { id, secret }: Client): Token {
  const fetchedAt = Date.now();
  const response = http.post(
    `${target}/v1/applications/token`,
    JSON.stringify({ client_id: id, client_secret: secret, 'grant-type': 'client_credentials' }),
    {
      // A sign-in in front of the server guards this operation, too.
      headers: { ...headers, 'Content-Type': 'application/json', Accept: 'application/json' },
      tags: { name: 'token', phase: 'token' },
      responseType: 'text',
    },
  );
  const body: unknown = response.status === 200 ? jsonOf(response.body) : undefined;
  if (!hasToken(body))
    throw new Error(`Cannot fetch a token: it was answered with ${response.status} ${response.error}`);
  return {
    value: `Bearer ${body.access_token}`,
    fetchedAt,
    lifeMs: (typeof body.expires_in === 'number' ? body.expires_in : defaultLifeSeconds) * 1000,
  };
}

function hasToken(body: unknown): body is { readonly access_token: string; readonly expires_in?: unknown } {
  return typeof body === 'object' && body !== null && 'access_token' in body && typeof body.access_token === 'string';
}
