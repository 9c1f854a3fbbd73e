/** Documents that would exhaust the stack or the memory: one clear line each. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { checkDocument } from '../../src/description/check-document.ts';
import { descriptionOf } from '../../src/description/load-description.ts';
import { parseDescription } from '../../src/description/load-document.ts';
import type { LoadedDocument } from '../../src/description/load-document.ts';
import { runAirlock } from '../commands/run-airlock.ts';

const folder = mkdtempSync(join(tmpdir(), 'airlock-hostile-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** One operation whose request has the schema, as text, since JSON.stringify would recurse as well. */
function textOf(schema: string, models: Readonly<Record<string, unknown>> = {}): string {
  const answer = '{"200":{"description":"ok","content":{"application/json":{"schema":{"type":"object"}}}}}';
  const operation = `{"requestBody":{"content":{"application/json":{"schema":${schema}}}},"responses":${answer}}`;
  return `{"openapi":"3.1.0","info":{},"paths":{"/v1/web_backend/connections/get":{"post":${operation}}},"components":{"schemas":${JSON.stringify(models)}}}`;
}

const first = '{"$ref":"#/components/schemas/M0"}';
const numbered = (count: number, model: (index: number) => unknown): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`M${index}`, model(index)]));
const next = (index: number): object => ({ $ref: `#/components/schemas/M${index + 1}` });

const nested = textOf(`${'{"allOf":['.repeat(3000)}{}${']}'.repeat(3000)}`);
const chained = textOf(
  first,
  numbered(5000, (index) => ({ type: 'object', properties: index === 4999 ? {} : { inner: next(index) } })),
);
const doubling = textOf(
  first,
  numbered(26, (index) => ({
    type: 'object',
    properties: index === 25 ? {} : { left: next(index), right: next(index) },
  })),
);
const noSchemas = textOf('{"type":"object","properties":[1],"required":"x"}');

const parsed = (text: string): LoadedDocument => parseDescription(text, 'hostile.json');

describe('a description', () => {
  test('that is nested without end is refused when it is read', () => {
    expect(() => parsed(nested)).toThrow(/^Cannot load description hostile.json: it is nested more than 200 levels/);
  });

  test.each([
    ['chains thousands of references', chained, /more than 150 references in a row/],
    ['doubles with every reference', doubling, /more than 50000 parts/],
  ])('that %s is refused where it is used', (_case, text, says) => {
    expect(() => checkDocument(parsed(text))).toThrow(says);
    expect(() => descriptionOf(parsed(text))).toThrow(says);
  });

  test('whose bodies have no valid schema is reported by check, and refused as a source', () => {
    const { faults } = checkDocument(parsed(noSchemas));

    expect(faults.filter(({ kind }) => kind === 'contradiction')).toMatchObject([{ rule: 'invalid-schema' }]);
    expect(() => descriptionOf(parsed(noSchemas))).toThrow(
      /webBackendGetConnection has no valid schema for its request/,
    );
  });

  test('with something else in the place of a schema is reported', () => {
    expect(checkDocument(parsed(textOf('17'))).faults).toContainEqual(
      expect.objectContaining({ rule: 'invalid-schema', reason: '17 is no schema' }),
    );
  });

  test('whose allOf names a model twice has an instance', () => {
    const twice = textOf(first, {
      M0: { allOf: [next(0), next(0)] },
      M1: { type: 'object', required: ['name'], properties: { name: { type: 'string' } } },
    });

    expect(checkDocument(parsed(twice)).models).toMatchObject({ M0: { kind: 'instance', value: { name: '' } } });
  });
});

test.each([
  ['spec', 'check', 'chained.json', chained],
  ['spec', 'diff', 'chained.json', chained],
  ['spec', 'export', 'chained.json', chained],
  ['contract', '--against', 'broken.json', noSchemas],
])('airlock %s %s of it ends with 2 and one line', async (command, part, name, text) => {
  writeFileSync(join(folder, name), text);
  const sources = part === 'diff' ? ['built-in', name] : [name];

  const { exitCode, stderr } = await runAirlock([command, part, ...sources], { folder });

  expect(stderr.trim().split('\n')).toEqual([expect.stringMatching(/^Cannot /)]);
  expect(exitCode).toBe(2);
});
