/** Quartz cron expressions, to the extent that every server reads them alike. */

const number = (pattern: string): string => `(?:\\*|(?:${pattern})(?:-(?:${pattern}))?)(?:/[1-9]\\d{0,2})?`;
const listOf = (item: string): RegExp => new RegExp(`^${item}(?:,${item})*$`, 'i');
const month = 'JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC|1[0-2]|0?[1-9]';
const weekday = 'SUN|MON|TUE|WED|THU|FRI|SAT|[1-7]';
const sixty = '[1-5]?\\d|0\\d';
const dayOfMonth = '3[01]|[12]\\d|0?[1-9]';

const fields: readonly RegExp[] = [
  listOf(number(sixty)),
  listOf(number(sixty)),
  listOf(number('2[0-3]|1\\d|0?\\d')),
  new RegExp(`^(?:\\?|L|LW|L-(?:30|[12]\\d|[1-9])|(?:${dayOfMonth})W)$|${listOf(number(dayOfMonth)).source}`, 'i'),
  listOf(number(month)),
  new RegExp(`^(?:\\?|L|(?:${weekday})(?:L|#[1-5]))$|${listOf(number(weekday)).source}`, 'i'),
  listOf(number('19[7-9]\\d|20\\d\\d')),
];

/** Six or seven fields, `?` in exactly one of the two day fields. */
export function isQuartzCron(expression: string): boolean {
  const parts = expression.trim().split(/\s+/);
  if (parts.length < 6 || parts.length > 7) return false;
  return parts.every((part, index) => fields[index]?.test(part) === true) && (parts[3] === '?') !== (parts[5] === '?');
}

/** One firing an hour at most: newer servers refuse more. */
export function isHourlyAtMost(expression: string): boolean {
  const [second = '', minute = ''] = expression.trim().split(/\s+/);
  return /^\d+$/.test(second) && /^\d+$/.test(minute);
}
