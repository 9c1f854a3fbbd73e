/** HTTP in front of the handlers: routing, media types, validation and error bodies. */
import { fastify } from 'fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { openApiDocument } from '../../schemas/description.ts';
import { operations } from '../../schemas/operations.ts';
import type { Operation, OperationId } from '../../schemas/operations.ts';
import type { Dispatch } from './dispatch.ts';
import { Refusal } from './refusal.ts';

export interface ServerOptions {
  readonly bodyLimitBytes: number;
  /** Whether a body without a content type is read as JSON; asked at every such request. */
  readonly takesUntyped?: () => boolean;
  /** Decides whether a request may pass; basic or bearer. */
  readonly isAuthorised?: (authorization: string | undefined) => boolean;
}

/** Exactly this media type: the web page compares for equality, and the generated client refuses a charset. */
const json = 'application/json';

export function serverFor(dispatch: Dispatch, options: ServerOptions): FastifyInstance {
  const server = fastify({
    bodyLimit: options.bodyLimitBytes,
    // Longer than the idle time of any load generator: Node's five seconds make k6 meet closed sockets.
    keepAliveTimeout: 75_000,
    forceCloseConnections: true,
  });
  server.removeAllContentTypeParsers();
  server.addContentTypeParser(/^application\/json\s*(;|$)/i, { parseAs: 'string' }, (_request, body, done) =>
    done(null, body),
  );
  server.addContentTypeParser('*', { parseAs: 'string' }, (request, body, done) => {
    if (request.headers['content-type'] === undefined && options.takesUntyped?.() === true) done(null, body);
    else done(new Refusal(415, { message: 'Expected application/json' }), undefined);
  });
  server.setErrorHandler((error, _request, reply) => answerError(error, reply));
  server.setNotFoundHandler((request, reply) => answerUnrouted(request, reply));
  server.addHook('onRequest', async (request, reply) => {
    if (
      request.url === '/api/v1/health' ||
      options.isAuthorised === undefined ||
      options.isAuthorised(request.headers.authorization)
    )
      return;
    reply.header('www-authenticate', 'Basic realm="airlock"');
    await send(reply, 401, { message: 'Unauthorized' });
  });
  const description = JSON.stringify(openApiDocument('repaired'));
  server.get('/api/v1/health', (_request, reply) => send(reply, 200, { available: true }));
  server.get('/api/v1/openapi', (_request, reply) => reply.header('content-type', json).send(Buffer.from(description)));
  for (const operation of Object.values<Operation>(operations)) route(server, operation, dispatch);
  return server;
}

function route(server: FastifyInstance, operation: Operation, dispatch: Dispatch): void {
  const id = operation.id as OperationId; // the table's own ids
  server.post(`/api${operation.path}`, async (request, reply) => {
    const { accept } = request.headers;
    if (accept !== undefined && !/(\*\/\*|application\/(\*|json))/i.test(accept))
      throw new Refusal(406, { message: 'Only application/json can be produced' });
    const answer = await dispatch(id, operation.request === undefined ? undefined : parseBody(request.body));
    return send(reply, answer.status, answer.body, answer.contentType);
  });
}

function parseBody(text: unknown): unknown {
  if (typeof text !== 'string' || text === '') throw new Refusal(400, { message: 'A JSON body is required' });
  try {
    return withoutNulls(JSON.parse(text));
  } catch (error) {
    throw new Refusal(400, {
      message: `The body is not JSON: ${error instanceof Error ? error.message : 'it does not parse'}`,
    });
  }
}

/** On input null and absent are the same for members; free JSON keeps its nulls. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([, child]) => child !== null);
  return Object.fromEntries(
    kept.map(([key, child]): [string, unknown] => [key, key === 'jsonSchema' ? child : withoutNulls(child)]),
  );
}

function answerError(error: unknown, reply: FastifyReply): FastifyReply {
  if (error instanceof Refusal) return send(reply, error.status, error.body);
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return send(reply, 415, { message: 'Expected application/json' });
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return send(reply, 413, { message: 'The body is too large' });
  const status =
    typeof error === 'object' && error !== null && 'statusCode' in error && typeof error.statusCode === 'number'
      ? error.statusCode
      : 500;
  return send(reply, status, {
    message: status < 500 && error instanceof Error ? error.message : 'Internal Server Error',
  });
}

const routed = new Set(Object.values<Operation>(operations).map((operation) => `/api${operation.path}`));

function answerUnrouted(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const [path = ''] = request.url.split('?');
  if (!routed.has(path)) return send(reply, 404, { message: `Object not found: ${path}` });
  return send(reply.header('allow', 'POST'), 405, { message: `${request.method} is not allowed here` });
}

function send(reply: FastifyReply, status: number, body: unknown, contentType = json): FastifyReply {
  // A buffer, because Fastify appends a charset to the type of text.
  const text = typeof body === 'string' && contentType.startsWith('text/') ? body : JSON.stringify(body);
  return reply.code(status).header('content-type', contentType).send(Buffer.from(text));
}
