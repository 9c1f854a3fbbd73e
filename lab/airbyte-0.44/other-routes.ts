/** What the server has beside the eight operations: two deletes, its description, and rules about origins. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { gzipSync } from 'node:zlib';
import { Refusal } from '../../src/backend/refusal.ts';
import { publishedDescription } from './description.ts';
import { conventions2023 } from './http-conventions.ts';
import { converted, UnconvertibleError } from './jackson.ts';
import { frameworkError } from './java-errors.ts';
import { objectOf } from '../json-access.ts';
import type { JsonObject } from '../json-access.ts';
import type { Server2023 } from './server-2023.ts';

const json = 'application/json';

/** Adds them to the HTTP server of the backend. */
export function extendServer(http: FastifyInstance, server: Server2023): void {
  http.addHook('onRequest', async (request, reply) => {
    checkOrigin(request, reply);
    if (!reply.sent && request.method === 'GET' && request.url.split('?')[0] === '/api/v1/openapi')
      describe(request, reply);
  });
  // The parameters of the range that JSON satisfies come back with the type; what is long is compressed on request.
  http.addHook('onSend', async (request, reply, payload) => {
    const parameters = parametersOf(request.headers.accept);
    if (parameters !== '' && reply.getHeader('content-type') === json)
      reply.header('content-type', `${json}${parameters}`);
    const { 'accept-encoding': encoding = '' } = request.headers;
    if (!Buffer.isBuffer(payload) || payload.length < 1024 || !encoding.includes('gzip')) return payload;
    reply.header('content-encoding', 'gzip');
    return gzipSync(payload);
  });
  route(http, '/api/v1/connections/delete', 'connectionIdRequestBody', (body) =>
    server.commands.deleteConnection(body),
  );
  route(http, '/api/v1/operations/delete', 'operationIdRequestBody', (body) => server.commands.deleteOperation(body));
}

function route(http: FastifyInstance, path: string, parameter: string, perform: (body: JsonObject) => void): void {
  http.post(path, (request, reply) => {
    try {
      const bytes = Buffer.isBuffer(request.body) ? request.body : undefined;
      perform(boundIds(conventions2023.parseBody(bytes, path), path, parameter));
      return reply.code(204).send();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return reply
        .code(error.status)
        .header('content-type', json)
        .send(Buffer.from(JSON.stringify(error.body)));
    }
  });
}

const id = { type: 'string', format: 'uuid' } as const;
const ids = { type: 'object', properties: { connectionId: id, operationId: id } } as const;

function boundIds(value: unknown, path: string, parameter: string): JsonObject {
  try {
    return objectOf(converted(value, ids));
  } catch (error) {
    if (!(error instanceof UnconvertibleError)) throw error;
    const type = `${parameter.charAt(0).toUpperCase()}${parameter.slice(1)}`;
    const message = `Required argument [${type} ${parameter}] not specified`;
    throw frameworkError(400, 'Bad Request', path, { message, path: `/${parameter}` });
  }
}

/** A page from elsewhere may not talk to a server on this machine; under another name the server trusts everybody. */
function checkOrigin({ method, headers }: FastifyRequest, reply: FastifyReply): void {
  const { origin, host = '' } = headers;
  if (origin === undefined) return;
  const local = String.raw`(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$`;
  if (new RegExp(`^${local}`, 'i').test(host) && !new RegExp(`^https?://${local}`, 'i').test(origin)) {
    reply.code(403).send();
    return;
  }
  reply.header('access-control-allow-origin', origin).header('access-control-allow-credentials', 'true');
  reply.header('vary', 'Origin');
  const asked = headers['access-control-request-method'];
  if (method !== 'OPTIONS' || asked === undefined) return;
  const names = headers['access-control-request-headers'];
  if (names !== undefined) reply.header('access-control-allow-headers', names);
  reply.header('access-control-allow-methods', asked).header('access-control-max-age', '1800').code(200).send();
}

/** YAML, and nothing else. */
function describe({ headers: { accept = '*/*' }, url }: FastifyRequest, reply: FastifyReply): void {
  if (/\*\/\*|text\/(\*|plain)/i.test(accept)) {
    reply.header('content-type', 'text/plain').send(Buffer.from(publishedDescription()));
    return;
  }
  const message = `Specified Accept Types [${accept}] not supported. Supported types: [text/plain]`;
  const { body } = frameworkError(406, 'Not Acceptable', url.split('?')[0] ?? url, { message });
  reply
    .code(406)
    .header('content-type', json)
    .send(Buffer.from(JSON.stringify(body)));
}

function parametersOf(accept: string | undefined): string {
  const range = accept?.split(',').find((part) => /^\s*application\/json\s*(;|$)/i.test(part)) ?? '';
  return range
    .split(';')
    .slice(1)
    .map((parameter) => `;${parameter.trim()}`)
    .join('');
}
