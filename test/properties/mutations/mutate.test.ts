import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createBody, listBody, updateBody } from '../../../properties/arbitraries/connection-bodies.ts';
import { brokenDomainRules } from '../../../properties/arbitraries/domain-rules.ts';
import { invalidVariants, variantsOf } from '../../../properties/mutations/mutate.ts';
import type { Mutation } from '../../../properties/mutations/schema-mutations.ts';
import { operations } from '../../../schemas/operations.ts';
import type { Operation, OperationId } from '../../../schemas/operations.ts';
import { validatorFor } from '../../../src/validation/validator.ts';
import type { Violation } from '../../../src/validation/validator.ts';

const context = { size: 'tiny', activeSchedules: true, notificationFlags: true } as const;
const bodies: readonly (readonly [OperationId, fc.Arbitrary<unknown>])[] = [
  ['webBackendCreateConnection', createBody(context)],
  ['webBackendUpdateConnection', updateBody(context, 1)],
  ['webBackendListConnectionsForWorkspace', listBody(context)],
  ['webBackendGetConnection', fc.constant({ connectionId: '{{connection:1}}' })],
  ['getStateType', fc.constant({ connectionId: '{{connection:1}}' })],
  ['webBackendGetWorkspaceState', fc.constant({ workspaceId: '{{workspace}}' })],
];

/** As Ajv sees the body when it has gone over the wire. */
function violationsOf(id: OperationId, body: unknown): readonly Violation[] {
  const { request }: Operation = operations[id];
  const text = JSON.stringify(body).replaceAll(
    /"\{\{(?!name)[a-z-]+(:\d+)*\}\}"/g,
    '"aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa"',
  );
  return request === undefined ? [] : validatorFor(request)(JSON.parse(text));
}

function drawnVariants(id: OperationId, arbitrary: fc.Arbitrary<unknown>, count: number): readonly Mutation[] {
  return fc.sample(arbitrary, { numRuns: count, seed: 5 }).flatMap((body) => variantsOf(id, body, { foreign: true }));
}

describe.each(bodies)('a broken body of %s', (id, arbitrary) => {
  test('breaks its schema at exactly the place and keyword that its label names', () => {
    const variants = drawnVariants(id, arbitrary, 60).filter(({ label }) => label.kind === 'schema');

    expect(variants.length).toBeGreaterThan(60);
    const mislabelled = variants.filter(({ body, label }) => {
      const violations = violationsOf(id, body);
      // A value of another type breaks the enum or the format as well.
      const keywords = label.keyword === 'type' ? ['type', 'enum', 'format'] : [label.keyword];
      const places = [label.pointer, `${label.pointer}/airlockUndeclared`];
      return (
        violations.length === 0 ||
        !violations.every(({ pointer, keyword }) => places.includes(pointer) && keywords.includes(keyword))
      );
    });
    expect(mislabelled.map(({ label }) => label)).toEqual([]);
  });

  test('with a broken domain rule obeys its schema', () => {
    const variants = drawnVariants(id, arbitrary, 40).filter(
      ({ label, permitted }) => label.kind === 'semantic' && !permitted,
    );

    expect(variants.length > 0).toBe(operations[id].writes);
    const mislabelled = variants.filter(
      ({ body }) => violationsOf(id, body).length > 0 || brokenDomainRules(id, body).length === 0,
    );
    expect(mislabelled.map(({ label }) => label)).toEqual([]);
  });
});

describe('a broken body', () => {
  test('never has a word for the true that keeps a server from resetting streams', () => {
    const pointers = drawnVariants('webBackendUpdateConnection', updateBody(context, 1), 60)
      .filter(({ label }) => label.description.startsWith('the word true'))
      .map(({ label }) => label.pointer);

    expect(pointers.length).toBeGreaterThan(0);
    expect(pointers).not.toContain('/skipReset');
  });

  test('has a number for text where the text names no field', () => {
    const pointers = bodies.flatMap(([id, arbitrary]) =>
      drawnVariants(id, arbitrary, 60)
        .filter(({ label }) => label.description.startsWith('a number for text'))
        .map(({ label }) => label.pointer),
    );

    expect(pointers).toContain('/prefix');
    expect(pointers).toContainEqual(expect.stringMatching(/\/stream\/name$/));
    expect(pointers.filter((pointer) => /cursorfield|primarykey|fieldpath/i.test(pointer))).toEqual([]);
  });

  test('shows every kind of violation', () => {
    const keywords = new Set(
      bodies
        .flatMap(([id, arbitrary]) => drawnVariants(id, arbitrary, 40))
        .filter(({ permitted }) => !permitted)
        .map(({ label }) => label.keyword),
    );

    expect([...keywords].toSorted()).toEqual([
      'cron', 'duplicate-stream', 'enum', 'field-selection', 'foreign-workspace', 'format', 'length', 'nul', 'operation', 'partial-effect',
      'required', 'schedule', 'time-zone', 'type', 'unknown-id',
    ]); // prettier-ignore
  });

  test('that null or a coercion explains is no finding when it is accepted', () => {
    const variants = bodies
      .flatMap(([id, arbitrary]) => drawnVariants(id, arbitrary, 40))
      .filter(({ label }) => label.kind === 'schema');

    const coercible =
      /^(null|a number for (text|an enum|a list)|a fraction|digits in quotes|an undeclared member|a list for text|the word true)/;
    expect(variants.filter(({ label, permitted }) => coercible.test(label.description) && !permitted)).toEqual([]);
    for (const description of [
      'a malformed UUID',
      'an unknown enum value',
      'an object for text',
      'a missing required member',
    ])
      expect(variants.some(({ label, permitted }) => label.description.startsWith(description) && !permitted)).toBe(
        true,
      );
  });

  test('says which trap of released servers it is, if it is one', () => {
    const body = {
      connectionId: '{{connection:1}}',
      status: 'inactive',
      syncCatalog: { streams: [{ stream: { name: 'a', jsonSchema: {} }, config: {} }] },
    };
    const trapped = invalidVariants('webBackendUpdateConnection', body)
      .filter(({ trap }) => trap !== undefined)
      .map(({ label, trap }) => `${label.keyword} ${label.pointer} ${trap}`);

    expect(trapped).toEqual(
      expect.arrayContaining([
        'required /connectionId missing-id',
        'required /syncCatalog/streams/0/stream/name nameless-stream',
        'duplicate-stream /syncCatalog/streams/1 same-stream-twice',
      ]),
    );
  });

  test('leaves the valid body as it was', () => {
    const body = { connectionId: '{{connection:1}}', name: 'x', prefix: 'y' };
    const before = structuredClone(body);

    invalidVariants('webBackendUpdateConnection', body);

    expect(body).toEqual(before);
  });
});
