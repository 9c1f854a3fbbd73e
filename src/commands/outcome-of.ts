import type { Verdict } from '../report/report.ts';

/** The exit code of a run, and why it is not 0. */
export function outcomeOf(verdicts: readonly Verdict[], interrupted: boolean): { exitCode: number; reason?: string } {
  const left = verdicts.find(({ reason }) => reason.includes('airlock cleanup'));
  if (interrupted)
    return {
      exitCode: 130,
      reason: `Interrupted; results so far are written and ${left === undefined ? 'the sandbox is cleaned' : left.reason}`,
    };
  const code = precedence.find((candidate) => verdicts.some((verdict) => verdict.code === candidate));
  if (code === undefined) return { exitCode: 0 };
  const reasons = verdicts.filter((verdict) => verdict.code === code).map(({ reason }) => reason);
  return { exitCode: code, reason: [...new Set(reasons)].join('; ') };
}

/** The code of a run with several verdicts is the first of these that applies. After 2 nothing more was tried. */
const precedence: readonly Verdict['code'][] = [2, 3, 4, 1, 5, 6];
