import { describe, expect, test } from 'vitest';
import { consentOf } from '../../src/target/consent-guard.ts';
import { ConsentError } from '../../src/target/errors.ts';
import { gateOf } from '../../src/target/gate.ts';
import { unknownId } from '../../src/target/unknown-id.ts';
import { hostileRequests, seededId } from '../contracts/hostile-pacts.ts';
import type { HostileRequest } from '../contracts/hostile-pacts.ts';

const ownId = 'aaaaaaaa-1111-4222-8333-bbbbbbbbbbbb';
const mark = 'airlock-12345678-';

/** Whether the gate lets it pass; why not, where no option would permit it. */
function judged(
  request: HostileRequest,
  { readOnly = false, isLoopback = true } = {},
): 'sent' | 'needs consent' | 'never' {
  const query = Object.entries(request.query ?? {}).map(([name, values]) => `${name}=${values.join(',')}`);
  const gate = gateOf('/api', () => ({
    consent: consentOf({ url: '', readOnly, allowWrites: true }, isLoopback),
    isLoopback,
    mark,
    owns: (id) => id.toLowerCase() === ownId,
    wasThere: (id) => id === seededId,
    ownsOperation: () => false,
    noteUnnamed: () => true,
  }));
  try {
    gate({
      method: request.method,
      origin: 'http://127.0.0.1',
      path: `${request.path}${query.length === 0 ? '' : `?${query.join('&')}`}`,
      headers: Object.fromEntries(Object.entries(request.headers ?? {}).map(([name, [value = '']]) => [name, value])),
      ...(request.body === undefined
        ? {}
        : { body: typeof request.body === 'string' ? request.body : JSON.stringify(request.body) }),
    });
    return 'sent';
  } catch (error) {
    if (!(error instanceof ConsentError)) throw error;
    return error.isPermittable ? 'needs consent' : 'never';
  }
}

describe.each(Object.entries(hostileRequests))('a request that %s', (_what, request) => {
  test.each([true, false])('is not sent, read-only: %s', (readOnly) => {
    expect(judged(request, { readOnly })).not.toBe('sent');
  });
});

const api = '/api/v1/web_backend';
const post = (path: string, body?: object | string): HostileRequest => ({
  method: 'POST',
  path,
  ...(body === undefined ? {} : { body }),
});

test.each<[string, HostileRequest]>([
  ['a get', post(`${api}/connections/get`, { connectionId: seededId })],
  ['a get without a refresh', post(`${api}/connections/get`, { connectionId: seededId, withRefreshedCatalog: false })],
  ['a get with a trailing slash', post(`${api}/connections/get/`, { connectionId: seededId })],
  ['a get with a query', post(`${api}/connections/get?airlock=1`, { connectionId: seededId })],
  ['a get that is no JSON', post(`${api}/connections/get`, '{"connectionId": }')],
  ['GET on the path of a read', { method: 'GET', path: `${api}/connections/get` }],
  ['the health check', { method: 'GET', path: '/api/v1/health' }],
  ['the description', { method: 'GET', path: '/api/v1/openapi' }],
  ['the list of workspaces', post('/api/v1/workspaces/list', {})],
])('%s is a read', (_what, request) => {
  expect(judged(request, { readOnly: true, isLoopback: false })).toBe('sent');
});

const named = { name: `${mark}1`, sourceId: seededId.replace('f', 'b'), destinationId: unknownId };

test.each<[string, HostileRequest]>([
  ['a create', post(`${api}/connections/create`, named)],
  ['an update of the run’s own connection', post(`${api}/connections/update`, { connectionId: ownId, name: 'x' })],
  ['an id of its own in upper case', post(`${api}/connections/update`, { connectionId: [ownId.toUpperCase()] })],
  ['an id that nothing has', post(`${api}/connections/update`, { connectionId: unknownId, name: 'x' })],
  ['what is no id', post(`${api}/connections/update`, { connectionId: 'not-a-uuid' })],
  ['a number for an id', post(`${api}/connections/update`, { connectionId: 7 })],
  ['a truncated create', post(`${api}/connections/create`, `{"name":"${mark}1","status":`)],
  ['another method', { method: 'DELETE', path: `${api}/connections/get` }],
])('%s is a write that a run may send when it may write', (_what, request) => {
  expect([judged(request), judged(request, { readOnly: true })]).toEqual(['sent', 'needs consent']);
});

test.each(['POST', 'PUT', 'GET'])('a refresh of its own connection by %s needs consent', (method) => {
  const body = { connectionId: ownId, withRefreshedCatalog: true };

  expect(judged({ method, path: `${api}/connections/get`, body })).toBe('needs consent');
});

test('a create whose name does not tell the run stays on the loopback interface', () => {
  const create = (members: object): HostileRequest => post(`${api}/connections/create`, { ...named, ...members });

  for (const name of ['', ' ', 7, null, { airlock: true }, 'My connection', ['My connection']]) {
    expect(judged(create({ name }), { isLoopback: false })).toBe('never');
    expect(judged(create({ name }))).toBe('sent');
    expect(judged(create({ name, prefix: `${mark}2` }), { isLoopback: false })).toBe('sent');
  }
});
