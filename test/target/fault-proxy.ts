/**
 * A proxy in front of the reference backend that forwards faithfully until it is told to misbehave: from the n-th request on, now and
 * then, or for one operation. What it may do to a socket are the misbehaviours of `hostile-server.ts`; answers and requests can be changed too.
 */
import { createServer, request as requestOf } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { ServerOptions } from 'node:https';
import { misbehaviours } from './hostile-server.ts';
import type { MisbehaviourName } from './hostile-server.ts';

export interface Seen {
  /** Position among the requests, from 1. */
  readonly number: number;
  readonly path: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
}

/** What to do with a request; `undefined` forwards it. */
export type Fault =
  | { readonly kind: 'misbehave'; readonly name: MisbehaviourName }
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string;
    }
  /** The backend carries it out; the answer is lost, late, or another one. */
  | { readonly kind: 'swallow' }
  | { readonly kind: 'delay'; readonly ms: number }
  | { readonly kind: 'change'; readonly change: (answer: ForwardedAnswer) => ForwardedAnswer }
  | { readonly kind: 'close-after' }
  | { readonly kind: 'restart'; readonly downMs: number };

export interface ForwardedAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface FaultProxy {
  readonly url: string;
  readonly seen: readonly Seen[];
  close(): Promise<void>;
}

export async function startFaultProxy(
  backendUrl: string,
  faultFor: (seen: Seen) => Fault | undefined,
  options: { readonly tls?: ServerOptions } = {},
): Promise<FaultProxy> {
  const seen: Seen[] = [];
  const backend = new URL(backendUrl);
  const handler = (request: IncomingMessage, response: ServerResponse): void => {
    handle(request, response).catch(() => response.destroy());
  };
  const server: Server = options.tls === undefined ? createServer(handler) : createSecureServer(options.tls, handler);
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await bytesOf(request);
    const one: Seen = {
      number: seen.length + 1,
      path: request.url ?? '',
      method: request.method ?? '',
      headers: request.headers,
      body: body.toString('utf8'),
    };
    seen.push(one);
    const fault = faultFor(one);
    if (fault?.kind === 'misbehave') {
      if (request.socket.listenerCount('error') < 5) request.socket.on('error', () => undefined);
      misbehaviours[fault.name](request.socket);
      return;
    }
    if (fault?.kind === 'answer') {
      response.writeHead(fault.status, { 'content-type': 'application/json', ...fault.headers });
      response.end(fault.body ?? '{}');
      return;
    }
    if (fault?.kind === 'restart') {
      server.close();
      server.closeAllConnections();
      setTimeout(() => server.listen(port, '127.0.0.1'), fault.downMs);
      return;
    }
    const answer = await forward(backend, request, body);
    if (fault?.kind === 'swallow') return void request.socket.destroy();
    if (fault?.kind === 'delay') await new Promise((resolve) => setTimeout(resolve, fault.ms));
    const sent = fault?.kind === 'change' ? fault.change(answer) : answer;
    // An idle connection that is closed without a word: the next request may meet it.
    if (fault?.kind === 'close-after') response.on('finish', () => setImmediate(() => request.socket.destroy()));
    response.writeHead(sent.status, { ...sent.headers, 'content-length': String(sent.body.length) });
    response.end(sent.body);
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('Cannot start: no port');
  const { port } = address;
  return {
    url: `${options.tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}${backend.pathname}`,
    seen,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function forward(
  backend: URL,
  { method, url, headers }: IncomingMessage,
  body: Buffer,
): Promise<ForwardedAnswer> {
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    requestOf({ host: backend.hostname, port: backend.port, method, path: url, headers, agent: false }, resolve)
      .on('error', reject)
      .end(body);
  });
  const plain = Object.entries(answer.headers).flatMap(([name, value]): [string, string][] =>
    value === undefined || hopByHop.has(name) ? [] : [[name, String(value)]],
  );
  return { status: answer.statusCode ?? 502, headers: Object.fromEntries(plain), body: await bytesOf(answer) };
}

const hopByHop = new Set(['connection', 'keep-alive', 'transfer-encoding', 'content-length']);

async function bytesOf(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}
