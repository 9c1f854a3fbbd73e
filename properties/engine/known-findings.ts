import { validatorFor } from '../../src/validation/validator.ts';

/** Findings that a team has accepted, with a reason and, better, a date after which they count again. */
export interface KnownFinding {
  readonly signature: string;
  readonly reason: string;
  /** ISO date; on this day it is new again. */
  readonly expires?: string;
}

const day = { type: 'string', anyOf: [{ format: 'date' }, { format: 'date-time' }] } as const;

/** `Date.parse` would take 31 February for a day in March, and read others as months first. */
function isDay(value: unknown): value is string {
  return validatorFor(day)(value).length === 0;
}

/** The entry that accepts a signature today. */
export function acceptedBy(known: readonly KnownFinding[], signature: string, today: string): KnownFinding | undefined {
  return known.find((entry) => entry.signature === signature && (entry.expires === undefined || today < entry.expires));
}

/** @throws {TypeError} naming the entry that is not as it has to be. */
export function parseKnownFindings(text: string, file: string): readonly KnownFinding[] {
  const value: unknown = JSON.parse(text);
  const list: unknown = typeof value === 'object' && value !== null && 'findings' in value ? value.findings : value;
  if (!Array.isArray(list))
    throw new TypeError(`Cannot read ${file}: expected {"findings": [{"signature": …, "reason": …}]}`);
  return list.map((entry: unknown, index) => {
    if (
      typeof entry !== 'object' ||
      entry === null ||
      !('signature' in entry) ||
      typeof entry.signature !== 'string' ||
      !('reason' in entry) ||
      typeof entry.reason !== 'string'
    )
      throw new TypeError(`Cannot read entry ${index + 1} of ${file}: expected a signature and a reason, both text`);
    const expires = 'expires' in entry ? entry.expires : undefined;
    if (expires !== undefined && !isDay(expires))
      throw new TypeError(
        `Cannot read entry ${index + 1} of ${file}: expires is ${JSON.stringify(expires)}, expected a day of the calendar such as 2027-01-31`,
      );
    return { signature: entry.signature, reason: entry.reason, ...(expires === undefined ? {} : { expires }) };
  });
}
