import { describe, expect, test } from 'vitest';
import type { JSONSchema } from 'json-schema-to-ts';
import { compareWithDescription } from '../../../contracts/run/compare-with-description.ts';
import { repairedDescription } from '../../../schemas/description.ts';
import type { Description } from '../../../schemas/description.ts';
import type { Operation } from '../../../schemas/operations.ts';

type Schema = Exclude<JSONSchema, boolean>;

/** Our own description with one operation's success, or its request, changed. */
function changed(id: string, part: 'request' | 'answer', change: (schema: Schema) => Schema): Description {
  const operation = repairedDescription.operations[id] as Operation; // ids of the table
  const schema = (part === 'request' ? operation.request : operation.responses[200]) as Schema; // models are objects
  const next: Operation =
    part === 'request'
      ? { ...operation, request: change(schema) }
      : { ...operation, responses: { ...operation.responses, 200: change(schema) } };
  return { ...repairedDescription, name: 'changed', operations: { ...repairedDescription.operations, [id]: next } };
}

function faultsOf(description: Description): readonly string[] {
  return (compareWithDescription(description).findings ?? []).map(({ title }) => title);
}

const withProperty = (schema: Schema, name: string, property: JSONSchema): Schema => ({
  ...schema,
  properties: { ...schema.properties, [name]: property },
});
const withoutProperty = (schema: Schema, name: string): Schema => ({
  ...schema,
  additionalProperties: false,
  properties: Object.fromEntries(Object.entries(schema.properties ?? {}).filter(([key]) => key !== name)),
  required: (schema.required ?? []).filter((key) => key !== name),
});

const withNewName = (name: JSONSchema): Description =>
  changed('webBackendGetConnection', 'answer', (schema) => withProperty(schema, 'name', name));

describe('the contracts against a description', () => {
  test('contradict nothing of our own', () => {
    expect(faultsOf(repairedDescription)).toEqual([]);
    expect(compareWithDescription(repairedDescription).verdicts).toEqual([]);
  });

  test.each([
    [
      'a type that the answer no longer has',
      'webBackendGetConnection',
      'answer',
      (schema: Schema) => withProperty(schema, 'name', { type: 'integer' }),
      /name/,
    ],
    [
      'an enum that lost a value',
      'getStateType',
      'answer',
      () => ({ type: 'string', enum: ['global', 'legacy'] }),
      /getStateType/,
    ],
    [
      'a counter that became text',
      'webBackendCheckUpdates',
      'answer',
      (schema: Schema) => withProperty(schema, 'sourceDefinitions', { type: 'string' }),
      /sourceDefinitions/,
    ],
    [
      'a request that needs another member',
      'webBackendGetConnection',
      'request',
      (schema: Schema) => ({
        ...withProperty(schema, 'reason', { type: 'string' }),
        required: [...(schema.required ?? []), 'reason'],
      }),
      /reason/,
    ],
    [
      'a request that no longer takes a member',
      'webBackendUpdateConnection',
      'request',
      (schema: Schema) => withoutProperty(schema, 'geography'),
      /geography/,
    ],
  ] as const)('show %s, and which consumer it breaks', (_case, id, part, change, place) => {
    const titles = faultsOf(changed(id, part, change as (schema: Schema) => Schema));

    expect(titles.length).toBeGreaterThan(0);
    expect(titles.join('\n')).toMatch(place);
    expect(titles.join('\n')).toMatch(/airbyte-(webapp|config-api-client) breaks/);
  });

  test('show a member that is gone below one that is optional', () => {
    const titles = faultsOf(
      changed('webBackendGetConnection', 'answer', (schema) =>
        withProperty(schema, 'scheduleData', { type: 'object', properties: { cron: { type: 'object' } } }),
      ),
    );

    expect(titles.join('\n')).toMatch(/\/scheduleData\/basicSchedule is read and not declared/);
  });

  test.each([
    [
      'null where the description allows it',
      withNewName({ type: ['string', 'null'] }),
      /airbyte-config-api-client: webBackendGetConnection: may be null in the description: \/name/,
    ],
    [
      'a word that the description adds to a closed list',
      changed('getStateType', 'answer', () => ({
        type: 'string',
        enum: ['global', 'stream', 'legacy', 'not_set', 'none'],
      })),
      /airbyte-config-api-client: getStateType: may be "none", which the consumer does not know/,
    ],
  ] as const)('name %s as not promised', (_case, description, says) => {
    const { summary, verdicts } = compareWithDescription(description);

    expect(summary?.join('\n')).toMatch(says);
    expect(verdicts).toEqual([]);
  });

  test('show an operation that the description lacks', () => {
    const { webBackendListGeographies: _removed, ...operations } = repairedDescription.operations;

    const titles = faultsOf({ ...repairedDescription, name: 'newer', operations });

    expect(titles.join('\n')).toMatch(/webBackendListGeographies/);
  });

  test('are not broken by an additional member', () => {
    const description = changed('webBackendGetConnection', 'answer', (schema) =>
      withProperty(schema, 'tags', { type: 'array' }),
    );

    expect(faultsOf(description)).toEqual([]);
  });

  test('name what is optional as not promised, without failing', () => {
    const result = compareWithDescription(repairedDescription);

    expect(result.summary?.join('\n')).toMatch(
      /not promised to airbyte-webapp: webBackendGetConnection: is optional in the description: .*\/scheduleType, /,
    );
  });
});
