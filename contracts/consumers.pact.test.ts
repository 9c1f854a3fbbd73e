/** The consumer tests: the real client against Pact's mock server, one test for each interaction. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { consumers } from './consumers.ts';
import { omissions } from './omissions.ts';
import { runConsumerTest } from './run/consumer-test.ts';
import { problemsOf } from './run/guard-rails.ts';
import { mergePact, pactFileName } from './run/merge-pact.ts';
import type { WrittenInteraction } from './run/merge-pact.ts';

const root = mkdtempSync(join(tmpdir(), 'airlock-pact-test-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

test('the declared interactions pass every guard rail', () => {
  expect(problemsOf(consumers, omissions)).toEqual([]);
});

describe.each(consumers)('$name', (consumer) => {
  const parts: WrittenInteraction[] = [];

  test.each(consumer.interactions)('makes $description', async (declared) => {
    const written = await runConsumerTest(consumer, declared, mkdtempSync(join(root, 'part-')));

    expect(written['description']).toBe(declared.description);
    parts.push({ declared, written });
  });

  test('has its committed pact up to date', () => {
    const committed = readFileSync(join(import.meta.dirname, '..', 'pacts', pactFileName(consumer.name)), 'utf8');

    expect(mergePact(consumer, parts)).toBe(committed);
  });
});
