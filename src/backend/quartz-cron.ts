/** Quartz cron expressions: six or seven fields, `?` in exactly one of day-of-month and day-of-week. */

interface Field {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly words?: readonly string[];
}

const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const days = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
const fields: readonly Field[] = [
  { name: 'seconds', min: 0, max: 59 },
  { name: 'minutes', min: 0, max: 59 },
  { name: 'hours', min: 0, max: 23 },
  { name: 'day of month', min: 1, max: 31 },
  { name: 'month', min: 1, max: 12, words: months },
  { name: 'day of week', min: 1, max: 7, words: days },
  { name: 'year', min: 1970, max: 2199 },
];

/** Says what is wrong with a cron expression; `undefined` when Quartz accepts it. */
export function cronProblem(expression: string): string | undefined {
  const parts = expression.trim().split(/\s+/);
  if (parts.length < 6 || parts.length > 7) return `has ${parts.length} fields instead of 6 or 7`;
  for (const [index, part] of parts.entries()) {
    const field = fields[index];
    if (field !== undefined && !isField(part.toUpperCase(), field)) return `has "${part}" as ${field.name}`;
  }
  const questionMarks = [parts[3], parts[5]].filter((part) => part === '?').length;
  return questionMarks === 1 ? undefined : 'needs ? in exactly one of day of month and day of week';
}

function isField(text: string, field: Field): boolean {
  if (text === '*') return true;
  if (text === '?') return field.name.startsWith('day');
  return text.split(',').every((item) => isItem(item, field));
}

function isItem(item: string, field: Field): boolean {
  if (field.name === 'day of month' && /^(L(-\d{1,2})?|LW|\d{1,2}W)$/.test(item)) return true;
  if (field.name === 'day of week' && /^(L|([1-7]|SUN|MON|TUE|WED|THU|FRI|SAT)(L|#[1-5]))$/.test(item)) return true;
  const [range = '', step, ...rest] = item.split('/');
  if (rest.length > 0 || (step !== undefined && !/^[1-9]\d{0,3}$/.test(step))) return false;
  if (range === '*' || (range === '' && step !== undefined)) return true;
  const ends = range.split('-');
  return ends.length <= 2 && ends.every((end) => isValue(end, field));
}

function isValue(text: string, field: Field): boolean {
  if (field.words?.includes(text) === true) return true;
  return /^\d{1,4}$/.test(text) && Number(text) >= field.min && Number(text) <= field.max;
}
