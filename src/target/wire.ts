/** The run's only way onto the network: credentials, pace, correlation, Retry-After, and whether the target is lost. */
import { defined } from '../json/defined.ts';
import type { Http, HttpRequest } from '../client/http.ts';
import type { Report } from '../report/report.ts';
import { credentialsOf } from './credentials.ts';
import type { Answer, Call, Exchange, Failure } from './exchange.ts';
import type { Gate } from './gate.ts';
import { lowerNames } from './lower-names.ts';
import type { Pace, Turn } from './pace.ts';
import { RequestCounts } from './request-counts.ts';
import { requestOf } from './request-of.ts';
import { longestRetryAfterMs, retryDelayMs } from './retry-after.ts';
import { refuseIfLost, retryAfterTooLong } from './target-lost.ts';
import type { TargetOptions } from './target-options.ts';
import type { Tempo } from './tempo.ts';

export interface Wire {
  /** @throws {ConsentError} for a call that the gate does not let pass. */
  exchange(call: Call, options: SendOptions): Promise<Exchange>;
  /** Every request that was sent, repeated ones included. */
  counts(): Report['requests'];
}

export interface SendOptions {
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
  /** For cleaning up: ignores interruptions and the budget. */
  readonly free?: boolean;
}

export interface WireHooks {
  readonly signal: AbortSignal;
  readonly runId: string;
  readonly onExchange?: (exchange: Exchange) => void;
  readonly onSecret?: (secret: string) => void;
  /** The pace of the run, shared with its other senders. */
  readonly pace: Pace;
  /** Told of every request, and of its answer. */
  readonly tempo: Tempo;
  /** Nothing is sent that it does not let pass. */
  readonly gate: Gate;
  /** Counts what is sent, where several senders share a target. */
  readonly counts?: RequestCounts;
}

interface Delivered {
  readonly request: HttpRequest;
  readonly outcome: Answer | Failure;
  /** Of the last attempt. */
  readonly latencyMs: number;
}

/** After this many requests in a row without an answer, the health of the target is checked. */
const silencesBeforeHealthCheck = 3;

export function wireOf(base: URL, options: TargetOptions, hooks: WireHooks, http: Http): Wire {
  const { pace } = hooks;
  /** Sends what a call needs besides, such as a token: it counts as a request, not as one more in flight. */
  const besides = (turn: Turn = {}): Http => ({
    ...http,
    async send(request) {
      await pace.again(turn);
      const named = { 'user-agent': userAgent, 'x-request-id': `${hooks.runId}-0` };
      return http.send({ ...request, headers: { ...named, ...request.headers } });
    },
  });
  const userAgent = `airlock/${hooks.runId}`;
  // Cleaning up may need a fresh token: one request of the budget is kept back for it.
  const credentials = credentialsOf(options, besides({ free: true }), hooks.onSecret);
  if (options.clientSecret !== undefined) pace.reserve(() => 1);
  const prefix = base.pathname.replace(/\/$/, '');
  const fixedHeaders = {
    accept: 'application/json',
    'user-agent': userAgent,
    ...lowerNames(options.headers ?? {}),
  };
  const requestCounts = hooks.counts ?? new RequestCounts();
  let serial = 0;
  let silences = 0;
  let hasAnswered = false;

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
  ): Promise<Delivered> => {
    // A create is never aborted: the server may carry it out after the sandbox was found empty.
    const { signal: _, ...unabortable } = extra;
    const signals = free ? [] : [hooks.signal, ...(extra.signal === undefined ? [] : [extra.signal])];
    for (let attempt = 1; ; attempt += 1) {
      const request = await authorized(
        { ...plain, ...(call.operation === 'webBackendCreateConnection' ? unabortable : extra) },
        id,
      );
      const answered = hooks.tempo.sent(call.operation);
      const began = performance.now();
      const outcome = await http.send(request).finally(answered);
      const latencyMs = performance.now() - began;
      requestCounts.add(call, outcome);
      if (outcome.kind === 'failure') {
        // A server may close an idle connection just as a request is sent (RFC 9112, section 9.3.1): it is sent again.
        const wasIdle = outcome.reason === 'reset' && attempt === 1 && hasAnswered;
        if (!wasIdle) return { request, outcome, latencyMs };
        await pace.again({ free, signals });
        continue;
      }
      hasAnswered = true;
      const renewed = outcome.status === 401 && attempt === 1 && credentials.renew(request.headers['authorization']);
      const delayMs = renewed ? 0 : retryDelayMs(outcome, attempt);
      if (delayMs === undefined) return { request, outcome, latencyMs };
      if (delayMs > longestRetryAfterMs) throw retryAfterTooLong(base.href, outcome);
      pace.hold(delayMs);
      await pace.again({ free, signals });
      if (delayMs > 0 && signals.some(({ aborted }) => aborted)) return { request, outcome, latencyMs };
    }
  };

  return {
    async exchange(call, sendOptions) {
      const { free = false, signal } = sendOptions;
      const plain = requestOf(call, { origin: base.origin, prefix });
      const isSerialised = call.operation !== 'transport' && call.bodyText === undefined && call.body !== undefined;
      const { refreshes, settle } = hooks.gate(
        { ...plain, headers: { ...fixedHeaders, ...plain.headers } },
        isSerialised ? { value: call.body } : undefined,
      );
      const signals = free || signal === undefined ? [] : [signal];
      if (refreshes && !(await pace.refreshes.enter([...signals, waitingLimit(options)])))
        return unsent(call, `${hooks.runId}-0`);
      let isAbandoned = false;
      let settled: Answer | Failure | undefined;
      try {
        await pace.enter({ free, signals });
      } catch (error) {
        if (refreshes) pace.refreshes.leave({ isAbandoned });
        settle?.(settled);
        throw error;
      }
      try {
        serial += 1;
        const id = `${hooks.runId}-${serial}`;
        const startedAt = Date.now();
        const began = performance.now();
        const { request, outcome, latencyMs } = await deliver({ call, id, plain }, sendOptions);
        settled = outcome;
        isAbandoned = outcome.kind === 'failure' && outcome.reason !== 'refused';
        const exchange: Exchange = {
          id,
          call,
          ...defined({ sentBody: request.body }),
          outcome,
          startedAt,
          durationMs: performance.now() - began,
          latencyMs,
          endedAt: performance.now(),
        };
        hooks.onExchange?.(exchange);
        silences = outcome.kind === 'failure' && outcome.reason !== 'aborted' ? silences + 1 : 0;
        if (silences >= silencesBeforeHealthCheck) await refuseIfLost(base, prefix, besides(), outcome);
        return exchange;
      } finally {
        if (refreshes) pace.refreshes.leave({ isAbandoned });
        settle?.(settled);
        pace.leave();
      }
    },
    counts: () => requestCounts.summed(),
  };
}

/** As long as for the answer itself. */
function waitingLimit({ requestTimeoutMs = 10_000 }: TargetOptions): AbortSignal {
  return AbortSignal.timeout(requestTimeoutMs);
}

/** The refreshes before it got no answer: this one would only add to what the target has to do. */
function unsent(call: Call, id: string): Exchange {
  const message = 'not sent: three refreshing gets are in flight already, which is the most that a server takes';
  return { id, call, outcome: { kind: 'failure', reason: 'aborted', message }, startedAt: Date.now(), durationMs: 0 };
}
