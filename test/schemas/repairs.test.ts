import { valueAt } from '../../src/json/pointer.ts';
import { describe, expect, test } from 'vitest';
import { openApiDocument } from '../../schemas/description.ts';
import { operationIds, operations } from '../../schemas/operations.ts';
import type { Operation } from '../../schemas/operations.ts';
import { repairs } from '../../schemas/repairs.ts';
import type { Repair } from '../../schemas/repairs.ts';

const repaired = openApiDocument('repaired');
const published = openApiDocument('published');
const places = repairs.flatMap((repair: Repair) => repair.pointers.map((pointer) => ({ repair, pointer })));

describe('every repair', () => {
  test.each(places)('$repair.id is what the two forms have at $pointer', ({ repair, pointer }) => {
    const parent = pointer.slice(0, pointer.lastIndexOf('/'));

    expect(valueAt(repaired, parent)).toBeTypeOf('object');
    expect(modelNamed(valueAt(repaired, pointer))).toEqual(repair.used);
    expect(modelNamed(valueAt(published, pointer))).toEqual(repair.published);
  });

  test.each(repairs)('$id says why and on what evidence', ({ why, evidence }) => {
    expect(why.length).toBeGreaterThan(20);
    expect(evidence.length).toBeGreaterThan(10);
  });

  test('has an id of its own', () => {
    expect(new Set(repairs.map(({ id }) => id)).size).toBe(repairs.length);
  });
});

test('the two forms differ at the places of repairs and nowhere else', () => {
  const named = new Set<string>([...places.map(({ pointer }) => pointer), '/components/schemas/RefusalBody']);

  const unexplained = differingPlaces(repaired, published).filter(
    (place) => ![...named].some((pointer) => place === pointer || place.startsWith(`${pointer}/`)),
  );

  expect(unexplained).toEqual([]);
});

describe('the table of operations', () => {
  test('lists as published what the published form declares, and its request bodies', () => {
    for (const id of operationIds) {
      const operation: Operation = operations[id];
      const described = valueAt(published.paths, `/${operation.path.replaceAll('/', '~1')}/post`) as {
        readonly operationId: string;
        readonly requestBody?: { readonly required?: boolean };
        readonly responses: Readonly<Record<string, unknown>>;
      };

      expect(described.operationId).toBe(id);
      expect(Object.keys(described.responses)).toEqual(operation.published.map(String));
      expect(operation.body).toBe(
        described.requestBody === undefined
          ? 'none'
          : described.requestBody.required === true
            ? 'required'
            : 'optional',
      );
      expect(operation.request === undefined).toBe(operation.body === 'none');
    }
  });

  test('declares no status that is neither published nor a repair', () => {
    const repairedStatuses = new Set(places.map(({ pointer }) => pointer));

    for (const id of operationIds) {
      const { path, published: listed, responses }: Operation = operations[id];
      for (const status of Object.keys(responses).filter((value) => !listed.includes(Number(value))))
        expect(repairedStatuses).toContain(`/paths/${path.replaceAll('/', '~1')}/post/responses/${status}`);
    }
  });
});

/** A response stands for the model that it refers to. */
function modelNamed(value: unknown): unknown {
  const reference = valueAt(value, '/content/application~1json/schema/$ref');
  return typeof reference === 'string' ? reference.split('/').at(-1) : value;
}

function differingPlaces(left: unknown, right: unknown, pointer = ''): readonly string[] {
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null)
    return Object.is(left, right) ? [] : [pointer];
  const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...keys].flatMap((key) =>
    differingPlaces(
      (left as Readonly<Record<string, unknown>>)[key],
      (right as Readonly<Record<string, unknown>>)[key],
      `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`,
    ),
  );
}
