/** The consumer tests: the real client against Pact's mock server, by the writer that `airlock contract` uses. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { consumers } from './consumers.ts';
import { pactFileName } from './run/merge-pact.ts';
import { writePacts } from './run/write-pacts.ts';

const out = mkdtempSync(join(tmpdir(), 'airlock-pact-test-'));
beforeAll(async () => {
  await writePacts({ out });
});
afterAll(() => rmSync(out, { recursive: true, force: true }));

test.each(consumers)('the committed pact of $name is what its consumer tests write', ({ name }) => {
  const committed = readFileSync(join(import.meta.dirname, '..', 'pacts', pactFileName(name)), 'utf8');

  expect(readFileSync(join(out, pactFileName(name)), 'utf8')).toBe(committed);
});
