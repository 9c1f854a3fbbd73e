import { describe, expect, test } from 'vitest';
import { errorText } from '../../../properties/checks/error-text.ts';
import { invalid, create } from '../engine/case-steps.ts';

/** The text of an error that answers a create with this body. */
function textOf(json: unknown, body: unknown = {}): string {
  const text = typeof json === 'string' ? json : JSON.stringify(json);
  const parsed =
    typeof json === 'string' ? ({ ok: false, reason: 'a page' } as const) : ({ ok: true, value: json } as const);
  return errorText(
    {
      step: invalid(create(1), {}, '/name'),
      operation: 'webBackendCreateConnection',
      body,
      answer: { kind: 'answer', status: 500, headers: {}, text, json: parsed },
      json: parsed.ok ? json : undefined,
      index: 0,
    },
    { observations: [] },
  );
}

describe('the text of an error', () => {
  test.each([
    [
      'the exception and its message',
      { exceptionClassName: 'java.lang.IllegalStateException', message: 'no row' },
      'IllegalStateException: no row',
    ],
    ['the detail of a problem document', { detail: 'no row' }, 'no row'],
    [
      'the inner message of Micronaut',
      { message: 'Bad Request', _embedded: { errors: [{ message: 'no row' }] } },
      'Bad Request: no row',
    ],
    ['the title of a page', '<html><title>Bad Gateway</title></html>', 'Bad Gateway'],
    [
      'the last line of a Python trace',
      { message: 'Traceback (most recent call last)\n  File "a.py"\nKeyError: x' },
      'KeyError: x',
    ],
    ['the first line of a Java trace', { message: 'no row\n\tat io.airbyte.Foo(Foo.java:12)' }, 'no row'],
    ['nothing where there is only an id', { errorId: 'b1' }, ''],
  ])('is %s', (_what, json, text) => {
    expect(textOf(json)).toBe(text);
  });

  test.each([
    ['ids', 'no 000000a1-0000-4000-8000-000000000001 here', 'no 000000a2-0000-4000-8000-000000000002 here'],
    ['numbers', 'took 17 ms', 'took 2,345 ms'],
    ['times', 'failed at 2026-01-02T03:04:05Z', 'failed at 2025-12-31T23:59:59.123Z'],
    ['quoted text', 'unknown status "a"', 'unknown status "b c"'],
    ['addresses', 'no answer from http://db:5432/x', 'no answer from http://other:1/y'],
  ])('is the same for other %s', (_what, left, right) => {
    expect(textOf({ message: left })).toBe(textOf({ message: right }));
  });

  test('leaves out what the case has sent', () => {
    expect(textOf({ message: 'cannot store pre_fix-1 now' }, { prefix: 'pre_fix-1' })).toBe('cannot store … now');
  });

  test('keeps messages apart that say different things', () => {
    expect(textOf({ message: 'no row' })).not.toBe(textOf({ message: 'no column' }));
  });
});
