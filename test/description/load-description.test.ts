import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { openApiDocument, repairedDescription } from '../../schemas/description.ts';
import { operationIds, operations } from '../../schemas/operations.ts';
import type { Operation } from '../../schemas/operations.ts';
import { repairs } from '../../schemas/repairs.ts';
import { builtInDocument } from '../../src/description/built-in.ts';
import { descriptionOf, loadDescription } from '../../src/description/load-description.ts';
import { repairDocument } from '../../src/description/repair-document.ts';
import { validatorFor } from '../../src/validation/validator.ts';
import { ref, smallDocument, statePath } from './small-document.ts';

const folder = fileURLToPath(new URL('../../../shared/openapi/', import.meta.url));
const stream = { name: 'users', jsonSchema: {} };

test('repairing the published form yields the repaired one, by every repair', () => {
  const { document, applied, notNeeded } = repairDocument(builtInDocument('published').document);

  expect(document).toEqual(JSON.parse(JSON.stringify(openApiDocument('repaired'))));
  expect([...applied].toSorted()).toEqual(repairs.map(({ id }) => id).toSorted());
  expect(notNeeded).toEqual([]);
});

test('repairing what is repaired changes nothing', () => {
  const { document } = builtInDocument('repaired');

  expect(repairDocument(document)).toMatchObject({ document, applied: [] });
});

test('repairing leaves the document at hand as it is', () => {
  const { document } = builtInDocument('published');
  const before = JSON.stringify(document);

  repairDocument(document);

  expect(JSON.stringify(document)).toBe(before);
});

test('the description of the published form is the built-in one', () => {
  const description = descriptionOf(builtInDocument('published'));

  expect(Object.keys(description.operations)).toEqual(operationIds);
  for (const id of operationIds) expect(description.operations[id]).toEqual(withoutUndefined(operations[id]));
  for (const [name, schema] of Object.entries(repairedDescription.models))
    expect(description.models[name]).toEqual(schema);
});

describe('operations', () => {
  test('that the release lacks are left out and named', () => {
    const description = descriptionOf(smallDocument());

    expect(Object.keys(description.operations)).toEqual(['getStateType']);
    expect(description.missing).toEqual(operationIds.filter((id) => id !== 'getStateType'));
  });

  test('are found behind a prefix, with their repairs, and called below the base address', () => {
    const { document } = smallDocument();
    const item = (document['paths'] as Record<string, unknown>)[statePath];

    const description = descriptionOf({
      source: 'prefixed',
      version: '3.0',
      document: { ...document, paths: { [`/api${statePath}`]: item } },
    });

    expect(description.operations['getStateType']?.path).toBe(statePath);
  });

  test('get a status that deployments answer and the release does not declare', () => {
    const { document } = smallDocument();
    const { post } = (document['paths'] as Record<string, { post: { responses: Record<string, unknown> } }>)[
      statePath
    ] ?? {
      post: { responses: {} },
    };
    delete post.responses['413'];

    const { operations: described, repairs: applied } = descriptionOf({ source: 'x', version: '3.0', document });

    expect(Object.keys(described['getStateType']?.responses ?? {})).toContain('413');
    expect(described['getStateType']?.published).not.toContain(413);
    expect(applied).toEqual(['undocumented-refusals']);
  });

  test('of none of the eight are an error', () => {
    expect(() => descriptionOf({ source: 'x.yaml', version: '3.0', document: { openapi: '3.0.0' } })).toThrow(
      'Cannot use description x.yaml: it has none of the eight web backend operations',
    );
  });
});

describe('schemas', () => {
  test('of 3.0 become plain ones: nullable, exclusive bounds, references beside which nothing counts', () => {
    const { models } = descriptionOf(
      smallDocument({
        response: ref('Model'),
        schemas: {
          Model: {
            type: 'object',
            properties: {
              maybe: { type: 'string', nullable: true, enum: ['a'] },
              above: { type: 'number', minimum: 3, exclusiveMinimum: true },
              other: { $ref: '#/components/schemas/Other', nullable: true },
            },
          },
          Other: { type: 'string' },
        },
      }),
    );
    const isValid = validatorFor(models['Model'] ?? {});

    expect(isValid({ maybe: null, above: 3.5, other: 'x' })).toEqual([]);
    expect(isValid({ maybe: 'b' })).toHaveLength(1);
    expect(isValid({ above: 3 })).toHaveLength(1);
    expect(isValid({ other: null })).toHaveLength(1);
  });

  test('of 3.1 keep what stands beside a reference', () => {
    const { models } = descriptionOf(
      smallDocument({
        version: '3.1',
        response: ref('Model'),
        schemas: { Model: { ...ref('Other'), maxLength: 2 }, Other: { type: ['string', 'null'] } },
      }),
    );
    const isValid = validatorFor(models['Model'] ?? {});

    expect(isValid('ab')).toEqual([]);
    expect(isValid('abc')).toHaveLength(1);
  });

  test('that contain themselves are checked to the depth where they repeat', () => {
    const { models } = descriptionOf(
      smallDocument({
        response: ref('Tree'),
        schemas: {
          Tree: {
            type: 'object',
            required: ['name'],
            properties: { name: { type: 'string' }, children: { type: 'array', items: ref('Tree') } },
          },
        },
      }),
    );
    const isValid = validatorFor(models['Tree'] ?? {});

    expect(isValid({ name: 'a', children: [{ name: 'b' }] })).toEqual([]);
    expect(isValid({ children: [] })).toHaveLength(1);
  });

  test('of the same model are the same object', () => {
    const { models } = descriptionOf(builtInDocument('published'));
    const read = models['WebBackendConnectionRead'] as { properties: Record<string, unknown> };

    expect(read.properties['syncCatalog']).toBe(models['AirbyteCatalog']);
  });
});

describe.skipIf(!existsSync(folder))('other releases (skipped where ../shared/openapi is absent)', () => {
  test('February 2023 gives the schemas that Airlock carries', async () => {
    const loaded = await loadDescription(`${folder}airbyte-2023-02.yaml`);

    expect(loaded.missing).toEqual([]);
    for (const id of operationIds)
      for (const [status, schema] of Object.entries(operations[id].responses))
        expect(plain(loaded.operations[id]?.responses[Number(status)])).toEqual(plain(schema));
  });

  test('October 2024 is repaired where it has the same faults, and brings its own members', async () => {
    const loaded = await loadDescription(`${folder}airbyte-2024-10.yaml`);

    expect(loaded.missing).toEqual([]);
    expect([...loaded.repairs].toSorted()).toEqual([
      'not-found-on-writes',
      'null-default-on-non-nullable',
      'stream-requires-undeclared-property',
      'undocumented-refusals',
      'validation-errors-optional',
      'workspace-state-body',
    ]);
    expect(loaded.facts).toEqual(['operator-bodies-removed', 'operations-nullable']);
    const isStream = validatorFor(loaded.models['AirbyteStream'] ?? {});
    expect(isStream({ ...stream, isResumable: true })).toEqual([]);
    expect(isStream({ ...stream, isFileBased: true })).toHaveLength(1);
    const isUpdate = validatorFor(loaded.operations['webBackendUpdateConnection']?.request ?? {});
    expect(isUpdate({ connectionId: '00000000-0000-4000-8000-000000000000', operations: null })).toEqual([]);
  });

  test('every model of either compiles', async () => {
    for (const name of ['airbyte-2023-02.yaml', 'airbyte-2024-10.yaml']) {
      const { models } = await loadDescription(folder + name);
      for (const schema of Object.values(models)) expect(() => validatorFor(schema)).not.toThrow();
    }
  });
});

/** The order of `required` is free. */
function plain(schema: unknown): unknown {
  return JSON.parse(
    JSON.stringify(schema, (key, value: unknown) =>
      key === 'required' && Array.isArray(value) ? value.map(String).toSorted() : value,
    ),
  );
}

function withoutUndefined(operation: Operation): unknown {
  return JSON.parse(JSON.stringify(operation));
}
