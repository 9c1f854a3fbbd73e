/** Reads an OpenAPI document from a file or an address, in YAML or JSON. */
import { readFile } from 'node:fs/promises';
import { parseDocument } from 'yaml';
import { TargetUnusableError } from '../target/errors.ts';
import { isObject } from './json.ts';
import type { JsonObject } from './json.ts';

export interface LoadedDocument {
  readonly document: JsonObject;
  /** The file or address as given. */
  readonly source: string;
  readonly version: '3.0' | '3.1';
}

export interface LoadOptions {
  readonly signal?: AbortSignal;
  /** Sent with the request for an address: credentials, for example. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
}

/** Airbyte's own description has 0.5 MB; a hundred times that is somebody's mistake. */
const maxBytes = 50 * 1024 * 1024;

/** Real descriptions have about twenty; what is nested deeper than this would exhaust the stack. */
const maxDepth = 200;

/**
 * Loads and parses; the version is known afterwards, nothing else is checked.
 * @throws {TypeError} for a file or text that is no OpenAPI 3.0 or 3.1 document.
 * @throws {TargetUnusableError} for an address that does not answer with a text.
 */
export async function loadDocument(source: string, options: LoadOptions = {}): Promise<LoadedDocument> {
  const text = /^https?:\/\//i.test(source) ? await download(source, options) : await readText(source);
  return parseDescription(text, source);
}

/** Parses the text of a description. @throws {TypeError} */
export function parseDescription(text: string, source: string): LoadedDocument {
  const document = parse(text, source);
  if (isDeeperThan(maxDepth, document))
    throw new TypeError(`Cannot load description ${source}: it is nested more than ${maxDepth} levels deep`);
  if (!isObject(document)) throw new TypeError(`Cannot load description ${source}: expected an object at the root`);
  const version = document['openapi'];
  if (typeof version !== 'string') {
    const found = typeof document['swagger'] === 'string' ? `Swagger ${document['swagger']}` : 'no member "openapi"';
    throw new TypeError(`Cannot load description ${source}: found ${found}, expected OpenAPI 3.0 or 3.1`);
  }
  const match = /^(3\.[01])(\.\d+)?(-.*)?$/.exec(version);
  if (match === null)
    throw new TypeError(`Cannot load description ${source}: found OpenAPI ${version}, expected 3.0 or 3.1`);
  return { document, source, version: match[1] === '3.0' ? '3.0' : '3.1' };
}

function parse(text: string, source: string): unknown {
  if (text.trim() === '') throw new TypeError(`Cannot load description ${source}: it is empty`);
  const start = text.trimStart();
  if (start.startsWith('<'))
    throw new TypeError(`Cannot load description ${source}: it is HTML or XML, expected YAML or JSON`);
  if (start.startsWith('{')) {
    try {
      return JSON.parse(text);
    } catch {
      // YAML knows the flow style `{a: b}`, and its parser names line and column
    }
  }
  const parsed = parseDocument(text, { prettyErrors: true });
  const [problem] = parsed.errors;
  if (problem !== undefined) {
    const [line] = problem.message.split('\n');
    throw new TypeError(`Cannot load description ${source}: it is neither JSON nor YAML (${line?.replace(/:$/, '')})`);
  }
  try {
    return parsed.toJS({ maxAliasCount: 100 });
  } catch (error) {
    throw new TypeError(`Cannot load description ${source}: ${messageOf(error)}`, { cause: error });
  }
}

/** Level by level instead of by recursion. A part that aliases make appear twice is looked at once. */
function isDeeperThan(limit: number, value: unknown): boolean {
  let level: readonly unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > limit) return true;
    level = [
      ...new Set(level.flatMap((node) => (typeof node === 'object' && node !== null ? Object.values(node) : []))),
    ];
  }
  return false;
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const code = isObject(error) && typeof error['code'] === 'string' ? error['code'] : messageOf(error);
    const why =
      code === 'ENOENT'
        ? 'there is no such file'
        : code === 'EISDIR'
          ? 'it is a folder'
          : `it is not readable (${code})`;
    throw new TypeError(`Cannot load description ${file}: ${why}`, { cause: error });
  }
}

async function download(url: string, { signal, headers, timeoutMs = 30_000 }: LoadOptions): Promise<string> {
  const limit = AbortSignal.timeout(timeoutMs);
  let response: Response;
  try {
    response = await fetch(url, {
      headers: { accept: 'application/json, application/yaml, text/yaml, */*;q=0.1', ...headers },
      signal: signal === undefined ? limit : AbortSignal.any([signal, limit]),
    });
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : messageOf(error);
    throw new TargetUnusableError(
      `Cannot load description ${url}: ${limit.aborted ? `no answer within ${timeoutMs} ms` : cause}`,
    );
  }
  if (!response.ok) {
    await response.body?.cancel();
    throw new TargetUnusableError(`Cannot load description ${url}: it answered ${response.status}`);
  }
  return readBounded(response, url);
}

async function readBounded(response: Response, url: string): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of response.body ?? []) {
      const bytes: Uint8Array = chunk;
      size += bytes.length;
      if (size > maxBytes) break;
      chunks.push(bytes);
    }
  } catch (error) {
    throw new TargetUnusableError(`Cannot load description ${url}: the answer broke off (${messageOf(error)})`);
  }
  if (size > maxBytes)
    throw new TargetUnusableError(`Cannot load description ${url}: it has more than ${maxBytes} bytes`);
  return new TextDecoder().decode(Buffer.concat(chunks));
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
