import { describe, expect, test } from 'vitest';
import { openApiDocument } from '../../schemas/description.ts';
import { isOperationId } from '../../schemas/operations.ts';
import { factsAt, factsOf, releaseFacts } from '../../schemas/releases.ts';
import type { ReleaseFact } from '../../schemas/releases.ts';

const facts: readonly ReleaseFact[] = releaseFacts;
const ids = (list: readonly ReleaseFact[]): readonly string[] => list.map(({ id }) => id);

describe('every fact', () => {
  test('has an id of its own, a day, a rule, a consequence and evidence', () => {
    expect(new Set(ids(facts)).size).toBe(facts.length);
    for (const { from, until = '9999-12-31', rule, consequence, evidence } of facts) {
      expect(from).toMatch(/^\d{4}-\d{2}-\d{2}$/);
      expect(from < until).toBe(true);
      expect(rule).toMatch(/\.$/);
      expect(consequence).toMatch(/\.$/);
      expect(evidence).toMatch(/[0-9a-f]{10}/);
    }
  });

  test('is about operations of the table', () => {
    const named = facts.flatMap(({ operations }) => (operations === 'all' ? [] : operations));

    expect(named.filter((id) => !isOperationId(id))).toEqual([]);
  });
});

describe('the facts of a day', () => {
  test('are basic credentials in May 2023, and bearer tokens from 23 August 2024', () => {
    expect(ids(factsAt('2023-05-05'))).toEqual(['basic-authentication']);
    expect(ids(factsAt('2024-08-22'))).toContain('basic-authentication');
    expect(ids(factsAt('2024-08-23'))).not.toContain('basic-authentication');
    expect(ids(factsAt('2024-08-23'))).toContain('bearer-tokens');
  });

  test('have paging, errorId and locked in November 2025, and not before', () => {
    const late = ['error-id-bodies', 'list-paging', 'status-locked'];

    expect(ids(factsAt('2025-11-01'))).toEqual(expect.arrayContaining(late));
    expect(ids(factsAt('2025-07-08')).filter((id) => late.includes(id))).toEqual([]);
  });
});

describe('the facts that a description shows', () => {
  test('are none for the one of February 2023', () => {
    expect(ids(factsOf(openApiDocument('published')))).toEqual([]);
  });

  test.each([
    ['list-paging', ['WebBackendConnectionListRequestBody', 'properties', 'pageSize'], { type: 'integer' }],
    ['status-locked', ['ConnectionStatus', 'enum'], ['active', 'inactive', 'deprecated', 'locked']],
    ['error-id-bodies', ['NotFoundKnownExceptionInfo', 'properties', 'errorId'], { type: 'string' }],
    ['operations-nullable', ['WebBackendConnectionUpdate', 'properties', 'operations', 'type'], ['array', 'null']],
    ['operator-bodies-removed', ['OperatorConfiguration', 'properties', 'normalization'], undefined],
  ])('are %s where its sign is there', (id, path, value) => {
    const document = structuredClone(openApiDocument('published')) as unknown;
    set(document, ['components', 'schemas', ...path], value);

    expect(ids(factsOf(document))).toEqual([id]);
  });

  test('are the removal of geographies where the path is gone', () => {
    const document = structuredClone(openApiDocument('published')) as unknown;
    set(document, ['paths', '/v1/web_backend/geographies/list'], undefined);

    expect(ids(factsOf(document))).toEqual(['geographies-removed']);
  });

  test('are no error for something that is no description', () => {
    for (const value of [null, 1, 'x', [], {}]) expect(factsOf(value).every(({ sign }) => sign?.isAbsent)).toBe(true);
  });
});

function set(root: unknown, path: readonly string[], value: unknown): void {
  const [key = '', ...rest] = path;
  const node = root as Record<string, unknown>;
  if (rest.length > 0) set(node[key], rest, value);
  else if (value === undefined) delete node[key];
  else node[key] = value;
}
