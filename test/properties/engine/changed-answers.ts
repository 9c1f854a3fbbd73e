/** A proxy that changes answers of a server: what is planted on top of a server that takes no faults of its own. */
import { createServer, request } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { isObject } from '../../../src/json/json.ts';
import type { JsonObject } from '../../../src/json/json.ts';
import { parseJson } from '../../../src/json/parse-json.ts';

export interface Proxy {
  /** Ends with `/api`, as that of the server. */
  readonly url: string;
  close(): Promise<void>;
}

/** Every JSON object that is answered with 200 passes `change`; everything else passes as it is. */
export async function withChangedAnswers(url: string, change: (answer: JsonObject) => JsonObject): Promise<Proxy> {
  const { hostname, port, pathname } = new URL(url);
  const proxy = createServer((incoming, outgoing) => {
    // Compressed answers could not be changed.
    const { 'accept-encoding': _none, ...headers } = incoming.headers;
    const path = `${pathname.replace(/\/api$/, '')}${incoming.url ?? ''}`;
    const forwarded = request({ hostname, port, path, method: incoming.method, headers });
    // A request that the server never answers ends when the caller gives up.
    outgoing.on('close', () => forwarded.destroy());
    forwarded.on('error', () => outgoing.destroy());
    forwarded.on('response', (response) => {
      void answer(outgoing, { response, change });
    });
    incoming.pipe(forwarded);
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const { port: own } = proxy.address() as AddressInfo; // it listens on a port
  return {
    url: `http://127.0.0.1:${own}/api`,
    close: async () => {
      proxy.closeAllConnections();
      await new Promise<void>((resolve) => proxy.close(() => resolve()));
    },
  };
}

interface Forwarded {
  readonly response: IncomingMessage;
  readonly change: (answer: JsonObject) => JsonObject;
}

async function answer(outgoing: ServerResponse, { response, change }: Forwarded): Promise<void> {
  try {
    const body = await changedBody(response, change);
    const { 'content-length': _old, 'transfer-encoding': _chunks, ...kept } = response.headers;
    outgoing.writeHead(response.statusCode ?? 502, { ...kept, 'content-length': body.length }).end(body);
  } catch {
    outgoing.destroy();
  }
}

async function changedBody(response: IncomingMessage, change: (answer: JsonObject) => JsonObject): Promise<Buffer> {
  const body = await buffer(response);
  if (response.statusCode !== 200) return body;
  try {
    const answer = parseJson(body.toString()); // large integers stay as they are
    return isObject(answer) ? Buffer.from(JSON.stringify(change(answer))) : body;
  } catch {
    return body;
  }
}
