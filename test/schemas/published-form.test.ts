import { isObject, textAt } from '../../src/json/json.ts';
import type { JsonObject } from '../../src/json/json.ts';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { models } from '../../schemas/models.ts';
import { builtInDocument } from '../../src/description/built-in.ts';
import { reachablePart } from '../../src/description/reachable-part.ts';
import { loadDocument } from '../../src/description/load-document.ts';
import { resolve } from '../../src/description/references.ts';

const file = fileURLToPath(new URL('../../../shared/openapi/airbyte-2023-02.yaml', import.meta.url));

test('there are 65 models', () => {
  expect(Object.keys(models)).toHaveLength(65);
});

describe.skipIf(!existsSync(file))('the published form (skipped where ../shared/openapi is absent)', async () => {
  const original = existsSync(file) ? await loadDocument(file) : builtInDocument('published');
  const ours = builtInDocument('published');
  const theirs = reachablePart(original.document);
  const own = reachablePart(ours.document);

  test('has exactly the models that the operations reach, by name', () => {
    expect(Object.keys(models).toSorted()).toEqual([...theirs.models.keys()].toSorted());
    expect([...own.models.keys()].toSorted()).toEqual([...theirs.models.keys()].toSorted());
  });

  test.each([...theirs.models.keys()])('has %s as the original has it', (name) => {
    expect(meaning(own.models.get(name)?.schema)).toEqual(meaning(theirs.models.get(name)?.schema));
  });

  test.each(theirs.operations.map(({ id }) => id))('has %s as the original has it', (id) => {
    const [their, our] = [theirs, own].map(({ operations }) => operations.find((operation) => operation.id === id));

    expect(our?.path).toBe(their?.path);
    expect(textAt(our?.operation, 'operationId')).toBe(textAt(their?.operation, 'operationId'));
    expect(our?.body).toBe(their?.body);
    expect(meaning(our?.request?.schema)).toEqual(meaning(their?.request?.schema));
    expect(bodies(our?.responses)).toEqual(bodies(their?.responses));
  });

  test('resolves wherever it refers to a model', () => {
    const broken = references(ours.document).filter(
      (reference) => resolve(ours.document, { $ref: reference }, '').kind !== 'found',
    );

    expect(broken).toEqual([]);
  });
});

/** A schema without what says nothing about values; the order of `required` and of members is free. */
function meaning(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(meaning);
  if (!isObject(schema)) return schema;
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([key, value]) => !isProse(key, value))
      .map(([key, value]) => [
        key,
        key === 'required' && Array.isArray(value)
          ? value.map(String).toSorted()
          : key === 'properties' && isObject(value)
            ? Object.fromEntries(Object.entries(value).map(([name, member]) => [name, meaning(member)]))
            : meaning(value),
      ]),
  );
}

/** `description` may also be the name of a member, whose value is a schema. */
function isProse(key: string, value: unknown): boolean {
  return (
    key.startsWith('x-') ||
    key === 'example' ||
    key === 'examples' ||
    (key === 'deprecated' && typeof value === 'boolean') ||
    ((key === 'description' || key === 'title') && typeof value === 'string')
  );
}

function bodies(responses: Readonly<Record<string, { readonly schema: unknown } | undefined>> | undefined): JsonObject {
  return Object.fromEntries(
    Object.entries(responses ?? {}).map(([status, response]) => [status, meaning(response?.schema)]),
  );
}

function references(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(references);
  if (!isObject(value)) return [];
  const reference = textAt(value, '$ref');
  return reference === undefined ? Object.values(value).flatMap(references) : [reference];
}
