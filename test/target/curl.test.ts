import { expect, test } from 'vitest';
import { curlFor } from '../../src/target/curl.ts';

const url = 'http://127.0.0.1:8000/api';
const call = { operation: 'webBackendListGeographies' } as const;

test.each([
  ['the user of the run', undefined, '-H "Authorization: Bearer $AIRLOCK_TOKEN"'],
  ['a second user', 'other', '-H "Authorization: Bearer $AIRLOCK_OTHER_TOKEN"'],
  ['an expired token', 'expired', "-H 'Authorization: Bearer expired'"],
] as const)('a command line asks as %s', (_, as, credentials) => {
  expect(curlFor(call, { url, auth: 'bearer', ...(as === undefined ? {} : { as }) })).toContain(credentials);
});

test('a command line of nobody has no credentials', () => {
  expect(curlFor(call, { url, auth: 'basic', as: 'nobody' })).not.toContain('AIRLOCK');
});
