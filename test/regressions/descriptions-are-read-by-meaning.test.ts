/** A description that says the same in other words is the same description: to `spec diff`, `fuzz` and `contract`. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareWithDescription } from '../../contracts/run/compare-with-description.ts';
import { repairedDescription } from '../../schemas/description.ts';
import { startBackend } from '../../src/backend/start-backend.ts';
import { builtInDocument } from '../../src/description/built-in.ts';
import { checkDocument } from '../../src/description/check-document.ts';
import { diffDocuments } from '../../src/description/diff-documents.ts';
import { exportDocument } from '../../src/description/export-document.ts';
import { descriptionOf } from '../../src/description/load-description.ts';
import type { LoadedDescription } from '../../src/description/load-description.ts';
import type { LoadedDocument } from '../../src/description/load-document.ts';
import type { StepResult } from '../../src/report/report.ts';
import { briefFuzz } from '../description/brief-fuzz.ts';
import { renamed, rewritten } from '../description/rewrites.ts';
import { onTarget } from '../target/on-target.ts';

const exported: LoadedDocument = {
  document: exportDocument(builtInDocument('published')).openapi,
  source: 'exported',
  version: '3.1',
};
const published = builtInDocument('published');

test.each([
  ['as exported', exported],
  ['as published', published],
])('the built-in description %s, written in other ways, differs in nothing', (_form, loaded) => {
  const expected = comparable(descriptionOf(loaded).operations);

  fc.assert(
    fc.property(rewritten(loaded), (other) => {
      expect(diffDocuments(loaded, other).changes).toEqual([]);
      expect(diffDocuments(other, loaded).changes).toEqual([]);
      expect(comparable(descriptionOf(other).operations)).toEqual(expected);
    }),
    { numRuns: 3, seed: 1 },
  );
});

test('with models renamed, inlined or moved into components it differs in names only, and is repaired the same', () => {
  fc.assert(
    fc.property(renamed(published), (other) => {
      const { changes } = diffDocuments(published, other);

      expect(changes.filter((change) => change.class !== 'harmless' || !isAboutNames(change))).toEqual([]);
      expect(comparable(descriptionOf(other).operations)).toEqual(comparable(repairedDescription.operations));
    }),
    { numRuns: 3, seed: 1 },
  );
});

test('the published description contradicts itself in any words as often, and speaks of null as often', () => {
  const [other = published] = fc.sample(rewritten(published), { numRuns: 1, seed: 9 });

  expect(rulesBrokenBy(other)).toEqual(rulesBrokenBy(published));
});

describe('the published description in other words and under other names', () => {
  const [inOtherWords = published] = fc.sample(rewritten(published), { numRuns: 1, seed: 7 });
  const [other = published] = fc.sample(renamed(inOtherWords), { numRuns: 1, seed: 7 });
  const description = descriptionOf(other);

  test('finds nothing in a server that conforms', async () => {
    const { findings, acceptance, sections } = await fuzzed(description);

    expect(findings).toEqual([]);
    expect(acceptance?.valid.sent).toBeGreaterThan(20);
    expect(acceptance?.valid.accepted).toBe(acceptance?.valid.sent);
    expect(sections?.['fuzz']).toMatchObject({ unexercised: { operations: [] } });
  });

  test('promises what the contracts need', () => {
    const { findings, summary } = compareWithDescription(description);

    expect(findings).toEqual([]);
    expect(summary?.slice(1)).toEqual(compareWithDescription(repairedDescription).summary?.slice(1));
  });
});

/** The rules that a description breaks, and how often. Other texts have other mistakes. */
function rulesBrokenBy(loaded: LoadedDocument): readonly string[] {
  return checkDocument(loaded)
    .faults.filter(({ kind, rule }) => kind === 'contradiction' || rule === 'null-in-text' || rule === 'optional-body')
    .map(({ rule }) => rule);
}

function isAboutNames({ kind }: { readonly kind: string }): boolean {
  return ['model-added', 'model-removed', 'model-renamed', 'type-changed'].includes(kind);
}

/** The order of keys, of `required` and of `enum` says nothing. */
function comparable(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (key, member: unknown) =>
      ['required', 'enum', 'published'].includes(key) && Array.isArray(member) ? member.map(String).toSorted() : member,
    ),
  );
}

async function fuzzed(description: LoadedDescription): Promise<StepResult> {
  const backend = await startBackend();
  try {
    return await onTarget(backend, (target) => briefFuzz(target, description));
  } finally {
    await backend.close();
  }
}
