import { describe, expect, test } from 'vitest';
import { PlanSamples } from '../../properties/engine/plan-samples.ts';
import type { CaseStep } from '../../properties/model/case.ts';
import { runInProcess } from '../commands/run-in-process.ts';

const get = (connectionId: string, intent: CaseStep['intent'] = { kind: 'valid' }): CaseStep =>
  ({ operation: 'webBackendGetConnection', body: { connectionId }, intent }) as CaseStep; // an operation step by its intent

function chosen(...steps: readonly CaseStep[]) {
  const samples = new PlanSamples();
  for (const step of steps) samples.add(step);
  return samples.chosen();
}

describe('samples of a plan', () => {
  test('are at most three of an operation, and none twice', () => {
    const { webBackendGetConnection = [] } = chosen(get('a'), get('a'), get('b'), get('c'), get('d'));

    expect(webBackendGetConnection.map(({ body }) => body)).toEqual([
      { connectionId: 'a' },
      { connectionId: 'b' },
      { connectionId: 'c' },
    ]);
  });

  test('show every kind of body before a second one of a kind', () => {
    const { webBackendGetConnection = [] } = chosen(get('a'), get('b'), get('c'), get('d', { kind: 'unknown' }));

    expect(webBackendGetConnection.map(({ intent }) => intent)).toEqual(['valid', 'unknown', 'valid']);
  });

  test('say what is malformed about a raw request', () => {
    const raw = {
      method: 'POST',
      path: '/x',
      headers: {},
      bodyBase64: Buffer.from('{').toString('base64'),
      accept: [400],
    };

    const { transport = [] } = chosen({ operation: 'transport', raw, intent: { kind: 'transport', label: 'cut off' } });

    expect(transport).toEqual([{ intent: 'transport', because: 'cut off', request: 'POST /x', body: '{' }]);
  });
});

test('a dry run prints three bodies of an operation that takes one', async () => {
  const { stdout } = await runInProcess(['fuzz', '--dry-run', '--seed', '7', '--phases', 'valid,invalid']);

  const [, samples = ''] = /webBackendGetConnection +[\d.]+ %\n((?: {12}.*\n)+)/.exec(stdout) ?? [];
  expect(samples.trimEnd().split('\n')).toHaveLength(3);
  expect(samples).toContain('valid: {"connectionId":');
});
