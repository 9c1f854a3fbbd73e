/** HTTP in front of the handlers: routing, media types, validation and error bodies. */
import { defined } from '../json/defined.ts';
import { fastify } from 'fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { openApiDocument } from '../../schemas/description.ts';
import { operations } from '../../schemas/operations.ts';
import type { Operation, OperationId } from '../../schemas/operations.ts';
import type { Release } from './as-release.ts';
import type { Dispatch } from './dispatch.ts';
import { referenceConventions } from './http-conventions.ts';
import type { HttpConventions, RefusedStatus } from './http-conventions.ts';
import { Refusal } from './refusal.ts';
import { userOf } from './users.ts';
import type { BackendUser } from './users.ts';

export interface ServerOptions {
  readonly bodyLimitBytes: number;
  /** The reference's unless told otherwise. */
  readonly conventions?: HttpConventions;
  /** Whose operations there are; our own unless told otherwise. */
  readonly release?: Release;
  /** Whether a body without a content type is read as JSON; asked at every such request. */
  readonly takesUntyped?: () => boolean;
  /** Adds what the API has beside the operations, before they are there. */
  readonly extend?: (server: FastifyInstance) => void;
  /** The users that may ask; anybody when absent. */
  readonly users?: readonly BackendUser[];
  /** Whether a request passes whose header is no user's. */
  readonly letsIn?: (authorization: string | undefined, operation: OperationId) => boolean;
}

/** Exactly this media type: the web page compares for equality, and the generated client refuses a charset. */
const json = 'application/json';

export function serverFor(dispatch: Dispatch, options: ServerOptions): FastifyInstance {
  const { conventions = referenceConventions, release } = options;
  const table = Object.values<Operation>(release?.description.operations ?? operations);
  const routed = new Set(table.map(({ path }) => `/api${path}`));
  const reading = new Set(table.flatMap(({ path, request }) => (request === undefined ? [] : [`/api${path}`])));
  const server = fastify({
    bodyLimit: options.bodyLimitBytes,
    // Longer than the idle time of any load generator: Node's five seconds make k6 meet closed sockets.
    keepAliveTimeout: 75_000,
    forceCloseConnections: true,
    routerOptions: { ignoreTrailingSlash: conventions.ignoresTrailingSlash === true },
  });
  server.removeAllContentTypeParsers();
  server.addContentTypeParser(/^application\/json\s*(;|$)/i, { parseAs: 'buffer' }, (_request, body, done) =>
    done(null, body),
  );
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (request, body, done) => {
    const isRead = options.takesUntyped?.() === true || (conventions.untyped === 400 && !reading.has(pathOf(request)));
    if (request.headers['content-type'] === undefined && isRead) done(null, body);
    else done(new UnreadableError(), undefined);
  });
  server.setErrorHandler((error, request, reply) => answerError(error, request, reply, conventions));
  server.setNotFoundHandler((request, reply) => answerUnrouted(request, reply, { conventions, routed }));
  server.addHook('onRequest', async (request, reply) => {
    const { authorization } = request.headers;
    const asked = table.find(({ path }) => `/api${path}` === pathOf(request));
    if (
      request.url === '/api/v1/health' ||
      options.users === undefined ||
      userOf(options.users, authorization) !== undefined ||
      // the table's own ids
      (asked !== undefined && options.letsIn?.(authorization, asked.id as OperationId) === true)
    )
      return;
    reply.header('www-authenticate', 'Basic realm="airlock"');
    await refuse(401, request, reply, conventions);
  });
  options.extend?.(server);
  const description = JSON.stringify(release?.document ?? openApiDocument('repaired'));
  server.get('/api/v1/health', (_request, reply) => send(reply, 200, { available: true }));
  // As released servers tell their version, since 2024. An emulation tells what its server does.
  if (conventions === referenceConventions)
    server.get('/api/v1/instance_configuration', (_request, reply) =>
      send(reply, 200, { version: 'reference', edition: 'airlock' }),
    );
  server.get('/api/v1/openapi', (_request, reply) => reply.header('content-type', json).send(Buffer.from(description)));
  for (const operation of table) route(server, operation, dispatch, options);
  return server;
}

/** A body of a media type that nothing reads. */
class UnreadableError extends Error {
  override readonly name = 'UnreadableError';
}

function route(
  server: FastifyInstance,
  operation: Operation,
  dispatch: Dispatch,
  { conventions = referenceConventions, users = [] }: ServerOptions,
): void {
  const id = operation.id as OperationId; // the table's own ids
  const path = `/api${operation.path}`;
  server.post(path, async (request, reply) => {
    const { accept } = request.headers;
    if (accept !== undefined && !(conventions.satisfies ?? hasJson)(accept))
      return refuse(406, request, reply, conventions);
    const bytes = Buffer.isBuffer(request.body) ? request.body : undefined;
    const body = operation.request === undefined ? undefined : conventions.parseBody(bytes, path);
    const answer = await dispatch(id, body, userOf(users, request.headers.authorization));
    return send(reply, answer.status, answer.body, answer.contentType);
  });
}

function hasJson(accept: string): boolean {
  return /(\*\/\*|application\/(\*|json))/i.test(accept);
}

function answerError(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  conventions: HttpConventions,
): FastifyReply {
  if (error instanceof Refusal) return send(reply, error.status, error.body);
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  if (error instanceof UnreadableError || code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE')
    return refuse(
      request.headers['content-type']?.includes('/') === true ? 415 : conventions.untyped,
      request,
      reply,
      conventions,
    );
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return refuse(413, request, reply, conventions);
  const status =
    typeof error === 'object' && error !== null && 'statusCode' in error && typeof error.statusCode === 'number'
      ? error.statusCode
      : 500;
  return send(reply, status, {
    message: status < 500 && error instanceof Error ? error.message : 'Internal Server Error',
  });
}

function answerUnrouted(
  request: FastifyRequest,
  reply: FastifyReply,
  { conventions, routed }: { readonly conventions: HttpConventions; readonly routed: ReadonlySet<string> },
): FastifyReply {
  const path = conventions.ignoresTrailingSlash === true ? pathOf(request).replace(/\/$/, '') : pathOf(request);
  return routed.has(path)
    ? refuse(405, request, reply.header('allow', 'POST'), conventions)
    : refuse(404, request, reply, conventions);
}

function pathOf({ url }: FastifyRequest): string {
  return url.split('?')[0] ?? url;
}

function refuse(
  status: RefusedStatus,
  request: FastifyRequest,
  reply: FastifyReply,
  conventions: HttpConventions,
): FastifyReply {
  const { accept, 'content-type': sentType } = request.headers;
  const { body, contentType = json } = conventions.refused(status, {
    path: pathOf(request),
    method: request.method,
    ...defined({ accept, contentType: sentType }),
  });
  if (body === undefined) return reply.code(status).send();
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return reply.code(status).header('content-type', contentType).send(Buffer.from(text));
}

function send(reply: FastifyReply, status: number, body: unknown, contentType = json): FastifyReply {
  // A buffer, because Fastify appends a charset to the type of text.
  const text = typeof body === 'string' && contentType.startsWith('text/') ? body : JSON.stringify(body);
  return reply.code(status).header('content-type', contentType).send(Buffer.from(text));
}
