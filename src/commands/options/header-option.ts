import { UsageError } from '../usage-error.ts';

/** Headers that Airlock and its HTTP library set for each request. Another value would break it. */
const ownHeaders: ReadonlySet<string> = new Set([
  'content-length',
  'transfer-encoding',
  'keep-alive',
  'upgrade',
  'expect',
  'trailer',
]);

/** The characters that RFC 9110 (section 5.5) allows in a value. */
const carried = /^[\t\x20-\x7e\x80-\xff]*$/;

/** The headers of `-H`, or of another option for headers, by name. @throws {UsageError} naming the header; its value may be a secret. */
export function headersOf(lines: unknown, option = '--header'): Readonly<Record<string, string>> | undefined {
  if (!Array.isArray(lines)) return undefined;
  return Object.fromEntries(lines.map((line: unknown) => headerOf(String(line), option)));
}

function headerOf(line: string, option: string): readonly [name: string, value: string] {
  const [, name, value] = /^([\w!#$%&'*+.^`|~-]+)\s*:\s*(.*)$/s.exec(line) ?? [];
  // A header without a colon may be the secret itself, so it is not shown.
  const shown = line.includes(':') ? ` "${name ?? line.split(':')[0] ?? ''}"` : '';
  const refused = (why: string): UsageError => new UsageError(`Cannot use ${option}${shown}: ${why}`);
  if (name === undefined || value === undefined) throw refused("expected 'Name: value'");
  if (value.trim() === '') throw refused('its value is empty; give it one, or leave it out');
  if (!isCarried(value)) throw refused(`${noHeader}; expected 'Name: value' in ASCII`);
  if (ownHeaders.has(name.toLowerCase())) throw refused('each request has its own; leave it out');
  return [name, value];
}

/** Why a text cannot be the value of a header. */
export const noHeader = 'it has a character that no header can carry, such as a line break';

export function isCarried(value: string): boolean {
  return carried.test(value);
}
