/** The typed client of the eight operations: the consumer in the pacts, and the client that Airlock itself uses. */
import { defined } from '../json/defined.ts';
import { operationIds, operations } from '../../schemas/operations.ts';
import type { Operation, OperationId } from '../../schemas/operations.ts';
import { builtInReleases } from '../../schemas/built-in-releases.ts';
import type {
  BuiltInReleaseId,
  OperationIdOf,
  ReleaseRequestOf,
  ReleaseResponseOf,
} from '../../schemas/built-in-releases.ts';
import { withFurtherMembers } from '../validation/with-further-members.ts';
import { validatorFor } from '../validation/validator.ts';
import type { Violation } from '../validation/validator.ts';
import type { Answer, Failure } from '../target/exchange.ts';
import { addressOf, below } from './address.ts';
import { ApiError, ConnectionError, InvalidInputError, InvalidRequestError, NotFoundError } from './client-errors.ts';
import { createHttp } from './http.ts';
import type { Http, HttpRequest } from './http.ts';
import type { HttpOptions } from './http-options.ts';

export interface ClientOptions<Release extends BuiltInReleaseId = '0.44'> extends Partial<HttpOptions> {
  /** Whose operations and schemas hold; 0.44 unless told otherwise. */
  readonly release?: Release;
  /** Base address, `http://localhost:8000/api` unless told otherwise. */
  readonly host?: string;
  readonly auth?: { readonly username: string; readonly password: string } | { readonly token: string };
  readonly headers?: Readonly<Record<string, string>>;
  /** Checks bodies against the schemas before they are sent; on unless switched off. */
  readonly validateRequests?: boolean;
  /**
   * Checks bodies against the schemas after they arrive; on unless switched off. Members that a schema does not name are no fault
   * of an answer, since later releases add some, unless `strict` is asked for.
   */
  readonly validateResponses?: boolean | 'strict';
  /** Tries of a read that got no answer, the first included; writes are never sent twice. 1 unless told otherwise. */
  readonly tries?: number;
}

export interface CallOptions {
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly contentType?: string;
  readonly accept?: string;
}

/** A typed answer with its status and its headers. */
export interface ApiResponse<Body> {
  readonly status: 200;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Body;
}

type Arguments<Release extends BuiltInReleaseId, Id extends OperationId> =
  ReleaseRequestOf<Release, Id> extends undefined
    ? [body?: undefined, options?: CallOptions]
    : [body: ReleaseRequestOf<Release, Id>, options?: CallOptions];

/**
 * One method per operation, called by its id.
 * Each throws NotFoundError, InvalidInputError or ApiError by status, ConnectionError without an answer.
 */
export type Client<Release extends BuiltInReleaseId = '0.44'> = {
  readonly [Id in OperationIdOf<Release>]: (
    ...arguments_: Arguments<Release, Id>
  ) => Promise<ApiResponse<ReleaseResponseOf<Release, Id>>>;
} & {
  /** The answer as it came: any status, no validation, no error for a status. */
  raw(id: OperationId, body?: unknown, options?: CallOptions): Promise<Answer | Failure>;
  /** The body in chunks, as it arrives. */
  stream(
    id: OperationId,
    body?: unknown,
    options?: CallOptions,
  ): Promise<{ readonly status: number; readonly body: AsyncIterable<Uint8Array> }>;
  close(): Promise<void>;
};

export function createClient<Release extends BuiltInReleaseId = '0.44'>(
  options: ClientOptions<Release> = {},
): Client<Release> {
  const table: Readonly<Record<string, Operation>> = builtInReleases[options.release ?? '0.44'].description.operations;
  const http = createHttp({ timeoutMs: 10_000, ...options });
  const request = requestBuilder(options);
  const raw = (id: OperationId, body?: unknown, call: CallOptions = {}): Promise<Answer | Failure> =>
    send(http, request(id, body, call), operations[id].writes ? 1 : (options.tries ?? 1));
  const methods = Object.fromEntries(
    operationIds.flatMap((id) => {
      const operation = table[id];
      if (operation === undefined) return [];
      const call = async (body: unknown, callOptions: CallOptions = {}): Promise<ApiResponse<unknown>> => {
        if (options.validateRequests !== false) refuseInvalid(operation, body);
        return typedAnswer(id, await raw(id, body, callOptions), {
          responses: operation.responses,
          validate: options.validateResponses ?? true,
        });
      };
      return [[id, call] as const];
    }),
  );
  return {
    ...methods,
    raw,
    stream: async (id: OperationId, body?: unknown, call: CallOptions = {}) => {
      const response = await http.stream(request(id, body, call));
      return { status: response.statusCode, body: response.body };
    },
    close: () => http.close(),
  } as unknown as Client<Release>; // the methods are built from the same table as their types
}

type RequestBuilder = (id: OperationId, body: unknown, call: CallOptions) => HttpRequest;

function requestBuilder(options: ClientOptions<BuiltInReleaseId>): RequestBuilder {
  const { url, auth } = addressOf(options.host ?? 'http://localhost:8000/api', 'host');
  const fixed = { accept: 'application/json', ...credentials(options.auth ?? auth), ...options.headers };
  return (id, body, call) => ({
    method: operations[id].method,
    ...below(url, operations[id].path),
    headers: {
      ...fixed,
      ...(body === undefined ? {} : { 'content-type': call.contentType ?? 'application/json' }),
      ...defined({ accept: call.accept }),
      ...call.headers,
    },
    ...defined({
      body: body === undefined ? undefined : JSON.stringify(withoutNulls(body)),
      signal: call.signal,
      timeoutMs: call.timeoutMs,
    }),
  });
}

function credentials(auth: ClientOptions['auth'] | string): Record<string, string> {
  if (auth === undefined) return {};
  if (typeof auth === 'string') return { authorization: `Basic ${Buffer.from(auth).toString('base64')}` };
  if ('token' in auth) return { authorization: `Bearer ${auth.token}` };
  return { authorization: `Basic ${Buffer.from(`${auth.username}:${auth.password}`).toString('base64')}` };
}

/** Absent and null mean the same to the server, and only absent is declared. Free JSON keeps its nulls. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([, child]) => child !== null && child !== undefined);
  return Object.fromEntries(
    kept.map(([key, child]): [string, unknown] => [key, key === 'jsonSchema' ? child : withoutNulls(child)]),
  );
}

/** A read without an answer may be sent again; a write may have been carried out. */
async function send(http: Http, request: HttpRequest, tries: number): Promise<Answer | Failure> {
  let outcome = await http.send(request);
  for (let attempt = 1; attempt < tries && outcome.kind === 'failure' && outcome.reason !== 'aborted'; attempt += 1)
    outcome = await http.send(request);
  return outcome;
}

function refuseInvalid({ id, request, body: need }: Operation, body: unknown): void {
  if (request === undefined || (body === undefined && need === 'optional')) return;
  const violations = validatorFor(request)(withoutNulls(body));
  if (violations.length > 0) throw new InvalidRequestError(`Cannot send ${id}: ${describe(violations)}`);
}

interface Expected {
  readonly responses: Operation['responses'];
  readonly validate: boolean | 'strict';
}

function typedAnswer(
  id: OperationId,
  outcome: Answer | Failure,
  { responses, validate }: Expected,
): ApiResponse<unknown> {
  if (outcome.kind === 'failure') throw new ConnectionError(id, outcome);
  const { status, json, headers } = outcome;
  const schema = responses[status];
  const violations =
    json.ok && schema !== undefined
      ? validatorFor(validate === 'strict' ? schema : withFurtherMembers(schema))(json.value)
      : [];
  const documented = json.ok && violations.length === 0 ? json.value : undefined;
  if (status === 404) throw new NotFoundError(id, outcome, documented as NotFoundError['body']); // validated
  if (status === 422) throw new InvalidInputError(id, outcome, documented as InvalidInputError['body']); // validated
  if (status !== 200) throw new ApiError(id, outcome);
  if (!json.ok) throw new ApiError(id, outcome, 'the body is not JSON');
  if (validate !== false && violations.length > 0)
    throw new ApiError(id, outcome, `the body does not satisfy its schema: ${describe(violations)}`);
  return { status, headers, body: json.value };
}

function describe(violations: readonly Violation[]): string {
  const shown = violations
    .slice(0, 3)
    .map(({ pointer, message }) => `${pointer === '' ? 'the body' : pointer} ${message}`);
  return `${shown.join('; ')}${violations.length > 3 ? `; and ${violations.length - 3} more` : ''}`;
}
