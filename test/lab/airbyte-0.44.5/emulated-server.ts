/** An emulated server of release 0.44.5 for each test, and what the tests send to it. */
import { request } from 'node:http';
import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect } from 'vitest';
import { airbyte0445 } from '../../../lab/airbyte-0.44/emulation.ts';
import type { DiscoveryTimes } from '../../../lab/airbyte-0.44/io-threads.ts';
import { startBackend } from '../../../src/backend/start-backend.ts';
import type { RunningBackend } from '../../../src/backend/start-backend.ts';
import { textAt } from '../../../src/json/json.ts';
import type { JsonObject } from '../../../src/json/json.ts';

/** The one of the current test. */
export let server: RunningBackend;

/** Starts one before each test of a file and stops it after. */
export function serveEachTest(times: Partial<DiscoveryTimes> = {}): void {
  beforeEach(async () => {
    server = await startBackend({ emulation: airbyte0445(times) });
  });
  afterEach(() => server.close());
}

/** An answer as it came. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly raw: string;
  readonly headers: Readonly<Record<string, unknown>>;
}

/** A request below `/v1/`; JSON unless the headers say otherwise, and without a header whose value is `undefined`. */
export async function send(
  path: string,
  body: string | Buffer,
  headers: OutgoingHttpHeaders = {},
  method = 'POST',
): Promise<Answer> {
  const all = Object.entries({ 'content-type': 'application/json', ...headers }).filter(
    ([, value]) => value !== undefined,
  );
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const call = request(`${server.url}/v1/${path}`, { method, headers: Object.fromEntries(all) });
    call.on('response', resolve).on('error', reject).end(body);
  });
  const raw = await text(response);
  return { status: response.statusCode ?? 0, body: jsonOf(raw), raw, headers: response.headers };
}

function jsonOf(raw: string): unknown {
  try {
    return JSON.parse(raw) as unknown;
  } catch {
    return raw;
  }
}

/** `members` are JSON already, so that numbers keep their form. */
export async function write(operation: 'create' | 'update' | 'get', members: string): Promise<Answer> {
  return send(`web_backend/connections/${operation}`, members);
}

/** The read of a new connection. */
export async function created(members: object = {}): Promise<JsonObject & { readonly connectionId: string }> {
  const { body, status } = await write('create', JSON.stringify({ ...actors(), ...members }));
  expect({ status, body }).toMatchObject({ status: 200 });
  return body as JsonObject & { connectionId: string }; // a read, as the status says
}

/** What every create needs. */
export function actors(): { sourceId: string; destinationId: string; status: string } {
  return { sourceId: server.sourceId, destinationId: server.destinationId, status: 'inactive' };
}

/** An update of the connection. */
export async function updated(connectionId: string, members: object): Promise<Answer> {
  return write('update', JSON.stringify({ connectionId, ...members }));
}

/** A get of the connection. */
export async function read(connectionId: string): Promise<Answer> {
  return write('get', JSON.stringify({ connectionId }));
}

/** The message of an error body; empty where there is none. */
export function messageOf({ body }: Answer): string {
  return textAt(body, 'message') ?? '';
}

/** The list of the home workspace. */
export async function list(): Promise<Answer> {
  return send('web_backend/connections/list', JSON.stringify({ workspaceId: server.workspaceId }));
}

/** A selected stream with one field; members that are `undefined` are left out. */
export function streamOf(stream: object, config: object = {}): object {
  return {
    stream: {
      name: 'users',
      jsonSchema: { type: 'object', properties: { id: { type: 'string' } } },
      supportedSyncModes: ['full_refresh'],
      ...stream,
    },
    config: { syncMode: 'full_refresh', destinationSyncMode: 'append', selected: true, ...config },
  };
}

/** A create with that stream. */
export async function createdWithStream(stream: object, config: object = {}): Promise<Answer> {
  return write('create', JSON.stringify({ ...actors(), syncCatalog: { streams: [streamOf(stream, config)] } }));
}

/** The schema is JSON already. */
export async function createdWithSchema(jsonSchema: string | undefined): Promise<Answer> {
  const entry = JSON.stringify(streamOf({ jsonSchema: jsonSchema === undefined ? undefined : '<schema>' }));
  const syncCatalog = `{"streams":[${entry.replace('"<schema>"', jsonSchema ?? '')}]}`;
  return write('create', `{${JSON.stringify(actors()).slice(1, -1)},"syncCatalog":${syncCatalog}}`);
}

/** The block is JSON already. */
export async function createdWithWebhook(block: string): Promise<Answer> {
  const operation = `{"workspaceId":"${server.workspaceId}","name":"a","operatorConfiguration":{"operatorType":"webhook","webhook":{${block}}}}`;
  return write('create', `{${JSON.stringify(actors()).slice(1, -1)},"operations":[${operation}]}`);
}

/** An operation that every release knows. */
export function normalization(name: string): object {
  return {
    workspaceId: server.workspaceId,
    name,
    operatorConfiguration: { operatorType: 'normalization', normalization: { option: 'basic' } },
  };
}

/** An operation with this block. */
export function webhook(block: object): object {
  return {
    workspaceId: server.workspaceId,
    name: 'hook',
    operatorConfiguration: { operatorType: 'webhook', webhook: block },
  };
}

/** The address of a run of dbt Cloud. */
export function run(account: number, job: number): string {
  return `https://cloud.getdbt.com/api/v2/accounts/${account}/jobs/${job}/run/`;
}

/** A selection of one field. */
export function field(name: string): readonly object[] {
  return [{ fieldPath: [name] }];
}

/** The delete beside the eight operations. */
export async function deleteConnection(connectionId: string): Promise<Answer> {
  return send('connections/delete', JSON.stringify({ connectionId }));
}
