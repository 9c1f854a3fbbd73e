/**
 * What released Airbyte servers do otherwise than described. A finding that one of these explains is reported as a
 * deviation and does not fail a run. A matcher names the request and the answer as closely as the evidence does: what
 * merely looks similar stays a finding.
 *
 * Read in airbyte-platform; "2023" below is 8a7ba2f710 of 5 May 2023, version 0.44.4. Dates are those of the change.
 */
import type { Finding } from '../src/report/report.ts';
import type { Deviation } from './deviation.ts';
import { explains } from './explains.ts';
import { ofBrokenRules } from './of-broken-rules.ts';
import { ofErrorsAndRefreshes } from './of-errors-and-refreshes.ts';
import { ofLaterEffects } from './of-later-effects.ts';
import { ofMissingMembers } from './of-missing-members.ts';
import { ofNewerAnswers } from './of-newer-answers.ts';
import { ofNewerErrors } from './of-newer-errors.ts';
import { ofNewerRules } from './of-newer-rules.ts';
import { ofNumbers } from './of-numbers.ts';
import { ofTakenSilently } from './of-taken-silently.ts';

/** The first that explains a finding counts: where two do, the narrower one stands before the other. */
export const deviations = [
  ...ofMissingMembers,
  ...ofBrokenRules,
  ...ofNumbers,
  ...ofLaterEffects,
  ...ofErrorsAndRefreshes,
  ...ofNewerAnswers,
  ...ofNewerRules,
  ...ofNewerErrors,
  ...ofTakenSilently,
] as const satisfies readonly Deviation[];

export type DeviationId = (typeof deviations)[number]['id'];

/** Days on which releases were cut, for those that are asked for by name; 0.44.5 has what was fixed on 8 May 2023. */
const releaseDates: Readonly<Record<string, string>> = {
  '0.44': '2023-05-05',
  '0.44.4': '2023-05-05',
  '0.44.5': '2023-05-09',
};

/**
 * The deviation that explains a finding, if one does. Without `release` (an ISO date, or a version such as
 * `airbyte-0.44`) the server may be of any age.
 * @throws {TypeError} for a release that is neither.
 */
export function deviationFor(finding: Finding, options: { readonly release?: string } = {}): Deviation | undefined {
  const date = options.release === undefined ? undefined : dateOf(options.release);
  return deviations.find(
    (deviation: Deviation) =>
      (date === undefined ||
        ((deviation.from === undefined || deviation.from <= date) &&
          (deviation.until === undefined || date < deviation.until))) &&
      explains(deviation, finding),
  );
}

/** The rule that servers with this deviation leave alone everywhere; `undefined` where it is about a single place. */
export function ruleLeftAlone(id: string): string | undefined {
  const found: Deviation | undefined = deviations.find((deviation) => deviation.id === id);
  return found?.everywhere?.keyword;
}

function dateOf(release: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(release)) return release;
  const date = releaseDates[release.replace(/^airbyte-|^v/, '')];
  if (date !== undefined) return date;
  throw new TypeError(
    `Cannot tell the day of release "${release}": expected an ISO date or one of ${Object.keys(releaseDates).join(', ')}`,
  );
}
