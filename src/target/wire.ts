/** The run's only way onto the network: credentials, pace, correlation, Retry-After, and whether the target is lost. */
import { defined } from '../json/defined.ts';
import { operations } from '../../schemas/operations.ts';
import type { Http, HttpRequest } from '../client/http.ts';
import type { Report } from '../report/report.ts';
import { credentialsOf } from './credentials.ts';
import { TargetLostError } from './errors.ts';
import type { Answer, Call, Exchange, Failure } from './exchange.ts';
import { unreachable } from './fixtures.ts';
import type { Gate } from './gate.ts';
import { lowerNames } from './lower-names.ts';
import type { Pace, Turn } from './pace.ts';
import { longestRetryAfterMs, retryDelayMs } from './retry-after.ts';
import type { TargetOptions } from './target-options.ts';

export interface Wire {
  /** @throws {ConsentError} for a call that the gate does not let pass. */
  exchange(call: Call, options: SendOptions): Promise<Exchange>;
  /** Every request that was sent, those included that were sent again. */
  counts(): Report['requests'];
}

export interface SendOptions {
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
  /** Cleaning up: goes on after an interruption, and past the budget. */
  readonly free?: boolean;
}

export interface WireHooks {
  readonly signal: AbortSignal;
  readonly runId: string;
  readonly onExchange?: (exchange: Exchange) => void;
  readonly onSecret?: (secret: string) => void;
  /** The run's: this wire need not be the only one that sends. */
  readonly pace: Pace;
  /** Nothing is sent that it does not let pass. */
  readonly gate: Gate;
}

/** So many requests in a row without an answer raise the question whether the target is still there. */
const silencesBeforeHealthCheck = 3;

export function wireOf(base: URL, options: TargetOptions, hooks: WireHooks, http: Http): Wire {
  const { pace } = hooks;
  // Tokens are fetched for cleaning up as well, past the budget: one is kept back for it.
  const credentials = credentialsOf(options, pacedHttp(http, pace, { free: true }), hooks.onSecret);
  if (options.clientSecret !== undefined) pace.reserve(() => 1);
  const prefix = base.pathname.replace(/\/$/, '');
  const fixedHeaders = {
    accept: 'application/json',
    'user-agent': `airlock/${hooks.runId}`,
    ...lowerNames(options.headers ?? {}),
  };
  const requestCounts = new Map<string, Map<string, number>>();
  let serial = 0;
  let silences = 0;
  let hasAnswered = false;

  /** With the headers of its own only. */
  const requestOf = (call: Call): HttpRequest => {
    if (call.operation === 'transport') {
      const { method, path, body } = call;
      return {
        method,
        origin: base.origin,
        path: `${prefix}${path}`,
        headers: lowerNames(call.headers),
        ...defined({ body }),
      };
    }
    const text = call.bodyText ?? (call.body === undefined ? undefined : JSON.stringify(call.body));
    return {
      method: 'POST',
      origin: base.origin,
      path: `${prefix}${operations[call.operation].path}`,
      headers: {
        ...(text === undefined ? {} : { 'content-type': 'application/json' }),
        ...lowerNames(call.headers ?? {}),
      },
      ...defined({ body: text }),
    };
  };

  const authorized = async (request: HttpRequest, id: string): Promise<HttpRequest> => {
    const pending = credentials.authorization();
    const authorization = typeof pending === 'object' ? await pending : pending;
    return {
      ...request,
      headers: {
        ...fixedHeaders,
        'x-request-id': id,
        ...defined({ authorization }),
        ...request.headers,
      },
    };
  };

  /** Sends, renews a refused token once, and waits where the server asks for it. */
  const deliver = async (
    { call, id, plain }: { readonly call: Call; readonly id: string; readonly plain: HttpRequest },
    { free = false, ...extra }: SendOptions,
  ): Promise<{ readonly request: HttpRequest; readonly outcome: Answer | Failure }> => {
    // A create is never given up: the server may carry it out after the sandbox was found empty.
    const { signal: _, ...unabortable } = extra;
    const signals = free ? [] : [hooks.signal, ...(extra.signal === undefined ? [] : [extra.signal])];
    for (let attempt = 1; ; attempt += 1) {
      const request = await authorized(
        { ...plain, ...(call.operation === 'webBackendCreateConnection' ? unabortable : extra) },
        id,
      );
      const outcome = await http.send(request);
      count(requestCounts, call, outcome);
      if (outcome.kind === 'failure') {
        // A server may close an idle connection at any time, and a request meet it (RFC 9112, section 9.3.1).
        const wasIdle = outcome.reason === 'reset' && attempt === 1 && hasAnswered;
        if (!wasIdle) return { request, outcome };
        await pace.again({ free, signals });
        continue;
      }
      hasAnswered = true;
      const renewed = outcome.status === 401 && attempt === 1 && credentials.renew(request.headers['authorization']);
      const delayMs = renewed ? 0 : retryDelayMs(outcome, attempt);
      if (delayMs === undefined) return { request, outcome };
      if (delayMs > longestRetryAfterMs) throw retryAfterTooLong(base.href, outcome);
      pace.hold(delayMs);
      await pace.again({ free, signals });
      if (delayMs > 0 && signals.some(({ aborted }) => aborted)) return { request, outcome };
    }
  };

  return {
    async exchange(call, sendOptions) {
      const { free = false, signal } = sendOptions;
      const plain = requestOf(call);
      const isSerialised = call.operation !== 'transport' && call.bodyText === undefined && call.body !== undefined;
      hooks.gate(
        { ...plain, headers: { ...fixedHeaders, ...plain.headers } },
        isSerialised ? { value: call.body } : undefined,
      );
      await pace.enter({ free, signals: free || signal === undefined ? [] : [signal] });
      try {
        serial += 1;
        const id = `${hooks.runId}-${serial}`;
        const startedAt = Date.now();
        const began = performance.now();
        const { request, outcome } = await deliver({ call, id, plain }, sendOptions);
        const exchange: Exchange = {
          id,
          call,
          ...defined({ sentBody: request.body }),
          outcome,
          startedAt,
          durationMs: performance.now() - began,
          endedAt: performance.now(),
        };
        hooks.onExchange?.(exchange);
        silences = outcome.kind === 'failure' && outcome.reason !== 'aborted' ? silences + 1 : 0;
        if (silences >= silencesBeforeHealthCheck) await refuseIfLost(base, prefix, pacedHttp(http, pace), outcome);
        return exchange;
      } finally {
        pace.leave();
      }
    },
    counts: () => countsOf(requestCounts),
  };
}

/** For what is sent beside a call, in its place among those in flight: it takes a turn of its own. */
function pacedHttp(http: Http, pace: Pace, turn: Turn = {}): Http {
  return {
    ...http,
    async send(request) {
      await pace.again(turn);
      return http.send(request);
    },
  };
}

/** Is the server gone, or does it only fail on these requests? */
async function refuseIfLost(base: URL, prefix: string, http: Http, last: Answer | Failure): Promise<void> {
  const health = await http.send({
    method: 'GET',
    origin: base.origin,
    path: `${prefix}/v1/health`,
    headers: { accept: 'application/json' },
  });
  if (health.kind === 'answer') return;
  const failure = last.kind === 'failure' ? last : health;
  throw new TargetLostError(
    `The target stopped answering: ${unreachable(base.href, failure).message}; its health check fails as well`,
    failure,
  );
}

function retryAfterTooLong(url: string, { status, headers }: Answer): TargetLostError {
  return new TargetLostError(
    `Cannot go on with ${url}: it answered ${status} and asks to wait until "${headers['retry-after'] ?? ''}" (Retry-After), longer than ${longestRetryAfterMs / 1000} s; try again later, or with a lower --rate-limit`,
  );
}

function count(requestCounts: Map<string, Map<string, number>>, call: Call, outcome: Answer | Failure): void {
  const status = outcome.kind === 'answer' ? String(outcome.status) : outcome.reason;
  const byStatus = requestCounts.get(call.operation) ?? new Map<string, number>();
  byStatus.set(status, (byStatus.get(status) ?? 0) + 1);
  requestCounts.set(call.operation, byStatus);
}

function countsOf(requestCounts: ReadonlyMap<string, ReadonlyMap<string, number>>): Report['requests'] {
  const byOperation = Object.fromEntries(
    [...requestCounts].map(([operation, byStatus]) => [
      operation,
      { total: [...byStatus.values()].reduce((sum, value) => sum + value, 0), byStatus: Object.fromEntries(byStatus) },
    ]),
  );
  return { total: Object.values(byOperation).reduce((sum, { total }) => sum + total, 0), byOperation };
}
