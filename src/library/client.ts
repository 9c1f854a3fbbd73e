/** `airlock-harness/client`: the typed client of the operations, with the requests and answers of a release. */
import type { OperationId } from '../../schemas/operations.ts';
import type { CallOptions, Client, ClientOptions } from '../client/client.ts';
import { createClient as create } from '../client/client.ts';
import { proxyAddress } from '../client/proxy-for.ts';
import { orUsage } from '../commands/usage-error.ts';
import { refuseUnlisted, refuseUnusable } from './refuse-unusable.ts';
import type { SettingsTable } from './refuse-unusable.ts';
import { schemasOf } from './schemas.ts';
import { flag, integer, release } from './settings.ts';
import type { ReleaseId } from './settings.ts';

export type { ApiResponse, CallOptions, Client } from '../client/client.ts';
export {
  ApiError,
  ConnectionError,
  InvalidInputError,
  InvalidRequestError,
  NotFoundError,
} from '../client/client-errors.ts';
export type { Answer, Failure } from '../target/exchange.ts';
export type { OperationId } from '../../schemas/operations.ts';
export { UsageError } from '../commands/usage-error.ts';
export type { ReleaseId } from './settings.ts';

/** Where the server is, how it is reached, and what is checked. */
export type ClientSettings<Release extends ReleaseId = '0.44'> = ClientOptions<Release>;

const text = { type: 'string' } as const;
const anHour = 3_600_000;

const settingsTable: SettingsTable = {
  release,
  host: { schema: text, expected: 'an address such as http://localhost:8000/api', isSecret: true },
  auth: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: { username: text, password: text, token: { type: 'string', minLength: 1 } },
      oneOf: [{ required: ['token'] }, { required: ['username', 'password'] }],
    },
    expected: '{ username, password } or { token }',
    isSecret: true,
  },
  headers: {
    schema: { type: 'object', additionalProperties: text },
    expected: 'an object of texts by header name',
    isSecret: true,
  },
  validateRequests: flag,
  validateResponses: { schema: { enum: [true, false, 'strict'] }, expected: 'true, false or "strict"' },
  tries: integer(1, 100),
  timeoutMs: integer(1, 24 * anHour),
  maxAnswerBytes: integer(1, Number.MAX_SAFE_INTEGER),
  connections: integer(1, 10_000),
  tls: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: { ca: text, cert: text, key: text, insecure: { type: 'boolean' } },
    },
    expected: 'an object with PEM texts ca, cert and key, and insecure',
    isSecret: true,
  },
  proxy: { schema: text, expected: 'the address of an HTTP proxy such as http://proxy:3128', isSecret: true },
};

/**
 * A client of the server at `host`, `http://localhost:8000/api` unless told otherwise; nothing is sent until a method is called. A
 * method rejects with NotFoundError, InvalidInputError or ApiError by status, with ConnectionError where there was no answer, and with
 * InvalidRequestError, before anything is sent, for a body that its schema does not allow.
 * @throws {UsageError} for a setting that cannot be used.
 */
export function createClient<Release extends ReleaseId = '0.44'>(
  settings: ClientSettings<Release> = {},
): Client<Release> {
  refuseUnusable(settings, settingsTable, 'createClient');
  const { proxy } = settings;
  if (proxy !== undefined) orUsage(() => proxyAddress(proxy, 'proxy'));
  const client = orUsage(() => create(settings));
  const known = Object.keys(schemasOf<ReleaseId>(settings.release ?? '0.44').operations);
  return {
    ...client,
    raw: async (id: OperationId, body?: unknown, call?: CallOptions) => {
      refuseUnlisted(id, known, 'operation');
      return client.raw(id, body, call);
    },
    stream: async (id: OperationId, body?: unknown, call?: CallOptions) => {
      refuseUnlisted(id, known, 'operation');
      return client.stream(id, body, call);
    },
  };
}
