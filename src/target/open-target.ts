/** Opens a target: checks that it can be tested, finds what to build on, and gives a run its only way to reach it. */
import { randomUUID } from 'node:crypto';
import { operations } from '../../schemas/operations.ts';
import { createHttp } from '../client/http.ts';
import type { Http, HttpRequest } from '../client/http.ts';
import type { Report } from '../report/report.ts';
import { guard, consentOf, isLoopbackHost } from './consent-guard.ts';
import { credentialsOf } from './credentials.ts';
import { digestConnections } from './digest.ts';
import type { Digest } from './digest.ts';
import { TargetLostError } from './errors.ts';
import type { Answer, Call, Exchange, Failure } from './exchange.ts';
import { discoverFixtures, unreachable } from './fixtures.ts';
import { journalFor } from './journal.ts';
import { paceOf } from './pace.ts';
import { sandboxOf } from './sandbox.ts';
import type { Sandbox, Target } from './target.ts';
import type { TargetOptions } from './target-options.ts';

export interface OpenTarget extends Target {
  readonly sandbox: Sandbox;
  readonly authKind?: 'basic' | 'bearer';
  /** Requests so far, by operation and status. */
  counts(): Report['requests'];
  /** A digest of every connection that was there before the run, moving members left out. */
  digestExisting(): Promise<Digest>;
}

export interface OpenHooks {
  readonly signal: AbortSignal;
  readonly runId: string;
  readonly onExchange?: (exchange: Exchange) => void;
}

/** Retries after these statuses, when the server asks for patience; a write is only tried again where it was not carried out. */
const patienceStatuses = new Set([429, 503]);
const patienceTries = 4;

/** @throws {TargetUnusableError} with one line that says what to do. */
export async function openTarget(options: TargetOptions, hooks: OpenHooks): Promise<OpenTarget> {
  const base = baseOf(options.url);
  for (const [option, id] of [
    ['--workspace', options.workspaceId],
    ['--source', options.sourceId],
    ['--destination', options.destinationId],
  ] as const)
    if (id !== undefined && !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id))
      throw new TypeError(`Cannot use ${option} "${id}": expected a UUID`);
  const timeoutMs = options.requestTimeoutMs ?? 10_000;
  const http = createHttp({
    timeoutMs,
    connections: options.maxInFlight ?? 4,
    ...(options.tls === undefined ? {} : { tls: options.tls }),
    ...(options.proxy === undefined ? {} : { proxy: options.proxy }),
  });
  const wire = wireOf(base, options, hooks, http);
  const isLoopback = isLoopbackHost(base.hostname);
  const consent = consentOf(options, isLoopback);
  const ask = (operation: keyof typeof operations, body: unknown): Promise<Answer | Failure> =>
    wire.exchange({ operation, body }, { free: true }).then(({ outcome }) => outcome);
  try {
    const fixtures = options.withoutFixtures === true ? emptyFixtures(options) : await discoverFixtures(options, ask);
    const journal = journalFor(options.homeDir ?? '.airlock', {
      runId: hooks.runId,
      url: options.url,
      workspaceId: fixtures.workspaceId,
      startedAt: new Date().toISOString(),
    });
    const authKind =
      options.auth !== undefined
        ? 'basic'
        : options.token !== undefined || options.clientId !== undefined
          ? 'bearer'
          : undefined;
    return {
      url: options.url,
      runId: hooks.runId,
      isLoopback,
      consent,
      fixtures,
      ...(authKind === undefined ? {} : { authKind }),
      sandbox: sandboxOf({ runId: hooks.runId, workspaceId: fixtures.workspaceId }, journal, ask),
      counts: () => wire.counts(),
      digestExisting: () => digestConnections(fixtures.existingConnectionIds, ask),
      async send(call, sendOptions = {}) {
        guard(call, consent);
        return wire.exchange(call, sendOptions);
      },
      close: () => http.close(),
    };
  } catch (error) {
    await http.close();
    throw error;
  }
}

function baseOf(url: string): URL {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    throw new TypeError(`Cannot use --target "${url}": expected an address such as http://localhost:8000/api`);
  return new URL(url);
}

function emptyFixtures(options: TargetOptions): Target['fixtures'] {
  return {
    workspaceId: options.workspaceId ?? '',
    sourceId: options.sourceId ?? '',
    destinationId: options.destinationId ?? '',
    existingConnectionIds: [],
  };
}

interface Wire {
  exchange(
    call: Call,
    options: { readonly signal?: AbortSignal; readonly timeoutMs?: number; readonly free?: boolean },
  ): Promise<Exchange>;
  counts(): Report['requests'];
}

function wireOf(base: URL, options: TargetOptions, hooks: OpenHooks, http: Http): Wire {
  const credentials = credentialsOf(options, http);
  const pace = paceOf({
    maxInFlight: options.maxInFlight ?? 4,
    ...(options.rateLimitPerSecond === undefined ? {} : { ratePerSecond: options.rateLimitPerSecond }),
    ...(options.maxRequests === undefined ? {} : { maxRequests: options.maxRequests }),
  });
  const prefix = base.pathname.replace(/\/$/, '');
  const fixedHeaders = {
    accept: 'application/json',
    'user-agent': `airlock/${hooks.runId}`,
    ...lowerNames(options.headers ?? {}),
  };
  const tally = new Map<string, Map<string, number>>();
  let serial = 0;
  let lostInARow = 0;

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
    extra: { readonly signal?: AbortSignal; readonly timeoutMs?: number },
  ): Promise<{ readonly request: HttpRequest; readonly outcome: Answer | Failure }> => {
    for (let attempt = 1; ; attempt += 1) {
      const request = await requestOf(call, id, extra);
      const outcome = await http.send(request);
      if (outcome.kind === 'answer' && attempt < patienceTries) {
        if (outcome.status === 401 && attempt === 1 && credentials.renew()) continue;
        const delayMs = patienceStatuses.has(outcome.status) ? patienceMs(outcome, attempt) : undefined;
        if (delayMs !== undefined) {
          pace.hold(delayMs);
          await pauseFor(delayMs, hooks.signal);
          if (!hooks.signal.aborted) continue;
        }
      }
      return { request, outcome };
    }
  };

  return {
    async exchange(call, { free = false, ...extra }) {
      await pace.enter(free);
      try {
        serial += 1;
        const id = `${hooks.runId}-${serial}`;
        const startedAt = Date.now();
        const began = performance.now();
        const { request, outcome } = await deliver(call, id, extra);
        const exchange: Exchange = {
          id,
          call,
          ...(request.body === undefined ? {} : { sentBody: request.body }),
          outcome,
          startedAt,
          durationMs: performance.now() - began,
          endedAt: performance.now(),
        };
        count(tally, exchange);
        hooks.onExchange?.(exchange);
        lostInARow = outcome.kind === 'failure' && outcome.reason !== 'aborted' ? lostInARow + 1 : 0;
        if (lostInARow >= 3) await refuseIfLost(base, prefix, http, outcome);
        return exchange;
      } finally {
        pace.leave();
      }
    },
    counts: () => countsOf(tally),
  };
}

/** Three requests in a row without an answer: is the server gone, or does it only fail on these? */
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
  );
}

/** What `Retry-After` says, at most 30 s; without it 250 ms, doubled each time. */
function patienceMs(answer: Answer, attempt: number): number {
  const header = answer.headers['retry-after'];
  const seconds =
    header === undefined
      ? Number.NaN
      : /^\d+$/.test(header)
        ? Number(header)
        : (Date.parse(header) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.min(Math.max(seconds, 0) * 1000, 30_000) : 250 * 2 ** (attempt - 1);
}

function pauseFor(delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, delayMs);
    function done(): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
    signal.addEventListener('abort', done, { once: true });
  });
}

function lowerNames(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

function count(tally: Map<string, Map<string, number>>, { call, outcome }: Exchange): void {
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

/** A short id that is unique on the machine and sorts by nothing: the run's name in logs and journals. */
export function newRunId(): string {
  return randomUUID().slice(0, 8);
}
