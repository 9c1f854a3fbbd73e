/**
 * Stands between Pact's verifier and the target: sets provider states up, and sends each request with the run's
 * credentials, pace, proxy and consent. Pact's own proxy knows none of them.
 */
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { Description } from '../../schemas/description.ts';
import type { StateTarget } from '../states/state.ts';
import { changeState } from './change-state.ts';
import type { StateChange } from './change-state.ts';
import { forwardRequest, reply } from './forward-request.ts';
import type { Segment } from './segment.ts';

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

const statesPath = '/_airlock/states';
const messagesPath = '/_airlock/messages';

export interface BridgeOptions {
  /** Of another release, where the target is not one of ours. */
  readonly description?: Description;
  /** Told when an interaction begins. */
  readonly onBegin?: () => void;
}

export async function openBridge(target: StateTarget, { description, onBegin }: BridgeOptions = {}): Promise<Bridge> {
  const segments: Segment[] = [];
  const current = (starts = false): Segment => {
    const before = segments.length;
    const segment = segmentIn(segments, starts);
    if (segments.length > before) onBegin?.();
    return segment;
  };
  const over = new AbortController();
  let failure: Error | undefined;
  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      if (error instanceof Error) {
        failure ??= error;
        over.abort();
      }
      reply(response, 503, { message: error instanceof Error ? error.message : String(error) });
    });
  });
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = (await buffer(request)).toString('utf8');
    if (request.url === statesPath) {
      const change = JSON.parse(body) as StateChange; // what Pact's verifier sends
      const segment = current(change.action !== 'teardown');
      return reply(response, 200, await changeState({ target, segment, description }, change));
    }
    const segment = current();
    if (request.url === messagesPath) {
      segment.isMessage = true;
      return reply(response, 501, { message: 'there are no messages here' });
    }
    return forwardRequest({ target, segment, description }, { request, body, response });
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
    failure: () => failure,
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
function segmentIn(segments: Segment[], starts: boolean): Segment {
  const last = segments.at(-1);
  if (last !== undefined && !(starts && (last.isOver || last.exchange !== undefined))) return last;
  const next: Segment = { states: [], created: [], isOver: false };
  segments.push(next);
  return next;
}
