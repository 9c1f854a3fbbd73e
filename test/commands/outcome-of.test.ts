import { describe, expect, test } from 'vitest';
import { outcomeOf } from '../../src/commands/outcome-of.ts';

const finding = { code: 1, reason: '1 new finding' } as const;
const slower = { code: 5, reason: 'it became slower' } as const;
const left = { code: 3, reason: '2 connections are left; remove what is left with: airlock cleanup' } as const;

describe('the outcome of a run', () => {
  test('is 0 without a verdict, and has no reason', () => {
    expect(outcomeOf([], false)).toEqual({ exitCode: 0 });
  });

  test('is the gravest code with the reasons of that code, each once', () => {
    expect(outcomeOf([slower, finding, finding, { code: 1, reason: 'a pact is broken' }], false)).toEqual({
      exitCode: 1,
      reason: '1 new finding; a pact is broken',
    });
  });

  test('of an interruption says whether the sandbox is clean', () => {
    expect(outcomeOf([finding], true).reason).toContain('the sandbox is cleaned');
    expect(outcomeOf([finding, left], true)).toMatchObject({
      exitCode: 130,
      reason: expect.stringContaining(left.reason) as unknown,
    });
  });
});
