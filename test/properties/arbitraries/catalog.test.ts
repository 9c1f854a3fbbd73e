/** The generated catalogs against figures of 105 real ones; the bounds leave room for choices a fuzzer makes on purpose. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { catalog } from '../../../properties/arbitraries/catalog.ts';
import { propertiesOf } from '../../../properties/arbitraries/properties-of.ts';

const catalogs = fc.sample(catalog({ size: 'typical', activeSchedules: false }), { numRuns: 500, seed: 2024 });
const entries = catalogs.flatMap(({ streams }) => streams);
const configs = entries.flatMap(({ config }) => (config === undefined ? [] : [config]));
const schemas = entries.map(({ stream }) => stream?.jsonSchema);

interface FieldNode {
  readonly name: string;
  readonly schema: Readonly<Record<string, unknown>>;
  readonly level: number;
}

const fields = schemas.flatMap((schema) => fieldsBelow(schema, 1));

function fieldsBelow(schema: unknown, level: number): readonly FieldNode[] {
  return Object.entries(propertiesOf(schema)).flatMap(([name, child]) => {
    const node = child as FieldNode['schema']; // generated: every field has an object for a schema
    return [{ name, schema: node, level }, ...fieldsBelow(node, level + 1), ...fieldsBelow(node['items'], level + 1)];
  });
}

function quantile(values: readonly number[], share: number): number {
  return values.toSorted((left, right) => left - right)[Math.floor(values.length * share)] ?? Number.NaN;
}

function share<Item>(items: readonly Item[], isOne: (item: Item) => boolean): number {
  return items.filter(isOne).length / items.length;
}

const hasType = (schema: FieldNode['schema'], type: string): boolean => [schema['type']].flat().includes(type);

describe('generated catalogs', () => {
  test('have as many streams as real ones: median 5, three in four at most 10', () => {
    const counts = catalogs.map(({ streams }) => streams.length);

    expect(quantile(counts, 0.5)).toBeGreaterThanOrEqual(4);
    expect(quantile(counts, 0.5)).toBeLessThanOrEqual(6);
    expect(quantile(counts, 0.75)).toBeGreaterThanOrEqual(8);
    expect(quantile(counts, 0.75)).toBeLessThanOrEqual(12);
    expect(share(counts, (count) => count === 1)).toBeCloseTo(0.19, 1);
  });

  test('have as many top-level fields as real streams: median 10, one in ten more than 40', () => {
    const counts = schemas.map((schema) => Object.keys(propertiesOf(schema)).length);

    expect(quantile(counts, 0.5)).toBeGreaterThanOrEqual(8);
    expect(quantile(counts, 0.5)).toBeLessThanOrEqual(13);
    expect(quantile(counts, 0.9)).toBeGreaterThanOrEqual(35);
    expect(quantile(counts, 0.9)).toBeLessThanOrEqual(60);
  });

  test('nest as real streams do: most are flat, few are deep', () => {
    const depths = schemas.map((schema) => Math.max(0, ...fieldsBelow(schema, 1).map(({ level }) => level)));

    expect(share(depths, (depth) => depth <= 1)).toBeGreaterThan(0.5);
    expect(share(depths, (depth) => depth <= 1)).toBeLessThan(0.75);
    expect(share(depths, (depth) => depth === 2)).toBeGreaterThan(0.12);
    expect(share(depths, (depth) => depth === 2)).toBeLessThan(0.32);
    expect(share(depths, (depth) => depth >= 4)).toBeGreaterThan(0.02);
    expect(Math.max(...depths)).toBeGreaterThanOrEqual(5);
  });

  test.each([
    ['string', 0.5, 0.68],
    ['number', 0.1, 0.25],
    ['integer', 0.05, 0.14],
    ['boolean', 0.02, 0.08],
    ['object', 0.03, 0.1],
    ['array', 0.03, 0.1],
  ])('have fields of type %s between %d and %d of all', (type, low, high) => {
    const found = share(fields, ({ schema }) => hasType(schema, type));

    expect(found).toBeGreaterThan(low);
    expect(found).toBeLessThan(high);
  });

  test('are nullable by catalog: about half throughout, a third not at all', () => {
    const shares = catalogs
      .map(({ streams }) => streams.flatMap(({ stream }) => fieldsBelow(stream?.jsonSchema, 1)))
      .filter((all) => all.length > 20)
      .map((all) => share(all, ({ schema }) => hasType(schema, 'null')));

    expect(share(shares, (nullable) => nullable > 0.9)).toBeGreaterThan(0.3);
    expect(share(shares, (nullable) => nullable > 0.9)).toBeLessThan(0.55);
    expect(share(shares, (nullable) => nullable < 0.1)).toBeGreaterThan(0.25);
    expect(share(shares, (nullable) => nullable < 0.1)).toBeLessThan(0.5);
  });

  test('use the keywords of real schemas, the common ones often and the rare ones at all', () => {
    const having = (keyword: string): number => share(fields, ({ schema }) => Object.hasOwn(schema, keyword));

    expect(having('format')).toBeGreaterThan(0.03);
    expect(having('format')).toBeLessThan(0.12);
    expect(having('description')).toBeGreaterThan(0.08);
    const rare = [
      'airbyte_type',
      'anyOf',
      'oneOf',
      'allOf',
      'enum',
      'maxLength',
      'minimum',
      'multipleOf',
      'readOnly',
      'pattern',
      'default',
      'contentEncoding',
    ];
    expect(rare.filter((keyword) => having(keyword) === 0)).toEqual([]);
    const declared = share(schemas, (schema) => Object.hasOwn(schema ?? {}, '$schema'));
    expect(declared).toBeGreaterThan(0.3);
    expect(declared).toBeLessThan(0.6);
  });

  test('choose sync modes as users do, and every pair of them', () => {
    const pairs = Map.groupBy(configs, ({ syncMode, destinationSyncMode }) => `${syncMode} + ${destinationSyncMode}`);

    expect([...pairs.keys()].toSorted()).toEqual([
      'full_refresh + append',
      'full_refresh + append_dedup',
      'full_refresh + overwrite',
      'incremental + append',
      'incremental + append_dedup',
      'incremental + overwrite',
    ]);
    expect(share(configs, ({ syncMode }) => syncMode === 'incremental')).toBeGreaterThan(0.3);
    expect(share(configs, ({ syncMode }) => syncMode === 'incremental')).toBeLessThan(0.7);
  });

  test('have composite keys, nested cursors and nested keys, each rarely', () => {
    const keys = configs.flatMap(({ primaryKey = [] }) => (primaryKey.length === 0 ? [] : [primaryKey]));
    const cursors = configs.flatMap(({ cursorField = [] }) => (cursorField.length === 0 ? [] : [cursorField]));

    expect(share(keys, ({ length }) => length > 1)).toBeGreaterThan(0.08);
    expect(share(keys, ({ length }) => length > 1)).toBeLessThan(0.3);
    expect(keys.some(({ length }) => length >= 6)).toBe(true);
    expect(keys.some((key) => key.some(({ length }) => length > 1))).toBe(true);
    expect(share(cursors, ({ length }) => length > 1)).toBeGreaterThan(0.005);
    expect(share(cursors, ({ length }) => length > 1)).toBeLessThan(0.15);
  });

  test('have names of every real sort, and names that hurt naive code', () => {
    const names = fields.map(({ name }) => name);

    expect(share(names, (name) => /^[a-z]+(_[a-z0-9]+)+$/.test(name))).toBeGreaterThan(0.3);
    const patterns = [
      /^[A-Z][a-z]+[A-Z]/,
      /^\d/,
      /\./,
      /-/,
      / /,
      /^[A-Z_]+$/,
      /[а-я]/i,
      /\p{Emoji_Presentation}/u,
      /"/,
      /\\/,
      /\//,
    ];
    expect(patterns.filter((pattern) => !names.some((name) => pattern.test(name)))).toEqual([]);
    for (const name of ['__proto__', 'constructor', 'toString', 'type', 'properties']) expect(names).toContain(name);
    expect(names.some(({ length }) => length > 59)).toBe(true);
  });
});
