/**
 * A server that knows the API loosely: it answers 200 to everything, unknown paths included, finds its operation anywhere in the decoded path, in a
 * header or by the method, and its connection anywhere in the request. What it is asked to write it writes.
 */
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { randomUUID } from 'node:crypto';
import { seededId, seededSourceId } from '../contracts/hostile-pacts.ts';
import type { Seen } from './fault-proxy.ts';

type Connection = Readonly<Record<string, unknown>>;
type Asked = Omit<Seen, 'number'>;

export interface CarelessServer {
  readonly url: string;
  readonly workspaceId: string;
  readonly seen: readonly Asked[];
  readonly connections: ReadonlyMap<string, Connection>;
  close(): Promise<void>;
}

const workspaceId = '000000a1-0000-4000-8000-000000000001';
const otherId = seededId.replace(/1$/, '2');
const destinationId = '000000c1-0000-4000-8000-000000000001';

/** `createAnswersSeeded`: a create makes nothing, and is answered with a connection that was there. */
export async function startCareless({ createAnswersSeeded = false } = {}): Promise<CarelessServer> {
  const seen: Asked[] = [];
  const connections = new Map<string, Connection>();
  for (const connectionId of [seededId, otherId])
    connections.set(connectionId, connection({ connectionId, name: 'Seeded' }));
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const one = await asked(request);
    seen.push(one);
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer(one)));
  };
  const server = createServer((request, response) => void handle(request, response));
  const answer = (one: Asked): unknown => {
    const path = meant(one);
    const body = bodyIn(one);
    if (path.includes('create')) {
      const connectionId = createAnswersSeeded ? seededId : (namedIn(one)[0] ?? randomUUID());
      const made = connection({ ...body, connectionId });
      if (!createAnswersSeeded) connections.set(connectionId, made);
      return made;
    }
    for (const [connectionId, stored] of connections)
      if (isWrite(one) && namedIn(one, [connectionId]).length > 0)
        connections.set(connectionId, { ...stored, ...body, connectionId, written: path });
    if (/sources.*delete/.test(path)) connections.clear();
    if (path.includes('connections/list'))
      return { connections: [...connections.values()].filter(({ status }) => status !== 'deprecated') };
    if (path.includes('workspace/state')) return { hasConnections: true, hasSources: true, hasDestinations: true };
    return connections.get(namedIn(one, [...connections.keys()])[0] ?? '') ?? {};
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('Cannot start: no port');
  return {
    url: `http://127.0.0.1:${address.port}/api`,
    workspaceId,
    seen,
    connections,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Requests by which a server like this one would write to a connection that was there before. */
export function writesToSeeded(seen: readonly Asked[]): readonly string[] {
  return seen
    .filter(
      (one) =>
        isWrite(one) &&
        (namedIn(one).length > 0 || (lettersOf(one).includes(compact(seededSourceId)) && /delete/.test(meant(one)))),
    )
    .map(({ method, path, body }) => `${method} ${path} ${body}`);
}

function connection(members: Connection): Connection {
  return {
    status: 'inactive',
    scheduleType: 'manual',
    sourceId: seededSourceId,
    destinationId,
    source: { sourceId: seededSourceId },
    destination: { destinationId },
    syncCatalog: { streams: [] },
    operations: [],
    isSyncing: false,
    ...members,
  };
}

function isWrite(one: Asked): boolean {
  const text = readable(`${one.path} ${one.body}`);
  return (
    ['PUT', 'PATCH', 'DELETE'].includes(one.method) ||
    /x-http-method|x-original-url/.test(Object.keys(one.headers).join(' ')) ||
    /create|update|delete|sync$|reset/.test(meant(one).replace(/\?.*$/, '')) ||
    /withrefreshedcatalog\W*[=:]\W*(true|1)/i.test(text)
  );
}

/** Where the request leads a careless reader. */
function meant({ path, headers }: Asked): string {
  return readable(`${path} ${String(headers['x-original-url'] ?? '')}`)
    .toLowerCase()
    .replaceAll(/\/+/g, '/')
    .replace(/[/\s]+$/, '');
}

/** Connections, the seeded ones unless told otherwise, that the request names in any spelling. */
function namedIn(one: Asked, ids: readonly string[] = [seededId, otherId]): readonly string[] {
  const letters = lettersOf(one);
  return ids.filter((id) =>
    [compact(id), compact(base64Of(id)), compact(id.replaceAll(/(?<=^|-)0+(?=.)/g, ''))].some((spelling) =>
      letters.includes(spelling),
    ),
  );
}

function lettersOf({ path, body }: Asked): string {
  return compact(readable(`${path} ${body}`));
}

function compact(text: string): string {
  return text.toLowerCase().replaceAll(/[^0-9a-z+/=]/g, '');
}

function base64Of(id: string): string {
  return Buffer.from(id.replaceAll('-', ''), 'hex').toString('base64');
}

function readable(text: string): string {
  const once = text.replaceAll(/%([0-9a-f]{2})|\\u([0-9a-f]{4})/gi, (_whole, percent?: string, escape?: string) =>
    String.fromCharCode(Number.parseInt(percent ?? escape ?? '', 16)),
  );
  return once === text ? text : readable(once);
}

function bodyIn({ body }: Asked): Connection {
  try {
    return Object(JSON.parse(body)) as Connection;
  } catch {
    return {};
  }
}

async function asked(request: IncomingMessage): Promise<Asked> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  const { url = '', method = '', headers } = request;
  return { path: url, method, headers, body: Buffer.concat(chunks).toString('utf8') };
}
