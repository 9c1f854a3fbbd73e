import { describe, expect, test } from 'vitest';
import type { ChangeKind } from '../../src/description/change.ts';
import { diffDocuments } from '../../src/description/diff-documents.ts';
import type { PinnedInteraction } from '../../src/description/consumer-effects.ts';
import { ref, smallDocument, statePath } from './small-document.ts';
import type { SmallDocument } from './small-document.ts';

type Effects = readonly [request: string, response: string];

const text = { type: 'string' };
const object = (properties: object, more: object = {}): object => ({ type: 'object', properties, ...more });

/** What changes in a model that is sent and answered → how it is reported, in requests and in answers. */
const cases: readonly (readonly [what: string, older: object, newer: object, kind: ChangeKind, effects: Effects])[] = [
  ['an optional member more', object({}), object({ a: text }), 'member-added', ['harmless', 'harmless']],
  [
    'a required member more',
    object({}),
    object({ a: text }, { required: ['a'] }),
    'member-added',
    ['breaking', 'risky'],
  ],
  [
    'a member more in a closed object',
    object({}, { additionalProperties: false }),
    object({ a: text }, { additionalProperties: false }),
    'member-added',
    ['harmless', 'risky'],
  ],
  ['a member less', object({ a: text }), object({}), 'member-removed', ['risky', 'breaking']],
  [
    'a member less in a closed object',
    object({ a: text }, { additionalProperties: false }),
    object({}, { additionalProperties: false }),
    'member-removed',
    ['breaking', 'breaking'],
  ],
  [
    'a member that becomes required',
    object({ a: text }),
    object({ a: text }, { required: ['a'] }),
    'required-added',
    ['breaking', 'risky'],
  ],
  [
    'a member that becomes optional',
    object({ a: text }, { required: ['a'] }),
    object({ a: text }),
    'required-removed',
    ['harmless', 'breaking'],
  ],
  ['another type', object({ a: text }), object({ a: { type: 'boolean' } }), 'type-changed', ['breaking', 'breaking']],
  [
    'an integer that becomes a number',
    object({ a: { type: 'integer' } }),
    object({ a: { type: 'number' } }),
    'type-changed',
    ['harmless', 'risky'],
  ],
  [
    'an integer of 64 bits',
    object({ a: { type: 'integer' } }),
    object({ a: { type: 'integer', format: 'int64' } }),
    'type-changed',
    ['harmless', 'risky'],
  ],
  [
    'a text that has to be a UUID',
    object({ a: text }),
    object({ a: { type: 'string', format: 'uuid' } }),
    'type-changed',
    ['risky', 'harmless'],
  ],
  [
    'anything that becomes an object',
    object({ a: {} }),
    object({ a: { type: 'object' } }),
    'type-changed',
    ['risky', 'harmless'],
  ],
  [
    'an enum value more',
    object({ a: { type: 'string', enum: ['x'] } }),
    object({ a: { type: 'string', enum: ['x', 'y'] } }),
    'enum-value-added',
    ['harmless', 'risky'],
  ],
  [
    'an enum value less',
    object({ a: { type: 'string', enum: ['x', 'y'] } }),
    object({ a: { type: 'string', enum: ['x'] } }),
    'enum-value-removed',
    ['breaking', 'harmless'],
  ],
  [
    'an enum that ends',
    object({ a: { type: 'string', enum: ['x'] } }),
    object({ a: text }),
    'constraint-changed',
    ['harmless', 'risky'],
  ],
  [
    'null that is allowed',
    object({ a: text }),
    object({ a: { type: 'string', nullable: true } }),
    'nullable-added',
    ['harmless', 'breaking'],
  ],
  [
    'null that is no longer allowed',
    object({ a: { type: 'string', nullable: true } }),
    object({ a: text }),
    'nullable-removed',
    ['breaking', 'harmless'],
  ],
  [
    'an object that closes',
    object({ a: text }),
    object({ a: text }, { additionalProperties: false }),
    'closed',
    ['breaking', 'harmless'],
  ],
  [
    'an object that opens',
    object({ a: text }, { additionalProperties: false }),
    object({ a: text }),
    'opened',
    ['harmless', 'risky'],
  ],
  [
    'a shorter text',
    object({ a: { type: 'string', maxLength: 9 } }),
    object({ a: { type: 'string', maxLength: 5 } }),
    'constraint-changed',
    ['breaking', 'harmless'],
  ],
  [
    'a longer text',
    object({ a: { type: 'string', maxLength: 5 } }),
    object({ a: { type: 'string', maxLength: 9 } }),
    'constraint-changed',
    ['harmless', 'risky'],
  ],
  [
    'another default',
    object({ a: { type: 'string', default: 'x' } }),
    object({ a: { type: 'string', default: 'y' } }),
    'default-changed',
    ['risky', 'harmless'],
  ],
  [
    'an item of a list',
    object({ a: { type: 'array', items: object({ b: text }) } }),
    object({ a: { type: 'array', items: object({}) } }),
    'member-removed',
    ['risky', 'breaking'],
  ],
];

describe('one change', () => {
  test.each(cases)('%s is reported once, with its class in each direction', (_what, older, newer, kind, effects) => {
    const { changes } = diffDocuments(both(older), both(newer));

    expect(changes).toHaveLength(1);
    expect(changes[0]?.kind).toBe(kind);
    expect(changes[0]?.effects.map(({ direction, class: value }) => `${direction} ${value}`).toSorted()).toEqual([
      `request ${effects[0]}`,
      `response ${effects[1]}`,
    ]);
  });

  test('a member that moves into a model of the same shape is harmless', () => {
    const { changes } = diffDocuments(
      both(object({ a: { type: 'array', items: text } })),
      both(object({ a: ref('List') }), { List: { type: 'array', items: text } }),
    );

    expect(changes.map(({ kind, class: value }) => `${kind} ${value}`).toSorted()).toEqual([
      'model-added harmless',
      'type-changed harmless',
    ]);
  });

  test('only text that changes is no change', () => {
    const { changes, isVersionSilent } = diffDocuments(
      both(object({ a: { type: 'string', description: 'One' } })),
      both(object({ a: { type: 'string', description: 'Two', example: 'x', deprecated: true } })),
    );

    expect(changes).toEqual([]);
    expect(isVersionSilent).toBe(false);
  });

  test('a version that stays the same is pointed out', () => {
    expect(diffDocuments(both(object({ a: text })), both(object({}))).isVersionSilent).toBe(true);
  });
});

describe('an operation', () => {
  const other = { '/v1/web_backend/geographies/list': { post: { responses: { 200: { description: 'Success' } } } } };

  test('that is removed breaks its callers', () => {
    const { changes } = diffDocuments(smallDocument({ paths: other }), smallDocument());

    expect(changes).toMatchObject([
      { kind: 'operation-removed', scope: '/v1/web_backend/geographies/list', class: 'breaking' },
    ]);
  });

  test('that is added harms nobody', () => {
    const { changes } = diffDocuments(smallDocument(), smallDocument({ paths: other }));

    expect(changes).toMatchObject([{ kind: 'operation-added', class: 'harmless' }]);
  });

  test('that begins to need a body breaks calls without one', () => {
    const { changes } = diffDocuments(smallDocument(), smallDocument({ request: object({}) }));

    expect(changes).toMatchObject([{ kind: 'body-added', class: 'breaking', from: 'none', to: 'object, required' }]);
  });

  test('that no longer answers 200 breaks, one that declares another error is risky', () => {
    const older = smallDocument();
    const withTeapot = smallDocument({ responses: { 418: { description: 'A teapot' } } });
    const without = smallDocument();
    delete (without.document['paths'] as Record<string, { post: { responses: Record<string, unknown> } }>)[statePath]
      ?.post.responses['200'];

    expect(diffDocuments(older, withTeapot).changes).toMatchObject([
      { kind: 'status-added', member: '418', class: 'risky' },
    ]);
    expect(diffDocuments(older, without).changes).toMatchObject([
      { kind: 'status-removed', member: '200', class: 'breaking' },
    ]);
  });

  test('whose answer is another model of another shape breaks', () => {
    const { changes } = diffDocuments(
      smallDocument({ response: ref('One'), schemas: { One: object({ a: text }) } }),
      smallDocument({ response: ref('Two'), schemas: { Two: object({ b: text }) } }),
    );

    expect(changes[0]).toMatchObject({ kind: 'type-changed', from: 'One', to: 'Two', class: 'breaking' });
  });
});

describe('a consumer', () => {
  const reads: PinnedInteraction = {
    consumer: 'page',
    description: 'asks for the state',
    operation: 'getStateType',
    status: 200,
    requestBody: { list: [{ sent: 'x' }] },
    responseBody: { list: [{ name: 'x' }] },
    usedBy: { '/list/*/name': 'first column (Table.tsx)' },
  };
  test('that reads a member which goes away is named, with the interaction and the place in its code', () => {
    const { changes } = diffDocuments(
      smallDocument(listOf(object({ name: text }))),
      smallDocument(listOf(object({}))),
      {
        interactions: [reads],
      },
    );

    expect(changes[0]?.consumers).toEqual([
      {
        consumer: 'page',
        class: 'breaking',
        readBy: [
          {
            interaction: 'asks for the state',
            operation: 'getStateType',
            direction: 'response',
            place: '/list/*/name',
            usedBy: 'first column (Table.tsx)',
          },
        ],
      },
    ]);
  });

  test('that does not read it is not hit', () => {
    const { changes } = diffDocuments(
      smallDocument(listOf(object({ name: text, other: text }))),
      smallDocument(listOf(object({ name: text }))),
      { interactions: [reads] },
    );

    expect(changes).toMatchObject([
      { member: 'other', class: 'breaking', consumers: [{ consumer: 'page', class: 'harmless', readBy: [] }] },
    ]);
  });

  test('that sends an object without the member that it now needs is hit', () => {
    const { changes } = diffDocuments(smallDocument(needing([])), smallDocument(needing(['extra'])), {
      interactions: [reads],
    });

    expect(changes).toMatchObject([{ kind: 'member-added', class: 'breaking', consumers: [{ class: 'breaking' }] }]);
  });
});

function listOf(item: object): SmallDocument {
  return {
    response: object({ list: { type: 'array', items: ref('Item') } }),
    schemas: { Item: item },
  };
}

function needing(required: readonly string[]): SmallDocument {
  return {
    request: object({ list: { type: 'array', items: ref('Item') } }),
    schemas: { Item: object(required.length === 0 ? { sent: text } : { sent: text, extra: text }, { required }) },
  };
}

function both(schema: object, others: Readonly<Record<string, unknown>> = {}) {
  return smallDocument({ request: ref('Model'), response: ref('Model'), schemas: { Model: schema, ...others } });
}
