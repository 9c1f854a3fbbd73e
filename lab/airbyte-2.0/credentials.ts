/** Tokens that are given out for the id and the secret of an application. */
import { randomBytes } from 'node:crypto';
import type { JsonObject } from '../json-access.ts';
import { hidden, known } from './errors.ts';

/** What tokens are given out for. */
export interface Application {
  readonly clientId: string;
  readonly clientSecret: string;
}

const lifetimeMs = 15 * 60 * 1000;

/** Whether authorization is on, and which tokens are good at the moment. */
export class Credentials {
  readonly #application: Application | undefined;
  readonly #tokens = new Map<string, number>();
  readonly #now: () => number;

  /** Without an application there is no authorization; `token` is one that never expires. */
  constructor(application?: Application, token?: string, now: () => number = Date.now) {
    this.#application = application;
    this.#now = now;
    if (token !== undefined) this.#tokens.set(token, Infinity);
  }

  get isOn(): boolean {
    return this.#application !== undefined || this.#tokens.size > 0;
  }

  /** Whether a request with this header may pass. Basic never does. */
  allows(authorization: string | undefined): boolean {
    if (!this.isOn) return true;
    const [, token = ''] = /^bearer (.+)$/i.exec(authorization ?? '') ?? [];
    return (this.#tokens.get(token) ?? 0) > this.#now();
  }

  /** @throws {Failure} 500 for a missing member, 400 for a wrong one. */
  issue({ client_id: clientId, client_secret: clientSecret }: JsonObject): JsonObject {
    if (typeof clientId !== 'string' || typeof clientSecret !== 'string') throw hidden(500);
    if (clientId !== this.#application?.clientId || clientSecret !== this.#application.clientSecret)
      throw known(400, 'Invalid client id or client secret');
    const token = ['{"alg":"HS256"}', '{"iss":"airbyte"}'].map((part) => Buffer.from(part).toString('base64url'));
    const whole = [...token, randomBytes(32).toString('base64url')].join('.');
    this.#tokens.set(whole, this.#now() + lifetimeMs);
    return { access_token: whole, token_type: 'Bearer', expires_in: lifetimeMs / 1000 };
  }
}
