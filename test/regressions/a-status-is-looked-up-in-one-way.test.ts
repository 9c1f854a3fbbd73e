/** Exact, then its range, then `default`: wherever a declared answer is looked up. */
import { objectAt } from '../../src/json/json.ts';
import { describe, expect, test } from 'vitest';
import { compareWithDescription } from '../../contracts/run/compare-with-description.ts';
import { checksAgainst } from '../../properties/checks/all-checks.ts';
import { operations } from '../../schemas/operations.ts';
import { responseFor, statusFor } from '../../schemas/response-for.ts';
import { performAs } from '../../src/backend/as-release.ts';
import { startBackend } from '../../src/backend/start-backend.ts';
import { withRelease } from '../../src/commands/release.ts';
import { builtInDocument } from '../../src/description/built-in.ts';
import { checkDocument } from '../../src/description/check-document.ts';
import { diffDocuments } from '../../src/description/diff-documents.ts';
import { descriptionOf } from '../../src/description/load-description.ts';
import type { LoadedDescription } from '../../src/description/load-description.ts';
import type { LoadedDocument } from '../../src/description/load-document.ts';
import { coverageSection } from '../../src/report/html/coverage-section.ts';
import type { StepResult } from '../../src/report/report.ts';
import { briefFuzz } from '../description/brief-fuzz.ts';
import { smallDocument } from '../description/small-document.ts';
import { sampleReport } from '../report/sample-report.ts';
import { onTarget } from '../target/on-target.ts';

test.each([
  ['404', '404'],
  ['409', '4xx'],
  ['500', 'default'],
  ['200', '200'],
  ['2XX', '2XX'],
])('%s falls under %s', (status, key) => {
  const declared = ['default', '4xx', '404', '200', '2XX'];

  expect(statusFor(declared, status)).toBe(key);
  expect(statusFor(declared, Number(status) || status)).toBe(key);
});

test('a status that nothing covers is not declared', () => {
  expect(statusFor([200, '4XX'], 500)).toBeUndefined();
  expect(responseFor({ 200: 'a' }, 404)).toBeUndefined();
  expect(responseFor({ 200: 'a', default: 'b' }, 404)).toBe('b');
});

describe('a description that declares a range of errors, or the rest', () => {
  const inRanges = descriptionOf(
    withAnswers(({ 200: success, 404: error, 422: other }) => ({ '2xx': success, 422: other, '4XX': error })),
  );
  const withDefault = descriptionOf(withAnswers(({ 200: success, 422: error }) => ({ 200: success, default: error })));

  test('declares no refusal for itself', () => {
    for (const { repairs } of [inRanges, withDefault])
      expect(repairs.filter((id) => ['undocumented-refusals', 'not-found-on-writes'].includes(id))).toEqual([]);
    expect(inRanges.operations['getStateType']?.published).toEqual([422, '2XX', '4XX']);
  });

  test.each([
    ['a range', '2XX', inRanges],
    ['the rest', 'default', withDefault],
  ])('is kept by a server that answers from %s, which counts as seen', async (_what, key, description) => {
    const { findings, sections } = await fuzzed(description);

    expect(findings).toEqual([]);
    expect(sections?.['fuzz']).toMatchObject({
      unexercised: { statuses: expect.not.arrayContaining([`webBackendGetConnection ${key}`]) as unknown },
    });
  });

  test('promises what the contracts need of errors', () => {
    for (const description of [inRanges, withDefault]) {
      const { summary = [], findings } = compareWithDescription(description);
      expect(findings).toEqual([]);
      expect(summary.join('\n')).not.toContain('is not declared');
    }
  });

  test('has a server that answers by it', () => {
    const strict = {
      ...withDefault,
      operations: {
        getStateType: {
          ...operations.getStateType,
          responses: { '2XX': { type: 'object', required: ['id'], properties: { id: { type: 'string' } } } },
        },
      },
    } as const;

    expect(performAs(strict, () => ({}))('getStateType', {})).toEqual({ id: '' });
  });

  test('has no missing errors for spec check', () => {
    const { faults } = checkDocument(withAnswers(({ 200: success, 404: error }) => ({ 200: success, '4xx': error })));

    expect(faults.filter(({ rule }) => rule === 'undocumented-errors')).toEqual([]);
  });

  test('shows in the report what was declared and not answered', () => {
    const { sections = {} } = withRelease({}, { description: inRanges });
    const seen = { getStateType: { total: 2, byStatus: { '200': 1, '409': 1 } } };
    const page = coverageSection({ ...sampleReport(), ...sections, requests: { total: 2, byOperation: seen } });

    // Of 2XX, 4XX and 422 only the last: 200 and 409 fall under the others.
    expect(page?.content.html.match(/<td[^>]*class="[^"]*missed[^"]*"[^>]*>–/g)).toHaveLength(1);
  });
});

describe('a status that moves into a range', () => {
  const answer = (type: string): object => ({
    description: 'Answer',
    content: { 'application/json': { schema: { type } } },
  });
  const withResponses = (responses: object): LoadedDocument => {
    const loaded = smallDocument();
    const [item] = Object.values(objectAt(loaded.document, 'paths'));
    Object.assign(objectAt(item, 'post'), { responses });
    return loaded;
  };
  const kinds = (older: object, newer: object): readonly string[] =>
    diffDocuments(withResponses(older), withResponses(newer)).changes.map(
      ({ kind, member, class: value }) => `${kind}${member === undefined ? '' : ` ${member}`} ${value}`,
    );
  const exact = { 200: answer('string'), 404: answer('object') };

  test('is no break, and what it covers beside is new', () => {
    expect(kinds(exact, { 200: answer('string'), '4XX': answer('object') })).toEqual(['status-added 4XX risky']);
    expect(kinds(exact, { '2XX': answer('string'), default: answer('object') })).toEqual([
      'status-added 2XX risky',
      'status-added default risky',
    ]);
  });

  test('is no change where it was covered before', () => {
    const covered = { default: answer('object'), '2xx': answer('string') };

    expect(kinds(covered, { ...covered, 404: answer('object'), 200: answer('string') })).toEqual([]);
  });

  test('is compared with what it falls under', () => {
    expect(kinds(exact, { 200: answer('string'), '4XX': answer('boolean') })).toContain('type-changed breaking');
    expect(kinds(exact, { '2XX': answer('boolean'), 404: answer('object') })).toContain('type-changed breaking');
  });

  test('breaks when the only success goes', () => {
    expect(kinds({ '2XX': answer('string') }, { default: answer('string') })).toEqual(['status-added default risky']);
    expect(kinds({ '2XX': answer('string'), 404: answer('object') }, { 404: answer('object') })).toEqual([
      'status-removed 2XX breaking',
    ]);
    expect(kinds({ '2XX': answer('string') }, exact)).toContain('status-removed 2XX harmless');
  });

  test('breaks when its body goes', () => {
    expect(kinds(exact, { ...exact, 200: { description: 'Nothing' } })).toEqual(['type-changed breaking']);
    expect(kinds({ ...exact, 404: { description: 'Nothing' } }, exact)).toEqual(['type-changed harmless']);
  });
});

/** The built-in description with the answers of every operation declared otherwise. */
function withAnswers(change: (responses: Record<string, unknown>) => object): LoadedDocument {
  const { document, ...loaded } = builtInDocument('repaired');
  const paths = Object.entries(objectAt(document, 'paths')).map(([path, item]) => {
    const post = objectAt(item, 'post');
    const responses = Object.entries({ 404: error, 422: error, ...objectAt(post, 'responses') });
    return [path, { post: { ...post, responses: change(Object.fromEntries(responses)) } }];
  });
  return { ...loaded, document: { ...document, paths: Object.fromEntries(paths) } };
}

const error = { description: 'Refused', content: { 'application/json': { schema: { type: 'object' } } } };

async function fuzzed(description: LoadedDescription): Promise<StepResult> {
  const backend = await startBackend();
  try {
    return await onTarget(backend, (target) =>
      briefFuzz(target, description, {
        checks: checksAgainst(description.operations).filter(({ id }) => /declared-status|response-schema/.test(id)),
        phases: ['valid', 'invalid', 'transport'],
        operations: ['webBackendGetConnection'],
        maxExamples: 5,
      }),
    );
  } finally {
    await backend.close();
  }
}
