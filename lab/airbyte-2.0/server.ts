/** HTTP as the server of release 2.0.0 speaks it without a proxy in front. */
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { gunzipSync, gzipSync, inflateSync } from 'node:zlib';
import { work } from '../../src/backend/work.ts';
import { boundBody, isNeverAnswered } from './bind-body.ts';
import type { Credentials } from './credentials.ts';
import { crossOrigin } from './cross-origin.ts';
import { Failure, frameworkError, hidden } from './errors.ts';
import { fixedAnswer } from './fixed-answers.ts';
import { handlers } from './handlers.ts';
import type { Handler } from './handlers.ts';
import { writeJson } from './json-writer.ts';
import { acceptable, isReadable } from './media-types.ts';
import type { Tables } from './tables.ts';

/** What does not come from the tables. */
export interface ServerSettings {
  readonly credentials: Credentials;
  readonly bodyLimitBytes: number;
  /** What every answer costs on top, in blocks of `work`. */
  readonly blocks: number;
}

const json = 'application/json';
/** The answers that nobody needs credentials for. */
const open: ReadonlySet<string> = new Set([
  '/v1/health',
  '/v1/instance_configuration',
  '/v1/web_backend/config',
  '/v1/applications/token',
]);
/** Below this size an answer is sent as it is. */
const compressedFrom = 1024;

/** A server that listens nowhere yet. */
export function airbyte20Server(tables: Tables, settings: ServerSettings): Server {
  const table: Readonly<Record<string, Handler>> = {
    ...handlers,
    '/v1/applications/token': {
      parameter: 'applicationTokenRequest',
      perform: (_tables, body) => settings.credentials.issue(body),
    },
  };
  const server = createServer((request, response) => {
    void answer(request, response, tables, table, settings);
  });
  // Longer than the idle time of any load generator: Node's five seconds make k6 meet closed sockets.
  server.keepAliveTimeout = 75_000;
  return server;
}

type Table = Readonly<Record<string, Handler>>;

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  tables: Tables,
  table: Table,
  settings: ServerSettings,
): Promise<void> {
  const href = (request.url ?? '/').split('?')[0] ?? '/';
  const send = sender(request, response);
  try {
    const body = await bodyOf(request, settings.bodyLimitBytes, href);
    // The connection stays open until the caller gives up.
    if (isNeverAnswered(body)) return;
    const origin = crossOrigin(request.headers, request.method ?? 'GET');
    if (origin === 'refused') throw new Failure(403, undefined);
    if (origin === 'preflight') return preflight(request, response);
    for (const [name, value] of origin) response.setHeader(name, value);
    const path = href.startsWith('/api/') ? href.slice('/api'.length).replace(/\/$/, '') : undefined;
    checkCredentials(request, path, href, settings.credentials);
    work(settings.blocks);
    const { allowed, type, perform } = resource(path, body, href, tables, table, settings.credentials);
    if (request.method !== allowed) {
      response.setHeader('allow', allowed);
      throw new Failure(405, undefined);
    }
    const label = acceptable(request.headers.accept, type);
    if (label === undefined) throw new Failure(406, undefined);
    if (allowed === 'POST' && !isReadable(request.headers['content-type'])) throw new Failure(415, undefined);
    const text = await perform();
    send(text === undefined ? 204 : 200, text, text === undefined ? undefined : label);
  } catch (error) {
    const { status, body } = error instanceof Failure ? error : hidden(500);
    send(status, typeof body === 'object' ? writeJson(body) : body, body === undefined ? undefined : json);
  }
}

/** Everything below `/v1` is closed, what does not exist included. */
function checkCredentials(
  request: IncomingMessage,
  path: string | undefined,
  href: string,
  credentials: Credentials,
): void {
  if (path?.startsWith('/v1/') !== true || open.has(path) || credentials.allows(request.headers.authorization)) return;
  throw frameworkError(401, 'Unauthorized', { path: href, inner: 'Unauthorized' });
}

interface Resource {
  readonly allowed: 'GET' | 'POST';
  /** Media type of the answer. */
  readonly type: string;
  readonly perform: () => string | undefined | Promise<string | undefined>;
}

/** @throws {Failure} 404 for a path that nothing is behind. */
function resource(
  path: string | undefined,
  body: Buffer,
  href: string,
  tables: Tables,
  table: Table,
  credentials: Credentials,
): Resource {
  const fixed = fixedAnswer(path, credentials);
  if (fixed !== undefined) return { allowed: 'GET', type: fixed.type, perform: () => fixed.body };
  const handler = path !== undefined && Object.hasOwn(table, path) ? table[path] : undefined;
  if (handler === undefined) throw new Failure(404, 'Object not found.');
  return {
    allowed: 'POST',
    type: json,
    perform: async () => {
      const parameters = handler.parameter === undefined ? {} : boundBody(body, handler.parameter, href);
      const value = await handler.perform(tables, parameters);
      return value === undefined ? undefined : writeJson(value);
    },
  };
}

function sender(request: IncomingMessage, response: ServerResponse) {
  return (status: number, body: string | undefined, type: string | undefined): void => {
    response.statusCode = status;
    if (type !== undefined) response.setHeader('content-type', type);
    let bytes = Buffer.from(body ?? '');
    if (bytes.length >= compressedFrom && /\bgzip\b/.test(request.headers['accept-encoding'] ?? '')) {
      response.setHeader('content-encoding', 'gzip');
      bytes = gzipSync(bytes);
    }
    if (status !== 204) response.setHeader('content-length', bytes.length);
    response.end(request.method === 'HEAD' ? undefined : bytes);
  };
}

function preflight(request: IncomingMessage, response: ServerResponse): void {
  const {
    origin = '',
    'access-control-request-method': method = '',
    'access-control-request-headers': headers = '',
  } = request.headers;
  response.setHeader('access-control-allow-origin', origin);
  response.setHeader('access-control-allow-credentials', 'true');
  response.setHeader('access-control-allow-methods', method);
  response.setHeader('access-control-allow-headers', headers);
  response.statusCode = 200;
  response.end();
}

/** @throws {Failure} 413 beyond the limit, 500 for an encoding that does not fit. */
async function bodyOf(request: IncomingMessage, limit: number, path: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    // The rest is read all the same, so that the client gets to see the answer.
    if (size <= limit) chunks.push(chunk);
  }
  if (size > limit)
    throw frameworkError(413, 'Request Entity Too Large', {
      path,
      inner: `The content length [${size}] exceeds the maximum allowed content length [${limit}]`,
    });
  const body = Buffer.concat(chunks);
  try {
    if (request.headers['content-encoding'] === 'gzip') return gunzipSync(body);
    if (request.headers['content-encoding'] === 'deflate') return inflateSync(body);
  } catch {
    throw hidden(500);
  }
  return body;
}
