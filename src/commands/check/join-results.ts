/** Joins results: appends lists, adds counts, puts sections side by side. */
import { defined } from '../../json/defined.ts';
import { addRequests } from '../add-requests.ts';
import type { Acceptance, StepResult } from '../../report/report.ts';

export function joinResults(results: readonly StepResult[]): StepResult {
  const acceptances = results.flatMap(({ acceptance }) => acceptance ?? []);
  const counts = results.flatMap(({ requests = [] }) => requests);
  const checks: Record<string, { evaluated: number; failed: number }> = {};
  for (const result of results)
    for (const [id, { evaluated, failed }] of Object.entries(result.checks ?? {})) {
      const sum = (checks[id] ??= { evaluated: 0, failed: 0 });
      sum.evaluated += evaluated;
      sum.failed += failed;
    }
  return defined({
    seed: results.find(({ seed }) => seed !== undefined)?.seed,
    requests: counts.length === 0 ? undefined : addRequests(counts),
    findings: results.flatMap(({ findings = [] }) => findings),
    acceptance: acceptances.length === 0 ? undefined : joinAcceptance(acceptances),
    checks: Object.keys(checks).length === 0 ? undefined : checks,
    sections: Object.assign({}, ...results.map(({ sections = {} }) => sections)) as Record<string, unknown>, // the steps' sections have names of their own
    // Each step says which release it is about: once is enough.
    summary: results
      .flatMap(({ summary = [] }) => summary)
      .filter((line, index, all) => !line.startsWith('release ') || all.indexOf(line) === index),
    verdicts: results.flatMap(({ verdicts = [] }) => verdicts),
  });
}

function joinAcceptance(parts: readonly Acceptance[]): Acceptance {
  const sum = (of: (part: Acceptance) => number): number => parts.reduce((total, part) => total + of(part), 0);
  return {
    valid: { sent: sum(({ valid }) => valid.sent), accepted: sum(({ valid }) => valid.accepted) },
    invalid: { sent: sum(({ invalid }) => invalid.sent), rejected: sum(({ invalid }) => invalid.rejected) },
    byOperation: Object.assign({}, ...parts.map(({ byOperation = {} }) => byOperation)) as NonNullable<
      Acceptance['byOperation']
    >, // only the fuzz step counts by operation
  };
}
