/** Pacts of other teams, written to write: each asks for something that touches a connection which was there before. */

/** A connection that both servers of the show-case are seeded with. */
export const seededId = '000000f1-0000-4000-8000-000000000001';
export const seededSourceId = '000000b1-0000-4000-8000-000000000001';

export interface HostileRequest {
  readonly method: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, readonly string[]>>;
  readonly headers?: Readonly<Record<string, readonly string[]>>;
  /** JSON, or a text as it goes over the wire. */
  readonly body?: object | string;
}

const api = '/api/v1/web_backend/connections';
const own = { connectionId: seededId };
const rename = { ...own, name: 'renamed' };
const hidden = `"\\u0077ithRefreshedCatalog"`;
const packed = Buffer.from(seededId.replaceAll('-', ''), 'hex').toString('base64');

/** By what they do. */
export const hostileRequests: Readonly<Record<string, HostileRequest>> = {
  'deletes through another endpoint': { method: 'POST', path: '/api/v1/connections/delete', body: own },
  'starts a sync': { method: 'POST', path: '/api/v1/connections/sync', body: own },
  'resets the state': { method: 'POST', path: '/api/v1/connections/reset', body: own },
  'deletes the source of connections': {
    method: 'POST',
    path: '/api/v1/sources/delete',
    body: { sourceId: seededSourceId },
  },
  'updates by PUT': { method: 'PUT', path: `${api}/update`, body: rename },
  'updates by PATCH': { method: 'PATCH', path: `${api}/update`, body: rename },
  'deletes by DELETE': { method: 'DELETE', path: `${api}/get`, body: own },
  'updates by GET': { method: 'GET', path: `${api}/update`, query: { connectionId: [seededId], name: ['renamed'] } },
  'updates with a trailing slash': { method: 'POST', path: `${api}/update/`, body: rename },
  'updates with repeated slashes': { method: 'POST', path: '/api/v1/web_backend//connections/update', body: rename },
  'updates in upper case': { method: 'POST', path: '/api/v1/WEB_BACKEND/Connections/UPDATE', body: rename },
  'updates with an encoded path': { method: 'POST', path: `${api}/%75pdate`, body: rename },
  'updates with a path encoded twice': { method: 'POST', path: `${api}/%2575pdate`, body: rename },
  'updates by way of a read': { method: 'POST', path: `${api}/get/../update`, body: rename },
  'reads by way of an update': { method: 'POST', path: `${api}/update/../get`, body: rename },
  'updates with a parameter in the path': { method: 'POST', path: `${api}/update;v=1`, body: rename },
  'updates with the id in the query': {
    method: 'POST',
    path: `${api}/update`,
    query: { connectionId: [seededId] },
    body: { name: 'renamed' },
  },
  'overrides the method': {
    method: 'POST',
    path: `${api}/get`,
    headers: { 'X-HTTP-Method-Override': ['DELETE'] },
    body: own,
  },
  'overrides the path': {
    method: 'POST',
    path: `${api}/get`,
    headers: { 'X-Original-URL': [`${api}/update`] },
    body: rename,
  },
  'updates as the API does': { method: 'POST', path: `${api}/update`, body: rename },
  'updates an id in upper case': {
    method: 'POST',
    path: `${api}/update`,
    body: { ...rename, connectionId: ` ${seededId.toUpperCase()} ` },
  },
  'updates an id without dashes': {
    method: 'POST',
    path: `${api}/update`,
    body: { ...rename, connectionId: seededId.replaceAll('-', '') },
  },
  'updates an id in base64': { method: 'POST', path: `${api}/update`, body: { ...rename, connectionId: packed } },
  'updates an id without its zeros': {
    method: 'POST',
    path: `${api}/update`,
    body: { ...rename, connectionId: 'f1-0-4000-8000-1' },
  },
  'updates by the first of two ids': {
    method: 'POST',
    path: `${api}/update`,
    body: `{"connectionId":"${seededId}","name":"renamed","connectionId":"dddddddd-dddd-4ddd-8ddd-dddddddddddd"}`,
  },
  'updates after a byte order mark': { method: 'POST', path: `${api}/update`, body: `\uFEFF${JSON.stringify(rename)}` },
  'updates in single quotes': {
    method: 'POST',
    path: `${api}/update`,
    body: `{'connectionId':'${seededId}','name':'x'}`,
  },
  'updates below the name of a parameter': {
    method: 'POST',
    path: `${api}/update`,
    body: { webBackendConnectionUpdate: rename },
  },
  'creates over an id': { method: 'POST', path: `${api}/create`, body: { ...rename, sourceId: seededSourceId } },
  'updates in another charset': {
    method: 'POST',
    path: `${api}/update`,
    headers: { 'Content-Type': ['application/json; charset=utf-7'] },
    body: `{"connectionId":"${seededId.replaceAll('-', '+AC0-')}","name":"renamed"}`,
  },
  'updates by a compressed body': {
    method: 'POST',
    path: `${api}/update`,
    headers: { 'Content-Encoding': ['gzip'] },
    body: rename,
  },
  'refreshes by a text': { method: 'POST', path: `${api}/get`, body: { ...own, withRefreshedCatalog: 'true' } },
  'refreshes by a number': { method: 'POST', path: `${api}/get`, body: { ...own, withRefreshedCatalog: 1 } },
  'refreshes by a list': { method: 'POST', path: `${api}/get`, body: { ...own, withRefreshedCatalog: [true] } },
  'refreshes by an escaped name': {
    method: 'POST',
    path: `${api}/get`,
    body: `{"connectionId":"${seededId}",${hidden}:true}`,
  },
  'refreshes by the first of two members': {
    method: 'POST',
    path: `${api}/get`,
    body: `{"withRefreshedCatalog":true,"connectionId":"${seededId}","withRefreshedCatalog":false}`,
  },
  'refreshes in a comment of JSON': {
    method: 'POST',
    path: `${api}/get`,
    body: `{"connectionId":"${seededId}",/* */"withRefreshedCatalog":true}`,
  },
  'refreshes by the query': {
    method: 'POST',
    path: `${api}/get`,
    query: { withRefreshedCatalog: ['true'] },
    body: own,
  },
};

/** As a pact of the fourth version, each request with the answer of a server that carries it out. */
export function hostilePact(): { readonly interactions: object[] } {
  return {
    ...head,
    interactions: Object.entries(hostileRequests).map(([description, { method, path, query, headers = {}, body }]) => ({
      type: 'Synchronous/HTTP',
      description,
      request: {
        method,
        path,
        ...(query === undefined ? {} : { query }),
        headers: { 'Content-Type': ['application/json'], ...headers },
        ...(body === undefined ? {} : { body: pactBody(body) }),
      },
      response: { status: 200 },
    })),
  };
}

const head = {
  consumer: { name: 'another-team' },
  provider: { name: 'airbyte-web-backend' },
  metadata: { pactSpecification: { version: '4.0' } },
};

function pactBody(body: object | string): object {
  const contentType = 'application/json';
  return typeof body === 'string'
    ? { content: Buffer.from(body).toString('base64'), contentType, encoded: 'base64' }
    : { content: body, contentType, encoded: false };
}
