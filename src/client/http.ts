/**
 * Sends one request and returns what came back, whatever it is: bounded in time and in size, redirects not followed.
 */
import { defined } from '../json/defined.ts';
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import type { Dispatcher } from 'undici';
import type { Answer, Failure } from '../target/exchange.ts';
import { failureOf } from './failure.ts';
import type { HttpOptions } from './http-options.ts';
import { maskedAddress } from './mask-addresses.ts';
import { createDispatchers } from './dispatchers.ts';
import { parseAnswer } from './parse-answer.ts';

export interface HttpRequest {
  readonly method: string;
  readonly origin: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
}

/** What came back, decoded and unread. */
export interface RawAnswer {
  readonly kind: 'answer';
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Buffer;
}

export interface Http {
  fetch(request: HttpRequest): Promise<RawAnswer | Failure>;
  /** As `fetch`, with the body parsed as text and as JSON. */
  send(request: HttpRequest): Promise<Answer | Failure>;
  /** The answer as it arrives, undecoded; the caller consumes or destroys the body. */
  stream(request: HttpRequest): Promise<Dispatcher.ResponseData>;
  close(): Promise<void>;
}

/** Passes over a byte order mark, as RFC 8259 (section 8.1) allows and Jackson does. */
const utf8 = new TextDecoder();
const sixteenMebibytes = 16 * 1024 * 1024;

export function createHttp(options: HttpOptions): Http {
  const maxAnswerBytes = options.maxAnswerBytes ?? sixteenMebibytes;
  const dispatchers = createDispatchers(options);
  const dispatch = (request: HttpRequest, signal: AbortSignal): Promise<Dispatcher.ResponseData> =>
    dispatchers.to(request.origin).dispatcher.request({
      origin: request.origin,
      path: request.path,
      method: request.method,
      headers: request.headers,
      signal,
      ...defined({ body: request.body }),
    });
  const http: Http = {
    async send(request) {
      const answer = await http.fetch(request);
      if (answer.kind === 'failure') return answer;
      const { kind, status, headers, bytes } = answer;
      const text = utf8.decode(bytes);
      return { kind, status, headers, text, json: parseAnswer(text) };
    },
    async fetch(request) {
      const limit = limitOf(request, options.timeoutMs);
      try {
        const response = await dispatch(request, limit.signal);
        return await readAnswer(response, maxAnswerBytes);
      } catch (error) {
        if (limit.timedOut()) return failureOf(new Error('no complete answer within the time limit'), 'timeout');
        const failure = failureOf(error);
        // The proxy connects to the target, so a connection that fails here is the one to the proxy.
        const proxy =
          failure.reason === 'refused' || failure.reason === 'dns' ? dispatchers.to(request.origin).proxy : undefined;
        return proxy === undefined
          ? failure
          : { ...failure, reason: 'proxy', message: `${maskedAddress(proxy)} ${failure.message}` };
      } finally {
        limit.release();
      }
    },
    stream: async (request) =>
      dispatch(request, request.signal ?? AbortSignal.timeout(request.timeoutMs ?? options.timeoutMs)),
    close: () => dispatchers.close(),
  };
  return http;
}

interface Limit {
  readonly signal: AbortSignal;
  timedOut(): boolean;
  release(): void;
}

/** One timer for the whole exchange, so that drip-fed headers and bodies end as well. */
function limitOf(request: HttpRequest, defaultMs: number): Limit {
  const controller = new AbortController();
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    controller.abort();
  }, request.timeoutMs ?? defaultMs);
  const outer = request.signal;
  const forward = (): void => controller.abort();
  if (outer?.aborted === true) controller.abort();
  else outer?.addEventListener('abort', forward, { once: true });
  return {
    signal: controller.signal,
    timedOut: () => late,
    release: () => {
      clearTimeout(timer);
      outer?.removeEventListener('abort', forward);
    },
  };
}

async function readAnswer(response: Dispatcher.ResponseData, maxAnswerBytes: number): Promise<RawAnswer | Failure> {
  const headers = plainHeaders(response.headers);
  // HTTP ends a body at its declared length, so a small one needs no counting; `NaN` for none.
  const raw =
    Number(headers['content-length']) <= maxAnswerBytes
      ? Buffer.from(await response.body.arrayBuffer())
      : await readBounded(response.body, maxAnswerBytes);
  if (raw === undefined)
    return { kind: 'failure', reason: 'too-large', message: `the answer is larger than ${maxAnswerBytes} bytes` };
  const bytes = decode(raw, headers['content-encoding'], maxAnswerBytes);
  if (!(bytes instanceof Uint8Array)) return bytes;
  return { kind: 'answer', status: response.statusCode, headers, bytes };
}

async function readBounded(body: Dispatcher.ResponseData['body'], maxBytes: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) {
      body.destroy();
      return undefined;
    }
    chunks.push(chunk);
  }
  return chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks);
}

/** Decodes a body. We ask for no compression, but some servers compress anyway; a bomb stops at the limit. */
function decode(raw: Buffer, encoding: string | undefined, maxOutputLength: number): Buffer | Failure {
  if (encoding === undefined || encoding === 'identity') return raw;
  try {
    if (encoding === 'gzip' || encoding === 'x-gzip') return gunzipSync(raw, { maxOutputLength });
    if (encoding === 'deflate') return inflateSync(raw, { maxOutputLength });
    if (encoding === 'br') return brotliDecompressSync(raw, { maxOutputLength });
  } catch (error) {
    const tooLarge = error instanceof RangeError;
    return {
      kind: 'failure',
      reason: tooLarge ? 'too-large' : 'encoding',
      message: tooLarge ? `the decoded answer is larger than ${maxOutputLength} bytes` : `the body is not ${encoding}`,
    };
  }
  return { kind: 'failure', reason: 'encoding', message: `the body has the unknown encoding ${encoding}` };
}

function plainHeaders(headers: Dispatcher.ResponseData['headers']): Record<string, string> {
  const plain: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined) plain[name] = Array.isArray(value) ? value.join(', ') : value;
  return plain;
}
