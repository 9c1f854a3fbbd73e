import { describe, expect, test } from 'vitest';
import { deprecate, stillLive } from '../../src/target/deprecate.ts';
import type { Answer, Failure } from '../../src/target/exchange.ts';

const gone: Failure = { kind: 'failure', reason: 'refused', message: 'connection refused' };

describe('deprecating connections', () => {
  test('is done where the update succeeds or the connection is not there', async () => {
    const { done, problem } = await deprecate(['a', 'b', 'c'], async (_, body) =>
      answer({ a: 200, b: 404, c: 500 }[idIn(body)] ?? 0),
    );

    expect(done.toSorted()).toEqual(['a', 'b']);
    expect(problem).toBe('updating c was answered with 500');
  });

  test('asks a target that refuses access no further', async () => {
    let asked = 0;

    const { done } = await deprecate(twenty, async () => {
      asked += 1;
      return answer(403);
    });

    expect(done).toEqual([]);
    expect(asked).toBe(4);
  });

  test('gives up a target that is gone', async () => {
    expect(await deprecate(twenty, async () => gone)).toEqual({
      done: [],
      withOperations: [],
      problem: expect.stringMatching(/^updating c\d+ got no answer: refused$/) as unknown,
    });
  });
});

test('a connection is gone when it is not found, or read as deprecated', async () => {
  const answers: Readonly<Record<string, Answer | Failure>> = {
    missing: answer(404),
    deprecated: answer(200, { status: 'deprecated' }),
    active: answer(200, { status: 'active' }),
    broken: answer(500),
    silent: gone,
  };

  const left = await stillLive(Object.keys(answers), async (_, body) => answers[idIn(body)] ?? gone);

  expect(left).toEqual(['active', 'broken', 'silent']);
});

const twenty = Array.from({ length: 20 }, (_, index) => `c${index}`);

function idIn(body: unknown): string {
  return (body as { readonly connectionId: string }).connectionId; // what both send
}

function answer(status: number, value: unknown = {}): Answer {
  return { kind: 'answer', status, headers: {}, text: '', json: { ok: true, value } };
}
