/**
 * Stands between Pact's verifier and the target: sets provider states up, and sends each request with the run's
 * credentials, pace, proxy and consent. Pact's own proxy knows none of them.
 */
import { defined } from '../../src/json/defined.ts';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Description } from '../../schemas/description.ts';
import { operationIds, operations } from '../../schemas/operations.ts';
import { ConsentError } from '../../src/target/errors.ts';
import type { Call, Exchange } from '../../src/target/exchange.ts';
import { accessRefused } from '../../src/target/access-refused.ts';
import { stateHandlers, tearDown } from '../states/state-handlers.ts';
import type { StateTarget } from '../states/state-handlers.ts';
import { meansTheRun } from './means-the-run.ts';
import { StateUnreachableError } from '../states/state-unreachable.ts';
import type { UnreachableKind } from '../states/state-unreachable.ts';

/** What happened for one interaction, in the order in which Pact asked. */
export interface Segment {
  readonly states: string[];
  /** Why the request was not sent. */
  unreachable?: Obstacle;
  exchange?: Exchange;
  readonly created: string[];
  isMessage?: true;
  isOver: boolean;
}

export interface Obstacle {
  readonly kind: UnreachableKind | 'not-permitted';
  readonly message: string;
}

export interface Bridge {
  readonly url: string;
  /** Where Pact announces provider states. */
  readonly statesUrl: string;
  /** Where Pact asks for messages, which no target has. */
  readonly messagesUrl: string;
  /** One for each interaction that was replayed. */
  readonly segments: readonly Segment[];
  /** What ended the run early: the target was lost, or the budget is spent. */
  failure(): Error | undefined;
  /** Aborted then: Pact by itself would go on with every interaction that is left. */
  readonly ended: AbortSignal;
  close(): Promise<void>;
}

/** Pacts of this API carry `/api`, which the target's address ends in. */
const pactPrefix = '/api';
const statesPath = '/_airlock/states';
const messagesPath = '/_airlock/messages';
/** Set by each side of a connection for itself, or for a body that is decoded by now. */
const ownHeaders = new Set([
  'host',
  'connection',
  'content-length',
  'transfer-encoding',
  'content-encoding',
  'keep-alive',
  'accept-encoding',
  'date',
]);

/** @param description of another release, where the target is not one of ours */
export async function openBridge(target: StateTarget, description?: Description): Promise<Bridge> {
  const segments: Segment[] = [];
  const ended: { error?: Error } = {};
  const over = new AbortController();
  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      if (error instanceof Error && !(error instanceof StateUnreachableError)) {
        ended.error ??= error;
        over.abort();
      }
      reply(response, 503, { message: error instanceof Error ? error.message : String(error) });
    });
  });
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await textOf(request);
    if (request.url === statesPath)
      return reply(response, 200, await changeState({ target, segments, description }, body));
    const segment = current(segments);
    if (request.url === messagesPath) {
      segment.isMessage = true;
      return reply(response, 501, { message: 'there are no messages here' });
    }
    return forward({ target, segment, description }, { request, body, response });
  };
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo; // a TCP server that listens has an address
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    statesUrl: `${url}${statesPath}`,
    messagesUrl: `${url}${messagesPath}`,
    segments,
    failure: () => ended.error,
    ended: over.signal,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/**
 * Pact announces at least one state, if only an empty one, before each request: that is where an interaction begins.
 */
function current(segments: Segment[], starts = false): Segment {
  const last = segments.at(-1);
  if (last !== undefined && !(starts && (last.isOver || last.exchange !== undefined))) return last;
  const next: Segment = { states: [], created: [], isOver: false };
  segments.push(next);
  return next;
}

interface StateChange {
  readonly action: string;
  readonly state: string;
  readonly params: Readonly<Record<string, unknown>>;
}

interface BridgeContext {
  readonly target: StateTarget;
  readonly description: Description | undefined;
}

async function changeState(
  { target, segments, description }: BridgeContext & { readonly segments: Segment[] },
  text: string,
): Promise<unknown> {
  const { action, state, params } = JSON.parse(text) as StateChange; // what Pact's verifier sends
  if (action === 'teardown') {
    const segment = current(segments);
    if (!segment.isOver) await tearDown(target, segment.created);
    segment.isOver = true;
    return {};
  }
  const segment = current(segments, true);
  if (state === '') return {};
  segment.states.push(state);
  try {
    const handlers: Readonly<Record<string, ReturnType<typeof stateHandlers>[keyof ReturnType<typeof stateHandlers>]>> =
      stateHandlers(description === undefined ? target : { ...target, description });
    const handler = Object.hasOwn(handlers, state) ? handlers[state] : undefined;
    if (handler === undefined) throw new StateUnreachableError(state, 'missing-handler', 'there is no handler for it');
    const reached = await handler(params);
    segment.created.push(...reached.created);
    return reached.values;
  } catch (error) {
    const obstacle = error instanceof StateUnreachableError ? error : obstacleOf(error);
    if (obstacle === undefined) throw error;
    // Pact must not give up on the interactions that follow: the request is refused below instead.
    segment.unreachable ??= obstacle;
    return {};
  }
}

async function forward(
  { target, segment, description }: BridgeContext & { readonly segment: Segment },
  { request, body, response }: { readonly request: IncomingMessage; body: string; readonly response: ServerResponse },
): Promise<void> {
  const call = callOf(request, body);
  if (description !== undefined && isLeftOut(call, description))
    segment.unreachable = new StateUnreachableError(
      segment.states.join(', '),
      'not-allowed',
      `${description.name} has no operation ${call.operation}`,
    );
  if (segment.unreachable !== undefined) return reply(response, 503, { message: segment.unreachable.message });
  try {
    const exchange = await target.send(call);
    segment.exchange = exchange;
    const { outcome } = exchange;
    const refused = accessRefused(outcome, request.url ?? 'an interaction');
    if (refused !== undefined && outcome.kind === 'answer' && (await meansTheRun(target, call, outcome.status)))
      throw refused;
    if (outcome.kind === 'failure') return reply(response, 502, { message: `${outcome.reason}: ${outcome.message}` });
    noteCreated(target, segment, exchange);
    response.writeHead(
      outcome.status,
      Object.fromEntries(Object.entries(outcome.headers).filter(([name]) => !ownHeaders.has(name))),
    );
    response.end(outcome.text);
  } catch (error) {
    const obstacle = obstacleOf(error);
    if (obstacle === undefined) throw error;
    segment.unreachable = obstacle;
    reply(response, 503, { message: obstacle.message });
  }
}

/** A request that the gate held back: one that needs an option, or one that no run may send. */
function obstacleOf(error: unknown): Obstacle | undefined {
  if (!(error instanceof ConsentError)) return undefined;
  return { kind: error.isPermittable ? 'not-allowed' : 'not-permitted', message: error.message };
}

function isLeftOut({ operation }: Call, { operations: known }: Description): boolean {
  return operation !== 'transport' && !Object.hasOwn(known, operation);
}

function callOf(request: IncomingMessage, body: string): Call {
  const path = (request.url ?? '').startsWith(`${pactPrefix}/`)
    ? (request.url ?? '').slice(pactPrefix.length)
    : (request.url ?? '');
  const headers = Object.fromEntries(
    Object.entries(request.headers).flatMap(([name, value]) =>
      value === undefined || ownHeaders.has(name) ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
    ),
  );
  const operation = operationIds.find((id) => operations[id].path === path);
  if (operation === undefined || request.method !== 'POST')
    return {
      operation: 'transport',
      method: request.method ?? 'GET',
      path,
      headers,
      ...(body === '' ? {} : { body: Buffer.from(body) }),
    };
  const json = parsed(body);
  return {
    operation,
    headers,
    ...(body === '' ? {} : { bodyText: body }),
    ...defined({ body: json }),
  };
}

/** A create that was asked for by an interaction belongs to the sandbox like any other. */
function noteCreated(target: StateTarget, segment: Segment, { call, outcome }: Exchange): void {
  if (call.operation !== 'webBackendCreateConnection' || outcome.kind !== 'answer' || !outcome.json.ok) return;
  const read = outcome.json.value;
  if (typeof read !== 'object' || read === null || !('connectionId' in read) || typeof read.connectionId !== 'string')
    return;
  if (target.sandbox.created('', read.connectionId)) segment.created.push(read.connectionId);
}

function parsed(text: string): unknown {
  try {
    return text === '' ? undefined : (JSON.parse(text) as unknown);
  } catch {
    return undefined;
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

function reply(response: ServerResponse, status: number, body: unknown): void {
  if (!response.headersSent) response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
