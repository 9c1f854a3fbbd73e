/** An option that is set but empty is a mistake, most often a missing variable of a CI job. It never means the default. */
import { UsageError } from '../usage-error.ts';

/** A text of blanks and commas; a list without items, or with such a text. */
function isEmpty(value: unknown): boolean {
  return Array.isArray(value) ? value.length === 0 || value.some(isBlank) : isBlank(value);
}

function isBlank(value: unknown): boolean {
  return typeof value === 'string' && /^[\s,]*$/.test(value);
}

/** @param what such as `--target`. @throws {UsageError} */
export function refuseEmpty(what: string, value: unknown): void {
  if (isEmpty(value)) throw new UsageError(`Cannot use ${what}: it is set and empty; give it a value, or leave it out`);
}
