/** What findings mean for the exit code. */
import type { Finding, Verdict } from '../../src/report/report.ts';
import type { RunStatistics } from './run-statistics.ts';
import { percent } from '../../src/text/percent.ts';

/** What a restart or the network between causes as well; a single one that never came back proves nothing. */
const passing = /^no-server-error \S+ (502|503|504|reset|refused|timeout|dns|proxy)( |$)/;

function isFailing({ status, reproduction, signature }: Finding): boolean {
  return status === 'new' && !(reproduction === 'gone' && passing.test(signature));
}

export function verdictsOn(findings: readonly Finding[]): readonly Verdict[] {
  const failing = findings.filter(isFailing);
  const [first] = failing;
  if (first === undefined) return [];
  const [count, which] =
    failing.length === 1 ? ['1 new finding', 'it'] : [`${failing.length} new findings`, 'the first'];
  return [{ code: 1, reason: `${count}; replay ${which} with: airlock replay ${first.id}` }];
}

/** So few bodies say nothing about an operation. */
const enough = 5;

/** A run whose valid bodies are refused looks at nothing but refusals, overall or at one of the operations. */
export function acceptanceVerdicts(statistics: RunStatistics, minAcceptance: number): readonly Verdict[] {
  const overall = { operation: 'all operations', share: statistics.acceptedShare() };
  const worst = [overall, ...statistics.acceptedShares(enough)].filter(({ share }) => share < minAcceptance);
  if (worst.length === 0) return [];
  const named = worst.map(({ operation, share }) => `${percent(share)} by ${operation}`).join(', ');
  return [
    {
      code: 6,
      reason: `Too few of the valid bodies were accepted, less than --min-acceptance ${minAcceptance}: ${named}; the run proves little, look at the findings of valid-accepted`,
    },
  ];
}
