import { pactCheck, pactDescriptionCheck } from '../../../contracts/run/contract-checks.ts';
import { allChecks } from '../../../properties/checks/all-checks.ts';
import type { Check } from '../../../properties/checks/check.ts';
import type { Finding, Reproduction } from '../../report/report.ts';

/** Contracts allow no deviation. */
const laws: readonly Pick<Check, 'id' | 'law' | 'meaning' | 'exceptions'>[] = [
  ...allChecks,
  pactCheck,
  pactDescriptionCheck,
];

/** A finding in words: the law that was broken, what that means, how sure it is, and what to do next. */
export function findingExplanation(finding: Finding): readonly string[] {
  const { title, check, replay } = finding;
  const law = laws.find(({ id }) => id === check);
  const meaning = finding.meaning ?? law?.meaning;
  return [
    title,
    '',
    ...(law === undefined ? [] : [`check    ${check}`, `law      ${law.law}`]),
    ...(law?.exceptions === undefined ? [] : [`allowed  ${law.exceptions}`]),
    ...(meaning === undefined ? [] : [`meaning  ${meaning}`]),
    `status   ${statusLine(finding)}`,
    `again    ${reproductionLine(finding)}`,
    '',
    `next     ${replay}`,
    ...(law === undefined ? [] : [`         airlock explain ${check}`]),
  ];
}

function statusLine({ status, explanation }: Finding): string {
  if (status === 'new') return 'new: it fails a run';
  const reason = explanation === undefined ? '' : ` (${explanation})`;
  return status === 'known'
    ? `known${reason}: it was accepted and does not fail a run`
    : `deviation${reason}: a released Airbyte is documented to do so, see docs/deviations.md`;
}

const certainty: Readonly<Record<Reproduction, string>> = {
  confirmed: 'it came back every time it was sent again',
  flaky: 'it came back only some of the times it was sent again',
  gone: 'it did not come back when it was sent again',
  'not-retried': 'it was not sent again',
};

/** Files of other versions may lack the member. */
function reproductionLine({ reproduction = 'not-retried', retries }: Partial<Finding>): string {
  const times = retries === undefined ? '' : `, ${retries.reproduced} of ${retries.tried}`;
  return `${reproduction}${times}: ${certainty[reproduction]}`;
}
