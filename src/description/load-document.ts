/** Reads an OpenAPI document from a file or an address, in YAML or JSON. */
import { isObject } from '../json/json.ts';
import type { JsonObject } from '../json/json.ts';
import { parseDocument } from 'yaml';
import { withoutUser } from '../client/address.ts';
import { maskedAddress } from '../client/mask-addresses.ts';
import { download } from '../target/download.ts';
import type { Access } from '../target/download.ts';
import { decodeText, readText } from '../files/read-text.ts';
import { isDeeperThan } from '../validation/is-deeper-than.ts';

export interface LoadedDocument {
  readonly document: JsonObject;
  /** The file or address as given, without a user. */
  readonly source: string;
  readonly version: '3.0' | '3.1';
}

export interface LoadOptions {
  readonly signal?: AbortSignal | undefined;
  readonly access?: Access | undefined;
  readonly timeoutMs?: number;
}

/** Airbyte's own description has 0.5 MB; a hundred times that is somebody's mistake. */
const maxBytes = 50 * 1024 * 1024;

/** A description is large, and some servers make it for each request. */
const usualTimeoutMs = 30_000;

/** Real descriptions have about twenty; what is nested deeper than this would exhaust the stack. */
const maxDepth = 200;

/**
 * Loads and parses; the version is known afterwards, nothing else is checked.
 * @throws {TypeError} for a file or text that is no OpenAPI 3.0 or 3.1 document.
 * @throws {TargetUnusableError} for an address that does not answer with a text.
 */
export async function loadDocument(source: string, options: LoadOptions = {}): Promise<LoadedDocument> {
  if (!isAddress(source)) return parseDescription(textOf(source), source);
  const address = source.trim();
  return parseDescription(await textAt(address, options), withoutUser(address));
}

/** @throws {TypeError} for an address that is none. */
function isAddress(source: string): boolean {
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(source.trim())) return false;
  if (/^\s*https?:/i.test(source) && URL.canParse(source)) return true;
  throw unusable(maskedAddress(source), 'it is no address of HTTP');
}

/** Parses the text of a description. @throws {TypeError} */
export function parseDescription(text: string, source: string): LoadedDocument {
  const document = parse(text, source);
  if (isDeeperThan(maxDepth, document)) throw unusable(source, `it is nested more than ${maxDepth} levels deep`);
  if (!isObject(document)) throw unusable(source, 'it has no object at the root');
  const version = document['openapi'];
  if (typeof version !== 'string') {
    const found = typeof document['swagger'] === 'string' ? `Swagger ${document['swagger']}` : 'no member "openapi"';
    throw unusable(source, `found ${found}`);
  }
  const match = /^(3\.[01])(\.\d+)?(-.*)?$/.exec(version);
  if (match === null) throw unusable(source, `found OpenAPI ${version}`);
  return { document, source, version: match[1] === '3.0' ? '3.0' : '3.1' };
}

function parse(text: string, source: string): unknown {
  if (text.trim() === '') throw unusable(source, 'it is empty');
  const start = text.trimStart();
  if (start.startsWith('<'))
    throw unusable(
      source,
      `it is HTML or XML${source.startsWith('http') ? ', as a sign-in page is, which wants --auth, --token or -H' : ''}`,
    );
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
    throw unusable(source, `it is neither JSON nor YAML (${line?.replace(/:$/, '')})`);
  }
  try {
    return parsed.toJS({ maxAliasCount: 100 });
  } catch (error) {
    throw unusable(source, messageOf(error), error);
  }
}

function textOf(file: string): string {
  try {
    return readText(file);
  } catch (error) {
    const code = isObject(error) && typeof error['code'] === 'string' ? error['code'] : messageOf(error);
    const why =
      code === 'ENOENT'
        ? 'there is no such file'
        : code === 'EISDIR'
          ? 'it is a folder'
          : `it is not readable (${code})`;
    throw unusable(file, why, error);
  }
}

async function textAt(url: string, { signal, access, ...options }: LoadOptions): Promise<string> {
  const timeoutMs =
    options.timeoutMs ?? (access?.url === undefined ? undefined : access.requestTimeoutMs) ?? usualTimeoutMs;
  const accept = 'application/json, application/yaml, text/yaml, */*;q=0.1';
  return decodeText(await download(url, { what: 'description', accept, access, signal, timeoutMs, maxBytes }));
}

function unusable(source: string, why: string, cause?: unknown): TypeError {
  const expected = 'expected OpenAPI 3.0 or 3.1 in YAML or JSON, as a file or an address';
  return new TypeError(`Cannot load description ${source}: ${why}; ${expected}`, { cause });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
