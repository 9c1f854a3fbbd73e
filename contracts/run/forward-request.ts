/** Sends the request of an interaction to the target and its answer back to Pact's verifier. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Description } from '../../schemas/description.ts';
import { textAt } from '../../src/json/json.ts';
import { accessRefused } from '../../src/target/access-refused.ts';
import type { Call, Exchange } from '../../src/target/exchange.ts';
import type { StateTarget } from '../states/state.ts';
import { StateUnreachableError } from '../states/state-unreachable.ts';
import type { BridgeContext } from './change-state.ts';
import { meansTheRun } from './means-the-run.ts';
import { obstacleOf } from './obstacle.ts';
import { ownHeaders, replayedCall } from './replayed-call.ts';
import type { Segment } from './segment.ts';

export interface Forwarded {
  readonly request: IncomingMessage;
  readonly body: string;
  readonly response: ServerResponse;
}

/** @throws what ends the run: the target is lost, refuses access, or the budget is spent. */
export async function forwardRequest(
  { target, segment, description }: BridgeContext,
  { request, body, response }: Forwarded,
): Promise<void> {
  const call = replayedCall(request, body);
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

export function reply(response: ServerResponse, status: number, body: unknown): void {
  if (!response.headersSent) response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

function isLeftOut({ operation }: Call, { operations: known }: Description): boolean {
  return operation !== 'transport' && !Object.hasOwn(known, operation);
}

/** A create that an interaction asked for belongs to the sandbox like any other. */
function noteCreated(target: StateTarget, segment: Segment, { call, outcome }: Exchange): void {
  if (call.operation !== 'webBackendCreateConnection' || outcome.kind !== 'answer' || !outcome.json.ok) return;
  const connectionId = textAt(outcome.json.value, 'connectionId');
  if (connectionId !== undefined && target.sandbox.created('', connectionId)) segment.created.push(connectionId);
}
