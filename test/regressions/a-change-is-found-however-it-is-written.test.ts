/** What changed between two descriptions, and for whom, does not depend on the words of either. */
import { valueAt } from '../../src/json/pointer.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ChangeClass, ChangeKind } from '../../src/description/change.ts';
import { builtInDocument } from '../../src/description/built-in.ts';
import { diffDocuments } from '../../src/description/diff-documents.ts';
import { exportDocument } from '../../src/description/export-document.ts';
import type { LoadedDocument } from '../../src/description/load-document.ts';
import { rewritten } from '../description/rewrites.ts';
import { ref, smallDocument } from '../description/small-document.ts';

const exported: LoadedDocument = {
  document: exportDocument(builtInDocument('published')).openapi,
  source: 'exported',
  version: '3.1',
};

/** A model of ours that is at hand to be changed. */
interface Model {
  type: unknown;
  additionalProperties?: unknown;
  maxItems?: number;
  readonly properties: Record<string, unknown>;
  readonly required: string[];
  readonly enum: unknown[];
}

type Change = readonly [model: string, change: (model: Model) => void, kind: ChangeKind, value: ChangeClass];

const changes: readonly Change[] = [
  ['WebBackendConnectionRead', ({ properties }) => delete properties['name'], 'member-removed', 'breaking'],
  ['WebBackendConnectionRead', ({ required }) => required.pop(), 'required-removed', 'breaking'],
  ['WebBackendConnectionListRequestBody', ({ required }) => required.push('sourceId'), 'required-added', 'breaking'],
  ['WebBackendConnectionListRequestBody', ({ required }) => required.pop(), 'required-removed', 'harmless'],
  ['AirbyteStreamConfiguration', ({ properties }) => (properties['more'] = {}), 'member-added', 'risky'],
  ['SyncMode', (model) => model.enum.push('other'), 'enum-value-added', 'risky'],
  ['SyncMode', (model) => model.enum.pop(), 'enum-value-removed', 'breaking'],
  ['ConnectionStateType', (model) => model.enum.pop(), 'enum-value-removed', 'harmless'],
  ['ConnectionSchedule', ({ properties }) => (properties['units'] = { type: 'string' }), 'type-changed', 'breaking'],
  ['JobCreatedAt', (model) => (model.type = ['integer', 'null']), 'nullable-added', 'breaking'],
  ['JobCreatedAt', (model) => (model.type = ['integer', 'string']), 'alternative-added', 'breaking'],
  ['AirbyteStream', (model) => (model.additionalProperties = { type: 'string' }), 'opened', 'risky'],
  ['CatalogDiff', (model) => (model.additionalProperties = false), 'closed', 'harmless'],
  ['FieldName', (model) => (model.maxItems = 3), 'constraint-changed', 'harmless'],
];

test.each(changes)('a change of %s is found in any words, at a place that is there', (name, change, kind, value) => {
  const changed = structuredClone(exported);
  change(valueAt(changed.document, `/components/schemas/${name}`) as Model); // a model of ours
  const expected = diffDocuments(exported, changed).changes;

  expect(expected).toMatchObject([{ kind, class: value }]);
  fc.assert(
    fc.property(rewritten(exported), rewritten(changed), (before, after) => {
      const found = diffDocuments(before, after).changes;

      expect(found.map(withoutPointer)).toEqual(expected.map(withoutPointer));
      for (const { pointer } of found) {
        const holder = pointer.slice(0, pointer.lastIndexOf('/'));
        expect(valueAt((kind === 'member-removed' ? before : after).document, holder)).toBeDefined();
      }
    }),
    { numRuns: 1, seed: 3 },
  );
});

function withoutPointer(change: object): object {
  return { ...change, pointer: undefined };
}

const text = { type: 'string' };
const number = { type: 'integer' };
const words = (...values: readonly (string | null)[]): object => ({ enum: values });
const schemas = {
  Cat: { type: 'object', required: ['purrs'], properties: { purrs: { type: 'boolean' } } },
  Dog: { type: 'object', required: ['barks'], properties: { barks: { type: 'boolean' } } },
  Word: { type: 'string', enum: ['a', 'b'] },
};
const pets = { oneOf: [ref('Cat'), ref('Dog')] };

type Effects = readonly [request: ChangeClass, response: ChangeClass];
type Union = readonly [what: string, older: object, newer: object, kinds: readonly ChangeKind[], effects: Effects];

/** Of unions, by what they accept. */
const unions: readonly Union[] = [
  ['words and null', words('a'), words('a', null), ['nullable-added'], ['harmless', 'breaking']],
  ['a model or null', ref('Word'), { oneOf: [ref('Word'), { type: 'null' }] }, ['nullable-added'], ['harmless', 'breaking']],
  ['a model, no longer null', { anyOf: [ref('Word'), { type: 'null' }] }, ref('Word'), ['nullable-removed'], ['breaking', 'harmless']],
  ['one constant more', { oneOf: [{ const: 'a' }, { const: 'b' }] }, words('a', 'b', 'c'), ['enum-value-added'], ['harmless', 'risky']],
  ['one constant less', words('a', 'b'), { oneOf: [{ const: 'b' }] }, ['enum-value-removed'], ['breaking', 'harmless']],
  ['a form more', ref('Cat'), pets, ['alternative-added', 'model-added'], ['harmless', 'risky']],
  ['a form less', pets, ref('Dog'), ['alternative-removed', 'model-removed'], ['breaking', 'harmless']],
  ['a type more', text, { type: ['string', 'integer'] }, ['alternative-added'], ['harmless', 'breaking']],
  ['a type less', { anyOf: [number, text] }, text, ['alternative-removed'], ['breaking', 'harmless']],
  ['a nested form more', { anyOf: [text, number] }, { anyOf: [{ anyOf: [text, { type: 'boolean' }] }, number] }, ['alternative-added'], ['harmless', 'breaking']],
  ['a form that is shorter', { anyOf: [number, text] }, { anyOf: [{ ...text, maxLength: 3 }, number] }, ['constraint-changed'], ['breaking', 'harmless']],
  ['a form that takes others in', { anyOf: [number, { ...text, maxLength: 3 }] }, { anyOf: [number, text] }, ['constraint-changed'], ['harmless', 'risky']],
]; // prettier-ignore

describe('a union', () => {
  test.each(unions)('with %s is judged by what it accepts', (_what, older, newer, kinds, [request, response]) => {
    const { changes: found } = diffDocuments(holding(older), holding(newer));
    const ofUnion = found.filter(({ kind }) => !kind.startsWith('model'));

    expect(found.map(({ kind }) => kind)).toEqual(expect.arrayContaining([...kinds]));
    expect(found).toHaveLength(kinds.length);
    expect(ofUnion.flatMap(({ effects }) => effects.map(({ direction, class: value }) => [direction, value]))).toEqual([
      ['request', request],
      ['response', response],
    ]);
  });
});

function holding(schema: object): LoadedDocument {
  const Holder = { type: 'object', properties: { a: schema } };
  return smallDocument({
    version: '3.1',
    request: ref('Holder'),
    response: ref('Holder'),
    schemas: { Holder, ...schemas },
  });
}
