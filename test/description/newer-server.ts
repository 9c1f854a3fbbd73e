/** Test server: the reference backend behind a layer that answers by the description of a newer release. */
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Description } from '../../schemas/description.ts';
import { startBackend } from '../../src/backend/start-backend.ts';
import type { RunningBackend } from '../../src/backend/start-backend.ts';
import { completed } from './completed.ts';

export interface NewerServer {
  readonly url: string;
  readonly backend: RunningBackend;
  readonly close: () => Promise<void>;
}

/** Every answer gets what the newer description requires and the backend does not know. */
export async function startNewerServer(description: Description): Promise<NewerServer> {
  const backend = await startBackend();
  const server = createServer((request, response) => void pass(request, response, { backend, description }));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/api`,
    backend,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await backend.close();
    },
  };
}

async function pass(
  request: IncomingMessage,
  response: ServerResponse,
  { backend, description }: { readonly backend: RunningBackend; readonly description: Description },
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const path = (request.url ?? '').replace(/^\/api/, '');
  const { 'content-type': contentType, accept } = request.headers;
  const answer = await fetch(backend.url + path, {
    method: request.method ?? 'POST',
    headers: {
      ...(contentType === undefined ? {} : { 'content-type': contentType }),
      ...(accept === undefined ? {} : { accept }),
    },
    ...(chunks.length === 0 ? {} : { body: Buffer.concat(chunks) }),
  });
  const body: unknown = JSON.parse(await answer.text());
  const operation = Object.values(description.operations).find((candidate) => candidate.path === path);
  const schema = operation?.responses[answer.status];
  const type = answer.headers.get('content-type');
  response.writeHead(answer.status, type === null ? {} : { 'content-type': type });
  response.end(JSON.stringify(schema === undefined ? body : completed(schema, body)));
}
