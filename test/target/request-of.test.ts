import { expect, test } from 'vitest';
import { requestOf } from '../../src/target/request-of.ts';

const place = { origin: 'http://localhost:8000', prefix: '/api' };

test('a body is sent as JSON to the path of its operation', () => {
  expect(requestOf({ operation: 'webBackendGetConnection', body: { connectionId: 'c' } }, place)).toEqual({
    method: 'POST',
    origin: 'http://localhost:8000',
    path: '/api/v1/web_backend/connections/get',
    headers: { 'content-type': 'application/json' },
    body: '{"connectionId":"c"}',
  });
});

test('a text is sent as it is, and a header of the call replaces ours', () => {
  const call = {
    operation: 'webBackendGetConnection',
    bodyText: '{',
    headers: { 'Content-Type': 'text/plain' },
  } as const;

  expect(requestOf(call, place)).toMatchObject({ body: '{', headers: { 'content-type': 'text/plain' } });
});

test('without a body there is no content type', () => {
  const { headers, body } = requestOf({ operation: 'webBackendListGeographies' }, place);

  expect(headers).toEqual({});
  expect(body).toBeUndefined();
});

test('a raw request keeps its own method and path', () => {
  const call = { operation: 'transport', method: 'PUT', path: '/v1/health', headers: { Accept: '*/*' } } as const;

  expect(requestOf(call, place)).toEqual({
    method: 'PUT',
    origin: 'http://localhost:8000',
    path: '/api/v1/health',
    headers: { accept: '*/*' },
  });
});
