/** What findings mean for the exit code. */
import type { Finding, Verdict } from '../../src/report/report.ts';

/** A gateway answers these while a server restarts; a single one that never came back proves nothing. */
const passing = /^no-server-error \S+ (502|503|504)$/;

export function isFailing({ status, reproduction, signature }: Finding): boolean {
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
