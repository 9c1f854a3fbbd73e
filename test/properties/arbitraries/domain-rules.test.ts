import { describe, expect, test } from 'vitest';
import { isZone } from '../../../lab/airbyte-2.0/cron.ts';
import { brokenDomainRules } from '../../../properties/arbitraries/domain-rules.ts';
import { isHourlyAtMost, isQuartzCron } from '../../../properties/arbitraries/quartz-cron.ts';
import { cronExpressions, timeZones } from '../../../properties/arbitraries/schedule.ts';
import { cronRules } from '../../../properties/mutations/cron-rules.ts';
import { cronProblem } from '../../../src/backend/quartz-cron.ts';
import { member } from '../../../src/json/json.ts';

const valid = {
  name: '{{name}} x',
  sourceId: '{{source}}',
  destinationId: '{{destination}}',
  status: 'inactive',
  scheduleType: 'cron',
  scheduleData: { cron: { cronExpression: '0 0 12 * * ?', cronTimeZone: 'Europe/Berlin' } },
  syncCatalog: {
    streams: [
      {
        stream: {
          name: 's',
          supportedSyncModes: ['incremental'],
          jsonSchema: { properties: { id: {}, meta: { properties: { at: {} } } } },
        },
        config: {
          syncMode: 'incremental',
          destinationSyncMode: 'append_dedup',
          cursorField: ['meta', 'at'],
          primaryKey: [['id']],
          selected: true,
          fieldSelectionEnabled: true,
          selectedFields: [{ fieldPath: ['id'] }, { fieldPath: ['meta'] }],
        },
      },
    ],
  },
};
const [entry] = valid.syncCatalog.streams;
const withConfig = (config: object): object => ({
  syncCatalog: { streams: [{ ...entry, config: { ...entry?.config, ...config } }] },
});

describe('the domain rules', () => {
  test('accept a body with a nested cursor, a key and a selection that keeps both', () => {
    expect(brokenDomainRules('webBackendCreateConnection', valid)).toEqual([]);
  });

  test.each<readonly [string, object, string]>([
    ['a cursor that does not exist', withConfig({ cursorField: ['meta', 'gone'] }), 'the cursor is not a field'],
    [
      'a key that does not exist',
      withConfig({ primaryKey: [['constructor']], fieldSelectionEnabled: false }),
      'the key is not a field',
    ],
    [
      'a selection without the head of the cursor',
      withConfig({ selectedFields: [{ fieldPath: ['id'] }] }),
      'the selection lacks the cursor',
    ],
    [
      'a selection without the key',
      withConfig({ selectedFields: [{ fieldPath: ['meta'] }] }),
      'the selection lacks the key',
    ],
    [
      'an inherited member taken for a field',
      withConfig({ selectedFields: [{ fieldPath: ['toString'] }, { fieldPath: ['id'] }, { fieldPath: ['meta'] }] }),
      'the selection names a missing field',
    ],
    ['an unselected stream', withConfig({ selected: false }), 'a stream is incomplete or not selected'],
    ['NUL', { prefix: 'a\u0000' }, 'a text contains NUL'],
    ['a lone surrogate', { prefix: '\ud800' }, 'a text contains a lone surrogate'],
    ['a long prefix', { prefix: 'p'.repeat(257) }, 'prefix is longer than 256 characters'],
    ['an unknown source', { sourceId: '{{unknown}}' }, 'sourceId is not a known source'],
    [
      'a zone that starts with etc',
      { scheduleData: { cron: { cronExpression: '0 0 12 * * ?', cronTimeZone: 'etc/UTC' } } },
      'cronTimeZone is not a known zone',
    ],
    [
      'minutes below an hour',
      { scheduleType: 'basic', scheduleData: { basicSchedule: { timeUnit: 'minutes', units: 59 } } },
      'units are not in the range that every server takes',
    ],
  ])('refuse %s, and nothing else about it', (_, change, rule) => {
    expect(brokenDomainRules('webBackendCreateConnection', { ...valid, ...change })).toEqual([rule]);
  });

  test('take a backslash followed by u0000 for what it is: text', () => {
    expect(brokenDomainRules('webBackendCreateConnection', { ...valid, prefix: '\\u0000 \\ud800' })).toEqual([]);
  });
});

describe('a cron expression', () => {
  test.each([
    '0 0 12 * * ?',
    '0 15 10 ? * MON-FRI',
    '0 0 3 L * ?',
    '0 0 3 LW 1/3 ?',
    '0 0 3 ? * 6L',
    '0 0 3 ? * 3#2',
    '0 0 3 1W JAN ? 2026-2099',
    '5 7 */4 1,15 * ?',
  ])('%s is Quartz syntax', (expression) => {
    expect(isQuartzCron(expression)).toBe(true);
    expect(isHourlyAtMost(expression)).toBe(true);
  });

  test.each([
    '0 12 * * *',
    '0 0 25 * * ?',
    '0 0 12 * * *',
    '0 0 12 ? * ?',
    'every day at noon now ok',
    '60 0 12 * * ?',
    '0 0 12 32 * ?',
    '0 0 12 * 13 ?',
    '',
    '0 0 12 ? * 8',
  ])('"%s" is not', (expression) => {
    expect(isQuartzCron(expression)).toBe(false);
  });

  test.each(cronExpressions)('%s is valid for the servers that are known', (expression) => {
    expect(isQuartzCron(expression)).toBe(true);
    expect(isHourlyAtMost(expression)).toBe(true);
    expect(cronProblem(expression)).toBeUndefined();
  });

  test.each(cronRules.map(([keyword, , description, members]) => ({ keyword, description, members })))(
    'is valid without $description, and not with it',
    ({ keyword, members }) => {
      const cron = member(member(members, 'scheduleData'), 'cron');
      const [expression, zone] = [String(member(cron, 'cronExpression')), String(member(cron, 'cronTimeZone'))];

      expect([isQuartzCron(expression), cronProblem(expression) === undefined, isZone(zone)]).toEqual(
        keyword === 'cron' ? [false, false, true] : [true, true, false],
      );
    },
  );

  test.each(timeZones)('may have the zone %s', (zone) => {
    expect(isZone(zone)).toBe(true);
  });

  test('that fires within the hour is told apart', () => {
    expect(isHourlyAtMost('0 0/5 * * * ?')).toBe(false);
    expect(isHourlyAtMost('* 0 12 * * ?')).toBe(false);
  });
});
