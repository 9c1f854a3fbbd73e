import { describe, expect, expectTypeOf, test } from 'vitest';
import {
  isValid,
  openApiDocumentOf,
  brokenRules,
  schemasOf,
  UsageError,
  validatorFor,
} from '../../src/library/schemas.ts';
import type { Model, RequestBody, ResponseBody } from '../../src/library/schemas.ts';

const connectionId = '44444444-4444-4444-8444-444444444444';

describe('schemas', () => {
  test('are those of the release', () => {
    expect(Object.keys(schemasOf().operations)).toHaveLength(8);
    expect(Object.keys(schemasOf('2.0').operations)).toHaveLength(7);
    expect(schemasOf('2.0').models).toHaveProperty('Tag');
    expect(JSON.stringify([schemasOf(), schemasOf('2.0')])).not.toContain('$ref');
  });

  test('imply their types', () => {
    expectTypeOf<Model<'SyncMode'>>().toEqualTypeOf<'full_refresh' | 'incremental'>();
    expectTypeOf<Model<'SchemaChangeBackfillPreference', '2.0'>>().toEqualTypeOf<'enabled' | 'disabled'>();
    expectTypeOf<RequestBody<'webBackendCheckUpdates'>>().toEqualTypeOf<undefined>();
    expectTypeOf<ResponseBody<'webBackendGetConnection', '2.0'>['connectionId']>().toEqualTypeOf<string>();
    const value: unknown = 'incremental';

    expect(isValid(schemasOf().models.SyncMode, value)).toBe(true);
    if (isValid(schemasOf().models.SyncMode, value))
      expectTypeOf(value).toEqualTypeOf<'full_refresh' | 'incremental'>();
  });

  test('are an OpenAPI document', () => {
    const document = openApiDocumentOf('2.0');

    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths)).toContain('/v1/web_backend/connections/get');
  });
});

describe('validators', () => {
  test('name every violation', () => {
    const violations = validatorFor(schemasOf().models.WebBackendConnectionCreate)({ sourceId: 'mine' });

    expect(violations.map(({ pointer, keyword }) => `${keyword} ${pointer}`).toSorted()).toEqual([
      'format /sourceId',
      'required /destinationId',
      'required /status',
    ]);
  });

  test('name rules that no schema expresses', () => {
    const body = {
      connectionId,
      scheduleType: 'cron',
      scheduleData: { basicSchedule: { timeUnit: 'hours', units: 1 } },
    };

    expect(validatorFor(schemasOf().models.WebBackendConnectionUpdate)(body)).toEqual([]);
    expect(brokenRules('webBackendUpdateConnection', body)).toEqual(['scheduleData does not fit scheduleType']);
    expect(brokenRules('webBackendGetConnection', { connectionId })).toEqual([]);
  });
});

test.each([
  [() => schemasOf('1.0' as '2.0'), 'Cannot use release "1.0": expected one of 0.44, 2.0'],
  [() => openApiDocumentOf('2' as '2.0'), 'Cannot use release "2"'],
  [() => validatorFor({ type: 'strin' as 'string' }), 'Cannot use the schema'],
  [() => validatorFor(null as unknown as object), 'Cannot use schema null'],
  [() => brokenRules('webBackendGetConection' as 'getStateType', {}), 'expected one of getStateType, webBackend'],
  [() => brokenRules('webBackendListGeographies', {}, { release: '2.0' }), 'Cannot use operation'],
])('an unusable setting is refused: %s', (call, message) => {
  expect(call).toThrow(UsageError);
  expect(call).toThrow(message);
});
