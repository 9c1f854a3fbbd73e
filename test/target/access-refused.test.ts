import { describe, expect, test } from 'vitest';
import { accessRefused } from '../../src/target/access-refused.ts';
import type { Answer } from '../../src/target/exchange.ts';

const operation = 'webBackendGetConnection';

function answer(status: number, headers: Answer['headers'] = {}): Answer {
  return { kind: 'answer', status, headers, text: '', json: { ok: false, reason: 'empty' } };
}

describe('accessRefused', () => {
  test.each([
    ['a 401', answer(401), 'The target refuses the credentials now'],
    ['a 429 that outlasted its retries', answer(429), 'The target keeps answering 429'],
    [
      'a redirect to a sign-in page',
      answer(302, { location: 'https://id.test/login?state=secret' }),
      'The target sends webBackendGetConnection to https://id.test/login now',
    ],
  ])('ends the run after %s', (_answer, outcome, message) => {
    const error = accessRefused(outcome, operation);

    expect(error?.message).toContain(message);
    expect(error?.message).not.toContain('secret');
  });

  test.each([
    ['a 403, which may be about one resource', answer(403)],
    ['a 500', answer(500)],
    ['a redirect to another address of the API', answer(307, { location: '/api/v1/web_backend/connections/get' })],
    ['a failure', { kind: 'failure', reason: 'reset', message: 'socket hang up' } as const],
  ])('lets the run go on after %s', (_answer, outcome) => {
    expect(accessRefused(outcome, operation)).toBeUndefined();
  });

  test('lets a transport case be redirected anywhere', () => {
    expect(accessRefused(answer(302, { location: '/login' }), 'transport')).toBeUndefined();
  });
});
