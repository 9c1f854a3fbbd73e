/** Calls of an embedded server of release 2.0.0, written down as request and answer. */
import { request } from 'node:http';
import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { objectOf } from '../../../lab/json-access.ts';
import type { JsonObject } from '../../../lab/json-access.ts';
import { seeded } from '../../../lab/airbyte-2.0/seed.ts';

/** What came back. */
export interface Answer {
  readonly status: number;
  readonly type: string | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
  /** The body as an object; empty where it is none. */
  readonly body: JsonObject;
}

/** A request; POST with JSON unless told otherwise. */
export interface Call {
  readonly method?: string;
  readonly headers?: OutgoingHttpHeaders;
  /** Text and bytes are sent as they are. */
  readonly body?: unknown;
}

/** `path` is one below `/v1`, or one of the web backend. */
export async function call(
  url: string,
  path: string,
  { method = 'POST', headers = {}, body }: Call = {},
): Promise<Answer> {
  const place = path.startsWith('/') ? path : `/v1/web_backend/${path}`;
  const sent =
    typeof body === 'string' || Buffer.isBuffer(body) ? body : body === undefined ? '' : JSON.stringify(body);
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const call = request(`${url}${place}`, { method, headers: { 'content-type': 'application/json', ...headers } });
    call.on('response', resolve).on('error', reject).end(sent);
  });
  const bytes = await buffer(response);
  const text = (response.headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes).toString();
  const { statusCode: status = 0, headers: received } = response;
  return { status, type: received['content-type'], headers: received, text, body: asObject(text) };
}

function asObject(text: string): JsonObject {
  try {
    return objectOf(JSON.parse(text));
  } catch {
    return {};
  }
}

/** A connection of the home workspace with what is given. */
export async function created(url: string, members: JsonObject = {}): Promise<JsonObject> {
  const answer = await call(url, 'connections/create', { body: { ...ownActors, status: 'inactive', ...members } });
  if (answer.status !== 200) throw new Error(`Cannot create a connection: ${answer.status} ${answer.text}`);
  return answer.body;
}

/** A source and a destination of the home workspace. */
export const ownActors = { sourceId: seeded.sourceId, destinationId: seeded.destinationId } as const;

/** An id that nothing has. */
export const unknownId = 'dddddddd-dddd-4ddd-8ddd-dddddddddddd';
