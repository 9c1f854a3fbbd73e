import { expect, test } from 'vitest';
import { signsIn, strangersOf } from '../../src/target/asker.ts';

const url = 'http://127.0.0.1:8000/api';

test('nobody else asks where the run has no credentials', () => {
  expect([...strangersOf({ url }).keys()]).toEqual([]);
});

test.each([
  ['basic', { auth: 'airbyte:password' }],
  ['bearer', { token: 'first' }],
  ['client', { clientId: 'id', clientSecret: 'secret' }],
])('nobody and an expired token ask where the run signs in: %s', (_, own) => {
  const strangers = strangersOf({ url, ...own });

  expect([...strangers.keys()]).toEqual(['nobody', 'expired']);
  expect(strangers.get('nobody')).toEqual({ url, headers: {} });
  expect(strangers.get('expired')).toEqual({ url, headers: {}, token: expect.stringMatching(/^eyJ/) });
});

test('a client certificate may be what lets the run in, so that nobody can be nobody', () => {
  expect([...strangersOf({ url, token: 'first', tls: { cert: 'PEM' } }).keys()]).toEqual([]);
});

test('the second user gets nothing that says who the first is', () => {
  const other = strangersOf({
    url,
    auth: 'first:password',
    other: { token: 'second' },
    headers: { Cookie: 'session=1', 'X-Api-Key': 'k', 'X-Team': 'data' },
  }).get('other');

  expect(other).toEqual({ url, token: 'second', headers: { 'X-Team': 'data' } });
});

test.each([
  [{}, false],
  [{ headers: { 'X-Team': 'data' } }, false],
  [{ headers: { Authorization: 'Basic YTpi' } }, true],
  [{ token: 'first' }, true],
  [{ tls: { cert: 'PEM' } }, true],
])('whether requests say who asks: %o', (own, expected) => {
  expect(signsIn({ url, ...own })).toBe(expected);
});
