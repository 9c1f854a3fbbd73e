/** Cron expressions and offsets that Quartz and every server refuse, one for each part that can be wrong. */
import type { SemanticRule } from './semantic-rule.ts';

const expressions = {
  'second 60': '60 0 12 * * ?',
  'minute 60': '0 60 12 * * ?',
  'day 0': '0 0 12 0 * ?',
  'day 32 at the end of a range': '0 0 12 1-32 * ?',
  'day 32 in a list': '0 0 12 1,32 * ?',
  'month 0': '0 0 12 1 0 ?',
  'month 13': '0 0 12 1 13 ?',
  'day of the week 8': '0 0 12 ? * 8',
  'the ninth Monday of the month': '0 0 12 ? * 2#9',
  'a letter before a nearest weekday': '0 0 12 X15W * ?',
  'a letter before the last Monday': '0 0 12 ? * X2L',
  'a nearest weekday where the hour stands': '0 0 15W * * ?',
  'two steps in one field': '0 0 0/5/5 * * ?',
  'five fields, one of them a question mark': '0 0 12 ? *',
  'both kinds of day': '0 0 12 * * *',
  'neither kind of day': '0 0 12 ? * ?',
} as const;

const offsets = {
  'an offset with a letter before it': 'x+01:00',
  'an offset with a letter behind it': '+01:00x',
  'an offset with a letter for its sign': 'x01:00',
  'an offset of letters': '+xx:00',
  'an offset with letters for its minutes': '+01:xx',
} as const;

/** Of creates and updates. */
export const cronRules: readonly SemanticRule[] = [
  ...Object.entries(expressions).map(([what, expression]) =>
    rule(['cron', 'cronExpression'], `a cron expression with ${what}`, [expression, 'UTC']),
  ),
  ...Object.entries(offsets).map(([what, zone]) => rule(['time-zone', 'cronTimeZone'], what, ['0 0 12 * * ?', zone])),
];

function rule(
  [keyword, member]: readonly [string, string],
  description: string,
  [cronExpression, cronTimeZone]: readonly [string, string],
): SemanticRule {
  const members = { scheduleType: 'cron', scheduleData: { cron: { cronExpression, cronTimeZone } } };
  return [keyword, `/scheduleData/cron/${member}`, description, members];
}
