/** Contents that no file should have, and small files that are right apart from them. */

export const byteOrderMark = '\uFEFF';

/** As Windows editors save a text that they call Unicode. */
export function utf16(text: string): Uint8Array {
  return Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
}

export function crlf(text: string): string {
  return text.replaceAll('\n', '\r\n');
}

/** A list in a list in a list: enough to exhaust the stack of whoever recurses. */
export const bottomless = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;

export const binary = Uint8Array.from({ length: 4096 }, (_, index) => (index * 37) % 256);

/** A list of connections of a workspace: an interaction that the reference backend keeps. */
export const listInteraction = {
  description: 'a request for the list of connections',
  providerStates: [{ name: 'a workspace' }],
  request: {
    method: 'POST',
    path: '/api/v1/web_backend/connections/list',
    headers: { 'Content-Type': 'application/json' },
    body: { workspaceId: '00000000-0000-4000-8000-0000000000ff' },
  },
  response: { status: 200 },
} as const;

/** A pact of specification 3 with the given members instead of the usual ones. */
export function pact(changes: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({
    consumer: { name: 'somebody' },
    provider: { name: 'airbyte-web-backend' },
    interactions: [listInteraction],
    metadata: { pactSpecification: { version: '3.0.0' } },
    ...changes,
  });
}

/** The pact with one interaction that has the given members instead of the usual ones. */
export function pactOf(changes: Readonly<Record<string, unknown>>): string {
  return pact({ interactions: [{ ...listInteraction, ...changes }] });
}

/** An OpenAPI document with one of the eight operations, whose request has the given schema, as text. */
export function description(schema = '{"type":"object"}', members = ''): string {
  return `{"openapi":"3.1.0","info":{"title":"x","version":"1"},${members}
"paths":{"/v1/web_backend/connections/get":{"post":{"operationId":"webBackendGetConnection",
"requestBody":{"content":{"application/json":{"schema":${schema}}}},
"responses":{"200":{"description":"ok","content":{"application/json":{"schema":{"type":"object"}}}}}}}}}`;
}

export const catalog =
  '{"streams":[{"name":"users","json_schema":{"type":"object","properties":{"id":{"type":"integer"}}}}]}';

/** What a connector prints for `discover`: a line of log, then the catalog in a message. */
export const discovered = `{"type":"LOG","log":{"level":"INFO","message":"Discovering"}}
plain text of a library
{"type":"CATALOG","catalog":${catalog}}
`;
