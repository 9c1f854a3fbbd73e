/** Cron expressions and time zones as release 2.0.0 judges them. */
import { cronProblem } from '../../src/backend/quartz-cron.ts';

/** Whether Quartz refuses the expression. */
export function isInvalidCron(expression: string): boolean {
  return cronProblem(expression) !== undefined;
}

/** Two of the next firings less than a minute apart: more than one second of a minute, unless every year is over. */
export function firesTooOften(expression: string, thisYear = new Date().getFullYear()): boolean {
  const [seconds = '', , , , , , year = '*'] = expression.trim().split(/\s+/);
  if (!/[*/]/.test(year) && Math.max(...year.split(/[,-]/).map(Number)) < thisYear) return false;
  return secondsOf(seconds) > 1;
}

function secondsOf(field: string): number {
  const chosen = new Set<number>();
  for (const item of field.split(',')) {
    const [range = '*', step = '1'] = item.split('/');
    const [from = 0, to = item.includes('/') || range === '*' ? 59 : from] =
      range === '*' ? [0, 59] : range.split('-').map(Number);
    for (let second = from; second <= to; second += Number(step)) chosen.add(second);
  }
  return chosen.size;
}

const shortNames = [
  'UTC',
  'GMT',
  'UCT',
  'Z',
  'EST',
  'MST',
  'HST',
  'EST5EDT',
  'CST6CDT',
  'MST7MDT',
  'PST8PDT',
  'CET',
  'EET',
  'MET',
  'WET',
];

/** Names are matched by case; `Etc/…` is refused because its signs are the wrong way round. */
export function isZone(zone: string): boolean {
  if (shortNames.includes(zone) || /^[+-]\d{2}:\d{2}$/.test(zone)) return true;
  if (!/^[A-Z][A-Za-z]+\/[A-Z]/.test(zone) || zone.startsWith('Etc/')) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
