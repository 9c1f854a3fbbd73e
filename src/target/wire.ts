/** The run's only way onto the network: credentials, pace, correlation, patience and the look at what is left of a target. */
import { operations } from '../../schemas/operations.ts';
import type { Http, HttpRequest } from '../client/http.ts';
import type { Report } from '../report/report.ts';
import { credentialsOf } from './credentials.ts';
import { TargetLostError } from './errors.ts';
import type { Answer, Call, Exchange, Failure } from './exchange.ts';
import { unreachable } from './fixtures.ts';
import { lowerNames } from './lower-names.ts';
import type { Pace, Turn } from './pace.ts';
import { longestPatienceMs, patienceFor } from './patience.ts';
import type { TargetOptions } from './target-options.ts';

export interface Wire {
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
  const tally = new Map<string, Map<string, number>>();
  let serial = 0;
  let silences = 0;
  let hasAnswered = false;

  const requestOf = async (
    call: Call,
    id: string,
    extra: { readonly signal?: AbortSignal; readonly timeoutMs?: number },
  ): Promise<HttpRequest> => {
    const pending = credentials.authorization();
    const authorization = typeof pending === 'object' ? await pending : pending;
    const headers: Record<string, string> = { ...fixedHeaders, 'x-request-id': id };
    if (authorization !== undefined) headers['authorization'] = authorization;
    if (call.operation === 'transport') {
      const { method, path, body } = call;
      return {
        method,
        origin: base.origin,
        path: `${prefix}${path}`,
        headers: { ...headers, ...lowerNames(call.headers) },
        ...(body === undefined ? {} : { body }),
        ...extra,
      };
    }
    const text = call.bodyText ?? (call.body === undefined ? undefined : JSON.stringify(call.body));
    if (text !== undefined) headers['content-type'] = 'application/json';
    if (call.headers !== undefined) Object.assign(headers, lowerNames(call.headers));
    return {
      method: 'POST',
      origin: base.origin,
      path: `${prefix}${operations[call.operation].path}`,
      headers,
      ...(text === undefined ? {} : { body: text }),
      ...extra,
    };
  };

  /** Sends, renews a refused token once, and waits where the server asks for it. */
  const deliver = async (
    call: Call,
    id: string,
    { free = false, ...extra }: SendOptions,
  ): Promise<{ readonly request: HttpRequest; readonly outcome: Answer | Failure }> => {
    // A create is never given up: the server may carry it out after the sandbox was found empty.
    const { signal: _, ...patient } = extra;
    const signals = free ? [] : [hooks.signal, ...(extra.signal === undefined ? [] : [extra.signal])];
    for (let attempt = 1; ; attempt += 1) {
      const request = await requestOf(call, id, call.operation === 'webBackendCreateConnection' ? patient : extra);
      const outcome = await http.send(request);
      count(tally, call, outcome);
      if (outcome.kind === 'failure') {
        // A server may close an idle connection at any time, and a request meet it (RFC 9112, section 9.3.1).
        const wasIdle = outcome.reason === 'reset' && attempt === 1 && hasAnswered;
        if (!wasIdle) return { request, outcome };
        await pace.again({ free, signals });
        continue;
      }
      hasAnswered = true;
      const renewed = outcome.status === 401 && attempt === 1 && credentials.renew(request.headers['authorization']);
      const delayMs = renewed ? 0 : patienceFor(outcome, attempt);
      if (delayMs === undefined) return { request, outcome };
      if (delayMs > longestPatienceMs) throw impatient(base.href, outcome);
      pace.hold(delayMs);
      await pace.again({ free, signals });
      if (delayMs > 0 && signals.some(({ aborted }) => aborted)) return { request, outcome };
    }
  };

  return {
    async exchange(call, sendOptions) {
      const { free = false, signal } = sendOptions;
      await pace.enter({ free, signals: free || signal === undefined ? [] : [signal] });
      try {
        serial += 1;
        const id = `${hooks.runId}-${serial}`;
        const startedAt = Date.now();
        const began = performance.now();
        const { request, outcome } = await deliver(call, id, sendOptions);
        const exchange: Exchange = {
          id,
          call,
          ...(request.body === undefined ? {} : { sentBody: request.body }),
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
    counts: () => countsOf(tally),
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

function impatient(url: string, { status, headers }: Answer): TargetLostError {
  return new TargetLostError(
    `Cannot go on with ${url}: it answered ${status} and asks to wait until "${headers['retry-after'] ?? ''}" (Retry-After), longer than ${longestPatienceMs / 1000} s; try again later, or with a lower --rate-limit`,
  );
}

function count(tally: Map<string, Map<string, number>>, call: Call, outcome: Answer | Failure): void {
  const status = outcome.kind === 'answer' ? String(outcome.status) : outcome.reason;
  const byStatus = tally.get(call.operation) ?? new Map<string, number>();
  byStatus.set(status, (byStatus.get(status) ?? 0) + 1);
  tally.set(call.operation, byStatus);
}

function countsOf(tally: ReadonlyMap<string, ReadonlyMap<string, number>>): Report['requests'] {
  const byOperation = Object.fromEntries(
    [...tally].map(([operation, byStatus]) => [
      operation,
      { total: [...byStatus.values()].reduce((sum, value) => sum + value, 0), byStatus: Object.fromEntries(byStatus) },
    ]),
  );
  return { total: Object.values(byOperation).reduce((sum, { total }) => sum + total, 0), byOperation };
}
