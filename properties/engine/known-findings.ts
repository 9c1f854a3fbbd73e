import { defined } from '../../src/json/defined.ts';
import { member, textAt } from '../../src/json/json.ts';
import type { Finding } from '../../src/report/report.ts';
import { validatorFor } from '../../src/validation/validator.ts';

/** A finding that a team has accepted, with a reason and a day from which it counts again. */
export interface KnownFinding {
  readonly signature: string;
  readonly reason: string;
  /** ISO date; on this day it is new again. `--update-known` never leaves it out. */
  readonly expires?: string;
}

const day = { type: 'string', anyOf: [{ format: 'date' }, { format: 'date-time' }] } as const;

/** `Date.parse` would take 31 February for a day in March, and read others as months first. */
export function isDay(value: unknown): value is string {
  return validatorFor(day)(value).length === 0;
}

/** Entries that accept nothing from `today` on. */
export function expiredOn(known: readonly KnownFinding[], today: string): readonly KnownFinding[] {
  return known.filter(({ expires }) => expires !== undefined && today >= expires);
}

/**
 * What to say of entries that were written for a coarser signature, such as check, operation and status: they would
 * accept other defects as well, and so they accept none.
 */
export function outdatedIn(known: readonly KnownFinding[], findings: readonly Finding[]): readonly string[] {
  const fresh = findings.filter(({ status }) => status === 'new').map((finding) => finding.signature);
  return known.flatMap(({ signature }) => {
    const meant = fresh.filter((found) => found.startsWith(`${signature} `));
    const more = meant.length > 1 ? ` and ${meant.length - 1} more` : '';
    return meant.length === 0
      ? []
      : [
          `The accepted finding "${signature}" does not accept "${meant[0] ?? ''}"${more}: signatures now say what tells such findings apart; put the one that is meant in its place, or accept them with --update-known --reason TEXT --expires YYYY-MM-DD`,
        ];
  });
}

/** The entry that accepts a signature today. */
export function acceptedBy(
  known: readonly KnownFinding[],
  signature: string,
  today = new Date().toISOString(),
): KnownFinding | undefined {
  return known.find((entry) => entry.signature === signature && (entry.expires === undefined || today < entry.expires));
}

/** What it means for a finding whether its signature is accepted. */
export function statusBy(known: readonly KnownFinding[], signature: string): Pick<Finding, 'status' | 'explanation'> {
  const accepted = acceptedBy(known, signature);
  return accepted === undefined ? { status: 'new' } : { status: 'known', explanation: accepted.reason };
}

/** @throws {TypeError} naming the entry that is not as it has to be. */
export function parseKnownFindings(text: string, file: string): readonly KnownFinding[] {
  const value: unknown = JSON.parse(text);
  const list = member(value, 'findings') ?? value;
  if (!Array.isArray(list))
    throw new TypeError(`Cannot read ${file}: expected {"findings": [{"signature": …, "reason": …}]}`);
  return list.map((entry: unknown, index) => {
    const [signature, reason] = [textAt(entry, 'signature'), textAt(entry, 'reason')];
    if (signature === undefined || reason === undefined)
      throw new TypeError(`Cannot read entry ${index + 1} of ${file}: expected a signature and a reason, both text`);
    const expires = member(entry, 'expires');
    if (expires !== undefined && !isDay(expires))
      throw new TypeError(
        `Cannot read entry ${index + 1} of ${file}: expires is ${JSON.stringify(expires)}, expected a day of the calendar such as 2027-01-31`,
      );
    return { signature, reason, ...defined({ expires }) };
  });
}
